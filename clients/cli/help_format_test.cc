#include "clients/cli/help_format.h"

#include <sstream>

#include "absl/strings/str_split.h"
#include "clients/cli/program.h"
#include "clients/cli/utf8.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string Help(std::vector<std::string> command, size_t width) {
  std::ostringstream out, err;
  command.push_back("--help");
  EXPECT_EQ(RunProgram(std::move(command), out, err, width), kOk);
  EXPECT_EQ(err.str(), "");
  return out.str();
}

// The widest line that is no example, which is never broken.
size_t Widest(const std::string& help) {
  size_t widest = 0;
  const std::vector<std::string> lines = absl::StrSplit(help, '\n');
  for (const std::string& line : lines) {
    if (!line.starts_with("  sheaf ")) widest = std::max(widest, DisplayWidth(line));
  }
  return widest;
}

TEST(HelpFormatTest, IsBrokenWhereTheTerminalEnds) {
  for (const size_t width : {60, 80, 100}) {
    EXPECT_LE(Widest(Help({"plan", "import", "--color", "never"}, width)), width);
  }
  EXPECT_GT(Widest(Help({"plan", "import", "--color", "never"}, 100)), 90u)
      << "a wide terminal is used";
  EXPECT_LE(Widest(Help({"plan", "import"}, 0)), 80u) << "80 columns where there is no terminal";
}

TEST(HelpFormatTest, BeginsWithWhatTheCommandDoesAndHowItIsUsed) {
  const std::string help = Help({"push"}, 0);
  EXPECT_THAT(help, StartsWith("Push updates from a file"));
  EXPECT_THAT(help, HasSubstr("\nUsage:\n  sheaf push [OPTIONS] "));
  EXPECT_THAT(help, HasSubstr("\n      --plan ID             "));
}

TEST(HelpFormatTest, AListOfCommandsHasASentenceForEach) {
  const std::string help = Help({}, 0);
  EXPECT_THAT(help, HasSubstr("\nCommands:\n"));
  EXPECT_THAT(help, HasSubstr("\n  withdraw "));
  EXPECT_THAT(help, Not(HasSubstr("write-shipped"))) << "what only the build needs is hidden";
}

TEST(HelpFormatTest, HasColorOnlyWhereItIsWanted) {
  EXPECT_THAT(Help({"push"}, 0), Not(HasSubstr("\x1b[")));
  EXPECT_THAT(Help({"push", "--color", "always"}, 0), HasSubstr("\x1b[1mExamples:\x1b[0m"));
}

}  // namespace
}  // namespace sheaf::cli
