// A plugin is replaced by one that counts otherwise: an older report says that newer code made it,
// and a stored one is held against what the new code makes of it. The plugin is the one in Python,
// whose next version is an edit away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/e2e/plugin_folder.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPlan =
    "line_code,parent_code,level,title\n"
    "D1,,direction,Quality\n"
    "A1,D1,action,Homestay standard\n"
    "A2,D1,action,Green hotel standard\n";
constexpr const char* kUpdates =
    "line_code,reported_status,effective_date\n"
    "A1,adopted,2024-01-26\n"
    "A2,on_going,2024\n";

class CodeVersions : public ::testing::Test {
 protected:
  CodeVersions() {
    std::filesystem::copy(PYTHON_PLUGIN, plugins_.path(), std::filesystem::copy_options::recursive);
    server_ = std::make_unique<RealServer>(
        Plugins::kWithout, std::vector<std::string>{"--plugin_dir", plugins_.path()});
    server_->Done({"plan", "import", server_->WriteFile("plan.csv", kPlan), "--plan", "tourism",
                   "--sector", "tourism"});
    server_->Done({"push", server_->WriteFile("updates.csv", kUpdates), "--plan", "tourism"});
    revision_ = std::to_string(server_->Status().revision());
  }

  // Version 1.1.0, which takes what goes on for adopted.
  void ReplaceThePlugin() const {
    std::ifstream file(std::filesystem::path(plugins_.path()) / "tourism");
    std::string program((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    Replace("plugin_version=\"1.0.0\"", "plugin_version=\"1.1.0\"", &program);
    Replace("w == \"adopted\"", "w in (\"adopted\", \"on_going\")", &program);
    plugins_.AddFile("tourism", program, 0755);
    server_->Done({"sectors", "reload", "tourism"});
  }

  static void Replace(const std::string& from, const std::string& to, std::string* text) {
    const size_t at = text->find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text->replace(at, from.size(), to);
  }

  std::string Report(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {"report",     "--sector",    "tourism",   "--format",
                                          "highlights", "--effective", "2024-12-31"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return server_->Done(arguments);
  }

  PluginFolder plugins_;
  std::unique_ptr<RealServer> server_;
  std::string revision_;
};

TEST_F(CodeVersions, AReportOfAnOlderRevisionSaysThatNewerCodeMadeIt) {
  EXPECT_THAT(Report({}), AllOf(HasSubstr("50.0% (1 of 2)"), Not(HasSubstr("newer"))));
  ReplaceThePlugin();
  EXPECT_THAT(Report({"--as-of", revision_}),
              AllOf(HasSubstr("100% (2 of 2)"),
                    HasSubstr("Computed by version 1.1.0 of the sector's plugin, which is newer "
                              "than this revision; version 1.0.0 was in force then"),
                    HasSubstr("tourism plugin 1.1.0")));
  EXPECT_THAT(Report({}), Not(HasSubstr("newer")));
}

TEST_F(CodeVersions, AStoredReportIsHeldAgainstThePresentCode) {
  const std::string stored = server_->folder() + "/stored.json";
  Report({"--as", "json", "--output", stored});
  EXPECT_THAT(server_->Done({"report", "--compare-code", stored}),
              HasSubstr("1 figure compared: nothing differs."));
  ReplaceThePlugin();
  const Ended compared = server_->Sheaf({"report", "--compare-code", stored});
  EXPECT_EQ(compared.exit_code, 1);
  EXPECT_THAT(compared.out,
              AllOf(HasSubstr("tourism highlights at revision " + revision_),
                    HasSubstr("tourism plugin 1.0.0 (SHA-256 "),
                    HasSubstr("tourism plugin 1.1.0 (SHA-256 "), HasSubstr("1 differs."),
                    HasSubstr("Standards adopted"), HasSubstr("1 of 2"), HasSubstr("2 of 2")));
}

TEST_F(CodeVersions, AFileThatIsNoStoredReportIsRefused) {
  const Ended ended =
      server_->Sheaf({"report", "--compare-code", server_->WriteFile("notes.txt", "Notes.")});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, HasSubstr("this is no stored report; store one with"));
}

}  // namespace
}  // namespace sheaf::e2e
