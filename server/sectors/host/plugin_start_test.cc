#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "server/base/digest.h"
#include "server/sectors/host/plugin_host_fixture.h"

namespace sheaf::sectors {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

std::string ReadBytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

TEST_F(PluginHostTest, EveryExecutableRunsAndDeclaresItsManifest) {
  Install("evaluates", "transport");
  Install("evaluates", "energy");
  std::ofstream(PathOf("notes.txt")) << "not executable";
  std::vector<std::string>
      declared;  // the sink is called on one thread, and not after the test looks
  StartHost([&declared](const v1::SectorManifest& manifest) {
    declared.push_back(manifest.sector());
    return absl::OkStatus();
  });

  const std::vector<v1::Sector> sectors = host_->Sectors();
  ASSERT_THAT(sectors, SizeIs(2));
  EXPECT_EQ(sectors[0].name(), "sectors/energy");
  EXPECT_EQ(sectors[1].name(), "sectors/transport");
  for (const v1::Sector& sector : sectors) {
    EXPECT_EQ(sector.plugin_state(), v1::RUNNING) << sector.plugin_message();
    EXPECT_EQ(sector.plugin_message(), "");
    EXPECT_EQ(sector.plugin_version(), "1.2.3");
    EXPECT_EQ(sector.title(), "Fixture");
    EXPECT_EQ(sector.owner_body(), "Meeting of Fixtures");
    EXPECT_EQ(sector.plugin_starts(), 1);
    EXPECT_GT(sector.plugin_pid(), 0);
  }
  EXPECT_THAT(declared, UnorderedElementsAre("energy", "transport"));
}

TEST_F(PluginHostTest, TheDigestIsThatOfTheExecutable) {
  Install("evaluates", "energy");
  StartHost();
  EXPECT_EQ(host_->DigestOf("energy"), Hex(Sha256(ReadBytes(PathOf("energy")))));
  EXPECT_EQ(SectorOf("energy").plugin_digest(), host_->DigestOf("energy"));
  EXPECT_EQ(host_->DigestOf("transport"), "");
}

TEST_F(PluginHostTest, WithoutAPluginFolderThereAreNoSectors) {
  options_.plugin_dir = "";
  StartHost();
  EXPECT_THAT(host_->Sectors(), IsEmpty());
  options_.plugin_dir = folder_ / "nowhere";
  StartHost();
  EXPECT_THAT(host_->Sectors(), IsEmpty());
  EXPECT_THAT(log_->LinesWith("cannot read the plugin folder"), SizeIs(1));
}

TEST_F(PluginHostTest, TheSocketFolderIsPrivateAndCleared) {
  fs::create_directory(options_.socket_dir);
  chmod(options_.socket_dir.c_str(), 0777);
  Install("evaluates", "energy");
  StartHost();
  EXPECT_EQ(SectorOf("energy").plugin_state(), v1::RUNNING);
  struct stat found;
  ASSERT_EQ(stat(options_.socket_dir.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0700);
  host_.reset();
  EXPECT_TRUE(fs::is_empty(options_.socket_dir));
}

TEST_F(PluginHostTest, AStaleSocketIsNoHindrance) {
  Install("evaluates", "energy");
  StartHost();
  kill(SectorOf("energy").plugin_pid(), SIGKILL);
  WaitUntilRunning("energy", 2);
  EXPECT_TRUE(Evaluate("energy", "highlights").ok());
}

struct RefusedCase {
  const char* name;
  const char* said;
};

class PluginHostRefusal : public PluginHostTest,
                          public ::testing::WithParamInterface<RefusedCase> {};

TEST_P(PluginHostRefusal, SaysWhyAndIsForGood) {
  Install("speaks", GetParam().name);
  Install("evaluates", "good");
  StartHost();
  const v1::Sector refused = SectorOf(GetParam().name);
  EXPECT_EQ(refused.plugin_state(), v1::REFUSED);
  EXPECT_THAT(refused.plugin_message(), HasSubstr(GetParam().said));
  EXPECT_EQ(refused.plugin_pid(), 0);
  EXPECT_EQ(host_->DigestOf(GetParam().name), "");
  EXPECT_THAT(FailureOf(GetParam().name, "highlights"), HasSubstr("is refused: "));
  EXPECT_EQ(WaitUntilRunning("good", 1).plugin_starts(), 1) << "another sector is untouched";
}

INSTANTIATE_TEST_SUITE_P(
    OfPlugins, PluginHostRefusal,
    ::testing::Values(
        RefusedCase{"newer",
                    "it speaks version 2 of the plugin protocol, and this server (0.1.0) "
                    "speaks version 1: install a plugin made for this server"},
        RefusedCase{"misnamed",
                    "it says that it is the plugin of sector 'energy', but its "
                    "executable is named 'misnamed'"},
        RefusedCase{"twofaced", "its manifest is of sector 'energy', not 'twofaced'"},
        RefusedCase{"doubling", "kpis[2].code: 'K-1' is declared twice"},
        RefusedCase{"unruly", "its manifest was refused: "}),
    [](const auto& info) { return std::string(info.param.name); });

TEST_F(PluginHostTest, AManifestThatTheLedgerRefusesRefusesThePlugin) {
  Install("evaluates", "energy");
  StartHost([](const v1::SectorManifest&) { return absl::AbortedError("no room"); });
  EXPECT_EQ(SectorOf("energy").plugin_state(), v1::REFUSED);
  EXPECT_EQ(SectorOf("energy").plugin_message(), "its manifest was refused: no room");
}

TEST_F(PluginHostTest, AnExecutableThatOthersCanWriteIsNotRun) {
  Install("evaluates", "energy");
  Install("evaluates", "transport");
  chmod(PathOf("energy").c_str(), 0775);
  StartHost();
  const v1::Sector refused = SectorOf("energy");
  EXPECT_EQ(refused.plugin_state(), v1::REFUSED);
  EXPECT_THAT(refused.plugin_message(),
              AllOf(HasSubstr("can be written by others than its owner (mode 0775)"),
                    HasSubstr("chmod go-w")));
  EXPECT_EQ(refused.plugin_starts(), 0);
  EXPECT_EQ(SectorOf("transport").plugin_state(), v1::RUNNING);
}

TEST_F(PluginHostTest, AFolderThatOthersCanWriteIsNotTrusted) {
  Install("evaluates", "energy");
  chmod(options_.plugin_dir.c_str(), 0777);
  StartHost();
  EXPECT_EQ(SectorOf("energy").plugin_state(), v1::REFUSED);
  EXPECT_THAT(SectorOf("energy").plugin_message(), HasSubstr("the plugin folder"));
}

TEST_F(PluginHostTest, AnExecutableOfAStrangerIsNotRun) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  Install("evaluates", "energy");
  ASSERT_EQ(chown(PathOf("energy").c_str(), 12345, 0), 0);
  StartHost();
  EXPECT_EQ(SectorOf("energy").plugin_state(), v1::REFUSED);
  EXPECT_THAT(SectorOf("energy").plugin_message(), HasSubstr("belongs to user 12345"));
}

TEST_F(PluginHostTest, ASocketFolderOfTooLongANameIsSaid) {
  Install("evaluates", "energy");
  options_.socket_dir = folder_ / std::string(120, 'x');
  StartHost();
  EXPECT_EQ(SectorOf("energy").plugin_state(), v1::REFUSED);
  EXPECT_THAT(SectorOf("energy").plugin_message(),
              AllOf(HasSubstr("the system allows 107"), HasSubstr("shorter name")));
}

}  // namespace
}  // namespace sheaf::sectors
