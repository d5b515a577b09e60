// How `sheaf` behaves beside other programs and on a terminal: pipes, closed outputs, color, the
// tab key, titles by LANG.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Manners : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = std::make_unique<RealServer>(Plugins::kWithout);
    server_->Done({"plan", "import", DataFile("plans/apt-2023-2027.csv"), "--plan", "apt",
                   "--title", "APT Cooperation Work Plan", "--heading", "pillar"});
  }
  static void TearDownTestSuite() { server_.reset(); }

  // What a shell makes of `script`, in which "sheaf" is the program.
  static Ended Shell(const std::string& script,
                     std::map<std::string, std::string> environment = {}) {
    const std::string program = SHEAF;
    environment.insert({{"SHEAF_SERVER", server_->address()},
                        {"HOME", server_->folder()},
                        {"LC_ALL", "C.UTF-8"},
                        {"TERM", "xterm"}});
    return RunProgram({"/bin/bash", "-o", "pipefail", "-c",
                       "PATH=" + program.substr(0, program.rfind('/')) + ":$PATH; " + script},
                      environment);
  }

  // The same on a terminal of 60 columns.
  static Ended Terminal(const std::string& command,
                        const std::map<std::string, std::string>& environment = {}) {
    return Shell("script -qec 'stty cols 60; " + command + "' /dev/null", environment);
  }

  static std::unique_ptr<RealServer> server_;
};

std::unique_ptr<RealServer> Manners::server_;

TEST_F(Manners, AReaderThatHasHadEnoughIsNoFailure) {
  const Ended ended = Shell("sheaf list lines --plan apt -o json | head -1");
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.err, "");
  EXPECT_EQ(ended.out, "{\n");
}

TEST_F(Manners, AnOutputThatCannotBeWrittenIsOne) {
  for (const char* where : {">/dev/full", ">&-"}) {
    const Ended ended = Shell(std::string("sheaf list lines --plan apt ") + where);
    EXPECT_EQ(ended.exit_code, 1) << where;
    EXPECT_EQ(ended.err, "sheaf: the output could not be written\n") << where;
  }
}

TEST_F(Manners, AQuietSuccessSaysNothing) {
  const Ended ended = Shell("sheaf -q plan import " + DataFile("plans/apt-2023-2027.csv") +
                            " --plan apt --heading pillar");
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err, "");
}

TEST_F(Manners, ATableElsewhereIsALineARowUncutAndWithoutColor) {
  const Ended ended = Shell("sheaf list lines --plan apt");
  EXPECT_THAT(ended.out, AllOf(Not(HasSubstr("…")), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(ended.out, HasSubstr("Vanished")) << "columns without a value are there too";
  const Ended counted = Shell(
      "sheaf list lines --plan apt | wc -l; sheaf list lines --plan apt -o "
      "tsv | cut -f1 | wc -l");
  const std::string lines = counted.out.substr(0, counted.out.find('\n') + 1);
  EXPECT_EQ(counted.out, lines + lines);
}

TEST_F(Manners, ATableOnATerminalFitsItAndHasItsHeadingBold) {
  const Ended ended = Terminal("sheaf list lines --plan apt");
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.out,
              AllOf(StartsWith("\x1b[1mLine "), HasSubstr("…"), Not(HasSubstr("Vanished"))));
}

TEST_F(Manners, NoColorIsNoColor) {
  EXPECT_THAT(Terminal("sheaf list lines --plan apt", {{"NO_COLOR", "1"}}).out,
              StartsWith("Line "));
  EXPECT_THAT(Terminal("sheaf --color never list lines --plan apt").out, StartsWith("Line "));
  EXPECT_THAT(Shell("sheaf list plans", {{"CLICOLOR_FORCE", "1"}}).out, StartsWith("\x1b[1mPlan "));
}

TEST_F(Manners, AnErrorOnATerminalIsRedButSaysSoToo) {
  const Ended ended = Terminal("sheaf get plans/none");
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.out, StartsWith("\x1b[31msheaf:\x1b[0m "));
}

TEST_F(Manners, TheTabKeyOffersIdsOfTheServer) {
  const std::string press =
      "source <(sheaf completion bash); COMP_WORDS=(sheaf push x.csv --plan a); COMP_CWORD=4; "
      "_sheaf; echo \"${COMPREPLY[@]}\"";
  EXPECT_EQ(Shell(press).out, "apt\n");
  EXPECT_EQ(Shell("sheaf complete-words get plans/").out, "plans/apt\tAPT Cooperation Work Plan\n");
  EXPECT_THAT(Shell("sheaf complete-words get plans/apt/lines/APT-PD-01").out,
              StartsWith("plans/apt/lines/APT-PD-01\tAnnual APT Summit"));
  const Ended silent = Shell("sheaf complete-words get plans/", {{"SHEAF_SERVER", "127.0.0.1:1"}});
  EXPECT_EQ(silent.out + silent.err, "");
  EXPECT_EQ(silent.exit_code, 0);
}

TEST_F(Manners, TitlesAreShownInTheLanguageOfTheLocaleInTablesOnly) {
  const std::string file = server_->WriteFile(
      "grid.csv", "line_code,parent_code,level,title,title_vi\nG-1,,pillar,Power grid,Lưới điện\n");
  server_->Done({"plan", "import", file, "--plan", "grid", "--heading", "pillar"});
  const std::map<std::string, std::string> vietnamese = {{"LC_ALL", "vi_VN.UTF-8"}};
  EXPECT_THAT(Shell("sheaf list lines --plan grid", vietnamese).out, HasSubstr("Lưới điện"));
  EXPECT_THAT(Shell("sheaf list lines --plan grid").out, HasSubstr("Power grid"));
  EXPECT_THAT(Shell("sheaf list lines --plan grid -o csv", vietnamese).out,
              AllOf(HasSubstr("Power grid"), Not(HasSubstr("Lưới điện"))));
  EXPECT_THAT(Shell("sheaf get plans/grid/lines/G-1 --language vi").out,
              AllOf(HasSubstr("Lưới điện"), HasSubstr("title as printed")));
}

}  // namespace
}  // namespace sheaf::e2e
