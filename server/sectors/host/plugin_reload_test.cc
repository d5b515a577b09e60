// Plugins that are replaced while the server runs.
#include <sys/stat.h>

#include <chrono>
#include <fstream>
#include <future>
#include <string>

#include "server/base/status.h"
#include "server/sectors/host/plugin_host_fixture.h"

namespace sheaf::sectors {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class PluginReload : public PluginHostTest {
 protected:
  // An evaluation that is under way when this returns, and lasts until LetGo.
  std::future<absl::StatusOr<Evaluation>> EvaluateSlowly() {
    auto answer = std::async(std::launch::async, [this] { return Evaluate("energy", "slow"); });
    EXPECT_TRUE(log_->WaitFor("plugin energy printed: slow"));
    return answer;
  }
  void LetGo() { std::ofstream(PathOf("go")) << ""; }

  // The version and digest of what computes for energy now.
  std::string VersionNow() {
    const absl::StatusOr<Evaluation> evaluation = Evaluate("energy", "highlights");
    EXPECT_TRUE(evaluation.ok()) << evaluation.status();
    return evaluation.ok() ? evaluation->plugin_version : "";
  }
};

TEST_F(PluginReload, TheNewOneTakesThePlaceOfTheOld) {
  Install("evaluates", "energy");
  Install("evaluates", "transport");
  StartHost();
  const v1::Sector before = SectorOf("energy");
  Replace("evaluates_newer", "energy");
  const absl::StatusOr<v1::Sector> after = Reload("energy");
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_EQ(after->plugin_state(), v1::RUNNING);
  EXPECT_EQ(after->plugin_version(), "1.3.0");
  EXPECT_NE(after->plugin_digest(), before.plugin_digest());
  EXPECT_NE(after->plugin_pid(), before.plugin_pid());
  EXPECT_EQ(after->plugin_starts(), 2);
  EXPECT_EQ(host_->DigestOf("energy"), after->plugin_digest());
  EXPECT_EQ(VersionNow(), "1.3.0");
  EXPECT_TRUE(log_->WaitFor(
      "plugin energy, version 1.2.3, was replaced and has nothing left to do: it is ended"));
  EXPECT_EQ(SectorOf("transport").plugin_starts(), 1);
}

TEST_F(PluginReload, WhatIsUnderWayFinishesOnTheOldOne) {
  Install("evaluates", "energy");
  StartHost();
  const v1::Sector before = SectorOf("energy");
  auto slow = EvaluateSlowly();
  Replace("evaluates_newer", "energy");
  ASSERT_TRUE(Reload("energy").ok());
  EXPECT_EQ(VersionNow(), "1.3.0") << "while the old one still computes";
  EXPECT_EQ(kill(before.plugin_pid(), 0), 0);
  EXPECT_THAT(log_->LinesWith("has nothing left to do"), SizeIs(0));
  LetGo();
  const absl::StatusOr<Evaluation> finished = slow.get();
  ASSERT_TRUE(finished.ok()) << finished.status();
  EXPECT_EQ(finished->plugin_version, "1.2.3");
  EXPECT_EQ(finished->plugin_digest, before.plugin_digest());
  EXPECT_TRUE(log_->WaitFor("has nothing left to do: it is ended"));
  host_.reset();
  EXPECT_FALSE(HasChildren());
}

TEST_F(PluginReload, AnOldOneThatHangsIsEndedAtItsDeadline) {
  options_.evaluate_deadline = 1s;
  Install("evaluates", "energy");
  StartHost();
  auto hanging = std::async(std::launch::async, [this] { return FailureOf("energy", "hang"); });
  ASSERT_TRUE(log_->WaitFor("plugin energy printed: hanging"));
  Replace("evaluates_newer", "energy");
  ASSERT_TRUE(Reload("energy").ok());
  EXPECT_THAT(hanging.get(), HasSubstr("did not finish this part within 1 s"));
  EXPECT_TRUE(
      log_->WaitFor("plugin energy, which was replaced, did not finish an evaluation within "
                    "1 s and was ended before its evaluations were done"));
  EXPECT_EQ(VersionNow(), "1.3.0");
  EXPECT_EQ(SectorOf("energy").plugin_starts(), 2) << "the new one is not ended for it";
}

struct BrokenCase {
  const char* name;
  const char* script;
  mode_t mode;
  const char* said;
};

class PluginBrokenReload : public PluginReload, public ::testing::WithParamInterface<BrokenCase> {};

TEST_P(PluginBrokenReload, LeavesTheOldOneInItsPlace) {
  options_.handshake_deadline = 2s;
  Install("evaluates", "energy");
  StartHost();
  const v1::Sector before = SectorOf("energy");
  ReplaceByScript(GetParam().script, "energy", GetParam().mode);
  const absl::StatusOr<v1::Sector> after = Reload("energy");
  EXPECT_EQ(after.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(after.status()), "PLUGIN_NOT_TAKEN_IN");
  EXPECT_THAT(
      std::string(after.status().message()),
      AllOf(HasSubstr("the new energy plugin was not taken in, and version 1.2.3 goes on: "),
            HasSubstr(GetParam().said)));
  EXPECT_THAT(log_->LinesWith("reload: the new energy plugin was not taken in"), SizeIs(1));
  EXPECT_EQ(SectorOf("energy").plugin_pid(), before.plugin_pid());
  EXPECT_EQ(SectorOf("energy").plugin_state(), v1::RUNNING);
  EXPECT_EQ(VersionNow(), "1.2.3");

  Replace("evaluates_newer", "energy");
  ASSERT_TRUE(Reload("energy").ok()) << "mended, it comes in";
  EXPECT_EQ(VersionNow(), "1.3.0");
}

INSTANTIATE_TEST_SUITE_P(
    OfPlugins, PluginBrokenReload,
    ::testing::Values(BrokenCase{"ends", "exit 7", 0755, "it ended with exit status 7"},
                      BrokenCase{"says_nothing", "exec sleep 1000", 0755,
                                 "it did not listen on its socket within 2 s and was ended"},
                      BrokenCase{"written_by_others", "exit 7", 0775,
                                 "it is refused: the executable"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST_F(PluginReload, AManifestThatIsRefusedLeavesTheOldOne) {
  Install("evaluates", "energy");
  bool refuses = false;
  StartHost([&refuses](const v1::SectorManifest& manifest) {
    EXPECT_NE(manifest.plugin_version(), "");
    EXPECT_EQ(manifest.plugin_digest().size(), 64U);
    return refuses ? absl::AbortedError("no room") : absl::OkStatus();
  });
  refuses = true;
  Replace("evaluates_newer", "energy");
  EXPECT_THAT(std::string(Reload("energy").status().message()),
              HasSubstr("it is refused: its manifest was refused: no room"));
  EXPECT_EQ(VersionNow(), "1.2.3");
}

TEST_F(PluginReload, ASectorThatIsNewInTheFolderComesIn) {
  StartHost();
  EXPECT_EQ(Reload("energy").status().code(), absl::StatusCode::kNotFound);
  Install("evaluates", "energy");
  ASSERT_TRUE(Reload("energy").ok());
  EXPECT_EQ(VersionNow(), "1.2.3");
}

TEST_F(PluginReload, OneWhoseExecutableIsGoneGoesOn) {
  Install("evaluates", "energy");
  StartHost();
  std::filesystem::remove(PathOf("energy"));
  const absl::Status answer = Reload("energy").status();
  EXPECT_EQ(answer.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(answer.message()),
              AllOf(HasSubstr("holds no executable 'energy'"),
                    HasSubstr("the plugin that runs goes on until it or the server ends")));
  EXPECT_EQ(VersionNow(), "1.2.3");
}

TEST_F(PluginReload, ARefusedOneThatWasMendedRuns) {
  Install("evaluates", "energy");
  chmod(PathOf("energy").c_str(), 0775);
  StartHost();
  ASSERT_EQ(SectorOf("energy").plugin_state(), v1::REFUSED);
  EXPECT_THAT(std::string(Reload("energy").status().message()),
              HasSubstr("the energy plugin does not run: it is refused: the executable"));
  chmod(PathOf("energy").c_str(), 0755);
  ASSERT_TRUE(Reload("energy").ok());
  EXPECT_EQ(VersionNow(), "1.2.3");
}

TEST_F(PluginReload, OneReloadOfASectorAtATime) {
  Install("evaluates", "energy");
  StartHost();
  ReplaceByScript("exec sleep 1000", "energy");
  std::promise<absl::Status> first;
  host_->Reload("energy", [&](const auto& answer) { first.set_value(answer.status()); });
  const absl::Status second = Reload("energy").status();
  EXPECT_EQ(second.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ReasonOf(second), "RELOAD_UNDER_WAY");
  host_->Stop();
  const absl::Status ended = first.get_future().get();
  EXPECT_EQ(ended.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(ended), kServerEnding) << "whoever waits is answered";
  EXPECT_FALSE(HasChildren());
}

TEST_F(PluginReload, AllAreReloadedAtOnce) {
  Install("evaluates", "energy");
  Install("evaluates", "faf");
  Install("evaluates", "transport");
  StartHost();
  Replace("evaluates_newer", "energy");
  ReplaceByScript("exit 7", "faf");
  std::filesystem::remove(PathOf("transport"));
  Install("evaluates", "ict");
  host_->ReloadAll();
  EXPECT_TRUE(log_->WaitFor("plugin energy runs: version 1.3.0"));
  EXPECT_TRUE(log_->WaitFor("plugin ict runs: version 1.2.3"));
  EXPECT_TRUE(
      log_->WaitFor("reload: the new faf plugin was not taken in, and version 1.2.3 goes "
                    "on: it ended with exit status 7"));
  EXPECT_TRUE(log_->WaitFor(
      "reload: the executable of plugin transport is no longer in the plugin folder"));
  for (const char* sector : {"energy", "faf", "ict", "transport"}) {
    EXPECT_TRUE(Evaluate(sector, "highlights").ok()) << sector;
  }
}

}  // namespace
}  // namespace sheaf::sectors
