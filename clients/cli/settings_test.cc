#include "clients/cli/settings.h"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "clients/cli/program.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// A home of its own for each test, and none of the settings of who runs it.
class SettingsTest : public ::testing::Test {
 protected:
  SettingsTest() {
    std::string pattern = ::testing::TempDir() + "/sheaf_settings_XXXXXX";
    folder_ = mkdtemp(pattern.data());
    setenv("XDG_CONFIG_HOME", folder_.c_str(), 1);
    Clear();
  }
  ~SettingsTest() override {
    Clear();
    unsetenv("XDG_CONFIG_HOME");
    std::filesystem::remove_all(folder_);
  }

  static void Clear() {
    for (const SettingKind& kind : SettingKinds()) unsetenv(kind.variable);
    for (const char* name : {"SHEAF_PROFILE", "LC_ALL", "LC_MESSAGES", "LANG"}) unsetenv(name);
  }

  void WriteConfig(const std::string& text) {
    std::filesystem::create_directories(folder_ + "/sheaf");
    std::ofstream(path()) << text;
    chmod(path().c_str(), 0600);
  }
  std::string path() const { return folder_ + "/sheaf/config"; }

  int Run(std::vector<std::string> arguments) {
    out_.str("");
    err_.str("");
    return RunProgram(arguments, out_, err_, 0);
  }

  std::string folder_;
  std::ostringstream out_, err_;
};

TEST_F(SettingsTest, WithoutAFileThereAreTheDefaults) {
  Settings settings;
  EXPECT_TRUE(settings.Load("").ok());
  EXPECT_EQ(settings.profile(), "");
  EXPECT_EQ(settings.Get("server").value, "");
  EXPECT_THAT(settings.warnings(), IsEmpty());
}

TEST_F(SettingsTest, TheEnvironmentGoesBeforeTheProfile) {
  WriteConfig("[default]\nserver = a:1\nplan = energy\n");
  setenv("SHEAF_SERVER", "b:2", 1);
  Settings settings;
  EXPECT_TRUE(settings.Load("").ok());
  EXPECT_EQ(settings.profile(), "default");
  EXPECT_EQ(settings.Get("server").value, "b:2");
  EXPECT_EQ(settings.Get("server").from, "SHEAF_SERVER");
  EXPECT_EQ(settings.Get("plan").value, "energy");
  EXPECT_EQ(settings.Get("plan").from, "profile default, line 3 of " + path());
}

TEST_F(SettingsTest, AProfileIsAskedForByTheCommandLineOrTheEnvironment) {
  WriteConfig("[default]\nplan = energy\n[x]\nplan = ict\n[y]\nplan = faf\n");
  setenv("SHEAF_PROFILE", "x", 1);
  Settings settings;
  EXPECT_TRUE(settings.Load("").ok());
  EXPECT_EQ(settings.Get("plan").value, "ict");
  Settings asked;
  EXPECT_TRUE(asked.Load("y").ok());
  EXPECT_EQ(asked.Get("plan").value, "faf");
}

TEST_F(SettingsTest, AProfileThatIsNotThereIsToldWithThoseThatAre) {
  WriteConfig("[secretariat]\nplan = energy\n");
  Settings settings;
  EXPECT_THAT(std::string(settings.Load("secretariate").message()),
              HasSubstr("did you mean 'secretariat'?"));
  EXPECT_THAT(std::string(settings.Load("vnm").message()), HasSubstr("it has secretariat"));
}

TEST_F(SettingsTest, FilesMayBeInTheHomeFolder) {
  WriteConfig("[default]\nca = ~/ca.pem\n");
  setenv("HOME", "/home/x", 1);
  Settings settings;
  EXPECT_TRUE(settings.Load("").ok());
  EXPECT_EQ(settings.Get("ca").value, "/home/x/ca.pem");
}

TEST_F(SettingsTest, AFileThatOthersCanWriteIsWarnedAbout) {
  WriteConfig("[default]\nserver = 127.0.0.1:1\n");
  chmod(path().c_str(), 0666);
  EXPECT_EQ(Run({"status", "--quiet"}), 3);
  EXPECT_THAT(err_.str(), HasSubstr("warning: others can write to " + path()));
}

TEST_F(SettingsTest, AWrongFileEndsEveryCommandThatNeedsAServerWithTwo) {
  WriteConfig("[default]\nsever = 127.0.0.1:1\n");
  EXPECT_EQ(Run({"status"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr(path() + ":2: found 'sever'"));
  EXPECT_EQ(Run({"config", "show"}), 2);
  EXPECT_EQ(Run({"status", "--help"}), 0) << "help is there all the same";
}

TEST_F(SettingsTest, AWrongFormatOrLanguageNamesWhereItComesFrom) {
  setenv("SHEAF_FORMAT", "xml", 1);
  EXPECT_EQ(Run({"status"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("format (SHEAF_FORMAT): found 'xml', expected table"));
  unsetenv("SHEAF_FORMAT");
  setenv("SHEAF_LANGUAGE", "vietnamese", 1);
  EXPECT_EQ(Run({"status"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("language (SHEAF_LANGUAGE): found 'vietnamese'"));
}

TEST_F(SettingsTest, TheCommandLineGoesBeforeEverything) {
  WriteConfig("[default]\nserver = 127.0.0.1:1\n[other]\nserver = 127.0.0.1:2\n");
  EXPECT_EQ(Run({"status"}), 3);
  EXPECT_THAT(err_.str(), HasSubstr("127.0.0.1:1"));
  EXPECT_EQ(Run({"status", "--profile", "other"}), 3);
  EXPECT_THAT(err_.str(), HasSubstr("127.0.0.1:2"));
  EXPECT_EQ(Run({"status", "--profile=other", "--server", "127.0.0.1:3"}), 3);
  EXPECT_THAT(err_.str(), HasSubstr("127.0.0.1:3"));
}

TEST_F(SettingsTest, ThePlanOfAProfileIsTheOneToPushTo) {
  WriteConfig("[default]\nplan = energy\nformat = csv\n");
  EXPECT_EQ(Run({"push", "--help"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("Default: energy"));
  EXPECT_THAT(out_.str(), HasSubstr("Default: csv"));
  EXPECT_EQ(Run({"plan", "import", "--help"}), 0);
  EXPECT_THAT(out_.str(), Not(HasSubstr("Default: energy"))) << "an import names its plan";
  EXPECT_EQ(Run({"plan", "import", "/no/such.csv"}), 2);
}

TEST_F(SettingsTest, ShowSaysEachValueAndWhereItComesFrom) {
  WriteConfig("[vnm]\nmember_state = VNM\nlanguage = vi\n");
  setenv("SHEAF_PLAN", "energy", 1);
  EXPECT_EQ(Run({"config", "show", "--profile", "vnm", "--server", "127.0.0.1:5", "-o", "tsv"}), 0)
      << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("profile\tvnm\t" + path() + "\n"));
  EXPECT_THAT(out_.str(), HasSubstr("server\t127.0.0.1:5\t--server\n"));
  EXPECT_THAT(out_.str(), HasSubstr("member_state\tVNM\tprofile vnm, line 2 of " + path() + "\n"));
  EXPECT_THAT(out_.str(), HasSubstr("plan\tenergy\tSHEAF_PLAN\n"));
  EXPECT_THAT(out_.str(), HasSubstr("token_file\t\tnot set\n"));
  EXPECT_THAT(out_.str(), HasSubstr("format\ttable\tdefault\n"));
}

TEST_F(SettingsTest, ShowTakesTheLanguageOfTheLocale) {
  setenv("LANG", "th_TH.UTF-8", 1);
  EXPECT_EQ(Run({"config", "show", "-o", "tsv"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("language\tth-th\tthe locale\n"));
}

}  // namespace
}  // namespace sheaf::cli
