#include "clients/cli/usage_error.h"

#include <sstream>

#include "clients/cli/program.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

// What is told of a command line that is wrong.
std::string Told(std::vector<std::string> arguments) {
  std::ostringstream out, err;
  EXPECT_EQ(RunProgram(arguments, out, err, 0), kUsage) << out.str();
  EXPECT_EQ(out.str(), "");
  return err.str();
}

TEST(UsageErrorTest, AsksWhatWasMeantByASlip) {
  EXPECT_EQ(Told({"puhs", "x.csv"}),
            "sheaf: sheaf has no command 'puhs'; did you mean 'push'? sheaf --help says more\n");
  EXPECT_EQ(Told({"plan", "imprt", "x.csv"}),
            "sheaf: sheaf plan has no command 'imprt'; did you mean 'import'? sheaf plan --help "
            "says more\n");
  EXPECT_EQ(Told({"push", "x.csv", "--plam", "energy"}),
            "sheaf: sheaf push has no option '--plam'; did you mean '--plan'? sheaf push --help "
            "says more\n");
}

TEST(UsageErrorTest, NamesTheCommandsWhereNoneIsClose) {
  EXPECT_EQ(Told({"kpi", "spreadsheet"}),
            "sheaf: sheaf kpi has no command 'spreadsheet'; it has import; sheaf kpi --help says "
            "more\n");
  EXPECT_EQ(Told({"kpi"}),
            "sheaf: sheaf kpi needs to know what to do: import; sheaf kpi --help says more\n");
}

TEST(UsageErrorTest, TellsTheFirstThingThatIsWrong) {
  EXPECT_EQ(Told({"--servr", "host:7433", "push", "x.csv"}),
            "sheaf: sheaf push has no option '--servr'; did you mean '--server'? sheaf push --help "
            "says more\n");
  EXPECT_EQ(Told({"kpi", "spreadsheet", "import"}),
            "sheaf: sheaf kpi has no command 'spreadsheet'; it has import; sheaf kpi --help says "
            "more\n");
}

TEST(UsageErrorTest, SaysInPlainEnglishWhatIsWrongWithAnOption) {
  EXPECT_EQ(Told({"plan", "import", "x.csv"}),
            "sheaf: --plan is required; sheaf plan import --help says more\n");
  EXPECT_EQ(Told({"push", "x.csv", "--plan"}),
            "sheaf: --plan needs a value behind it; sheaf push --help says more\n");
  EXPECT_EQ(Told({"token", "create", "--days", "soon"}),
            "sheaf: --days: found 'soon', expected a number from 1 to 400; sheaf token create "
            "--help says "
            "more\n");
  EXPECT_EQ(Told({"status", "-o", "xml"}),
            "sheaf: --as: found 'xml', expected table, json, csv or tsv; sheaf status --help says "
            "more\n");
  EXPECT_EQ(Told({"report", "--compare-code", "a.json", "--sector", "energy"}),
            "sheaf: --sector does not go with --compare-code; sheaf report --help says more\n");
  EXPECT_EQ(Told({"list", "updates", "--line", "EN-1"}),
            "sheaf: --line is only for use with --plan; sheaf list updates --help says more\n");
}

TEST(UsageErrorTest, SaysWhatIsTooMuch) {
  EXPECT_EQ(Told({"status", "energy"}),
            "sheaf: there is more on the command line than the command takes: energy; sheaf status "
            "--help says more\n");
}

}  // namespace
}  // namespace sheaf::cli
