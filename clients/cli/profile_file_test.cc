#include "clients/cli/profile_file.h"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::HasSubstr;

const std::vector<std::string> kKnown = {"server", "plan", "language"};

absl::StatusOr<Profiles> Parse(const std::string& text) {
  return ParseProfiles(text, "config", kKnown);
}

std::string ErrorOf(const std::string& text) { return std::string(Parse(text).status().message()); }

TEST(ProfileFileTest, ReadsNamedProfilesWithTheirLines) {
  const auto profiles = Parse(
      "# ours\n\n[secretariat]\n server = sheaf.example.org:7433 \r\n; theirs\n[vnm]\n"
      "plan=energy\nlanguage = \"vi\"\n[empty]\n");
  ASSERT_TRUE(profiles.ok()) << profiles.status();
  EXPECT_EQ(profiles->size(), 3u);
  EXPECT_EQ(profiles->at("secretariat").at("server").value, "sheaf.example.org:7433");
  EXPECT_EQ(profiles->at("secretariat").at("server").line, 4);
  EXPECT_EQ(profiles->at("vnm").at("plan").value, "energy");
  EXPECT_EQ(profiles->at("vnm").at("language").value, "vi");
}

TEST(ProfileFileTest, AnUnknownSettingIsRefusedWithItsLineAndWhatWasMeant) {
  EXPECT_EQ(ErrorOf("[a]\nsever = x:1\n"),
            "config:2: found 'sever', which is no setting; did you mean 'server'?");
  EXPECT_THAT(ErrorOf("[a]\ncolour = red\n"), HasSubstr("settings are server, plan, language"));
}

TEST(ProfileFileTest, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(ErrorOf("plan = energy\n"), HasSubstr("config:1: found 'plan' before the name"));
  EXPECT_THAT(ErrorOf("[a\n"), HasSubstr("config:1: found '[a', expected the name of a profile"));
  EXPECT_THAT(ErrorOf("[]\n"), HasSubstr("expected the name of a profile"));
  EXPECT_THAT(ErrorOf("["), HasSubstr("expected the name of a profile"));
  EXPECT_THAT(ErrorOf("[a b]\n"), HasSubstr("expected the name of a profile"));
  EXPECT_THAT(ErrorOf("[a]\nplan energy\n"), HasSubstr("config:2: found 'plan energy', expected"));
  EXPECT_THAT(ErrorOf("[a]\nplan =\n"), HasSubstr("config:2: plan has no value"));
  EXPECT_THAT(ErrorOf("[a]\nplan = x\nplan = y\n"), HasSubstr("config:3: found plan again"));
  EXPECT_THAT(ErrorOf("[a]\n[a]\n"), HasSubstr("config:2: found [a] again"));
}

class ProfilePathTest : public ::testing::Test {
 protected:
  ProfilePathTest() {
    setenv("HOME", "/home/x", 1);
    unsetenv("XDG_CONFIG_HOME");
  }
  ~ProfilePathTest() override { unsetenv("XDG_CONFIG_HOME"); }
};

TEST_F(ProfilePathTest, IsUnderHomeOrWhereXdgPutsIt) {
  EXPECT_EQ(ProfilePath(), "/home/x/.config/sheaf/config");
  setenv("XDG_CONFIG_HOME", "/etc/of/x", 1);
  EXPECT_EQ(ProfilePath(), "/etc/of/x/sheaf/config");
  setenv("XDG_CONFIG_HOME", "relative", 1);
  EXPECT_EQ(ProfilePath(), "/home/x/.config/sheaf/config");
}

TEST(ProfileFileTest, KnowsWhetherOthersCanWriteToIt) {
  const std::string path = ::testing::TempDir() + "/sheaf_profile_file_test";
  std::ofstream(path) << "[a]\n";
  chmod(path.c_str(), 0600);
  EXPECT_FALSE(OthersCanWrite(path));
  chmod(path.c_str(), 0620);
  EXPECT_TRUE(OthersCanWrite(path));
  std::filesystem::remove(path);
  EXPECT_FALSE(OthersCanWrite(path)) << "what is not there";
  EXPECT_TRUE(ReadProfiles(path, kKnown).ok());
}

}  // namespace
}  // namespace sheaf::cli
