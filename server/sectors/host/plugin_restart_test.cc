#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "server/sectors/host/plugin_host_fixture.h"

namespace sheaf::sectors {
namespace {

using namespace std::chrono_literals;
using ::testing::EndsWith;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

// The processes of a group that have not ended. An orphan is reaped by whoever adopts orphans here,
// in their own time.
std::vector<int> LivingOf(pid_t group) {
  std::vector<int> living;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "stat");
    std::string line;
    std::getline(file, line);
    const size_t name_end = line.rfind(')');
    char state = 0;
    int parent = 0;
    int its_group = 0;
    if (name_end == std::string::npos) continue;
    std::sscanf(line.c_str() + name_end + 1, " %c %d %d", &state, &parent, &its_group);
    if (its_group == group && state != 'Z') living.push_back(std::stoi(entry.path().filename()));
  }
  return living;
}

TEST_F(PluginHostTest, TheDelayDoublesUpToItsLimit) {
  Install("speaks", "broken");
  StartHost();
  EXPECT_TRUE(log_->WaitFor("(6th start)"));
  const std::vector<std::string> said = log_->LinesWith("plugin broken ended");
  ASSERT_THAT(said, SizeIs(Ge(5)));
  EXPECT_EQ(said[0], "plugin broken ended with exit status 7; starting again in 10 ms (2nd start)");
  EXPECT_THAT(said[1], EndsWith("starting again in 20 ms (3rd start)"));
  EXPECT_THAT(said[2], EndsWith("starting again in 40 ms (4th start)"));
  EXPECT_THAT(said[3], EndsWith("starting again in 40 ms (5th start)"));
}

TEST_F(PluginHostTest, TheDelayStartsAnewAfterASteadyRun) {
  options_.steady_after = 0ms;
  Install("evaluates", "energy");
  StartHost();
  for (int start = 2; start <= 4; ++start) {
    kill(SectorOf("energy").plugin_pid(), SIGKILL);
    WaitUntilRunning("energy", start);
  }
  EXPECT_THAT(log_->LinesWith("starting again in 10 ms"), SizeIs(3));
}

TEST_F(PluginHostTest, AKilledPluginComesBackAndTheOthersStay) {
  Install("evaluates", "energy");
  Install("evaluates", "transport");
  StartHost();
  const v1::Sector transport = SectorOf("transport");
  kill(SectorOf("energy").plugin_pid(), SIGKILL);
  EXPECT_TRUE(Evaluate("transport", "highlights").ok());
  WaitUntilRunning("energy", 2);
  EXPECT_TRUE(Evaluate("energy", "highlights").ok());
  EXPECT_THAT(
      log_->LinesWith("plugin energy ended by signal 9; starting again in 10 ms (2nd start)"),
      SizeIs(1));
  EXPECT_EQ(SectorOf("transport").plugin_pid(), transport.plugin_pid());
  EXPECT_EQ(SectorOf("transport").plugin_starts(), 1);
}

TEST_F(PluginHostTest, WhileItWaitsAReportSaysSo) {
  options_.restart_delay_min = options_.restart_delay_max = kPatience;
  Install("speaks", "broken");
  StartHost();
  EXPECT_EQ(SectorOf("broken").plugin_state(), v1::WAITING);
  EXPECT_EQ(FailureOf("broken", "highlights"),
            "The broken plugin, which computes this part, does not run. It ended with exit status "
            "7; starting again in 60 s (2nd start).");
  EXPECT_EQ(FailureOf("nobody", "highlights"),
            "The sector nobody has no plugin that computes this part.");
}

// Enough to start in, where the deadline is for what follows.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::chrono::milliseconds kTimeToStart = 12s;
#else
constexpr std::chrono::milliseconds kTimeToStart = 2s;
#endif

struct SilentCase {
  const char* name;
  std::chrono::milliseconds handshake_deadline;
  const char* said;
};

class PluginHostSilence : public PluginHostTest,
                          public ::testing::WithParamInterface<SilentCase> {};

TEST_P(PluginHostSilence, IsEndedAtTheDeadline) {
  options_.handshake_deadline = GetParam().handshake_deadline;
  options_.describe_deadline = 300ms;
  Install("speaks", GetParam().name);
  StartHost();
  // Of one of its starts: on a busy machine another deadline may pass before.
  EXPECT_TRUE(log_->WaitFor(GetParam().said));
  EXPECT_THAT(log_->LinesWith(" runs: "), IsEmpty());
  host_.reset();
  EXPECT_FALSE(HasChildren());
}

INSTANTIATE_TEST_SUITE_P(
    OfPlugins, PluginHostSilence,
    ::testing::Values(
        SilentCase{"mute", 300ms,
                   "did not listen on its socket within 300 ms and was ended; starting "},
        SilentCase{"silent", kTimeToStart, "did not answer the handshake within "},
        SilentCase{"shy", kPatience,
                   "did not answer the request for its manifest within 300 ms and was ended"},
        SilentCase{"unfit", kPatience,
                   "answered the handshake with the error 'What?' and was ended"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST_F(PluginHostTest, AProgramThatCannotRunIsSaid) {
  std::ofstream(PathOf("garbage")) << "neither program nor script";
  chmod(PathOf("garbage").c_str(), 0755);
  StartHost();
  EXPECT_EQ(SectorOf("garbage").plugin_state(), v1::WAITING);
  EXPECT_THAT(SectorOf("garbage").plugin_message(),
              StartsWith("could not be started: it could not run (is it built for this system?): "
                         "Exec format error"));
}

TEST_F(PluginHostTest, NothingIsLeftAfterTheEnd) {
  Install("evaluates", "energy");
  Install("speaks", "mute");
  Install("speaks", "broken");
  Install("speaks", "newer");
  host_ = PluginHost::Start(options_, nullptr);
  const pid_t pid = WaitUntilRunning("energy", 1).plugin_pid();
  ASSERT_EQ(SectorOf("mute").plugin_state(), v1::STARTING);
  host_.reset();
  EXPECT_FALSE(HasChildren()) << "neither running nor unreaped";
  EXPECT_EQ(kill(pid, 0), -1);
  EXPECT_THAT(log_->LinesWith("plugin energy ended"), IsEmpty()) << "it ended when asked";
}

TEST_F(PluginHostTest, WhatDoesNotEndWhenAskedIsKilled) {
  Install("speaks", "stubborn");
  StartHost();
  EXPECT_EQ(SectorOf("stubborn").plugin_state(), v1::RUNNING);
  host_.reset();
  EXPECT_FALSE(HasChildren());
}

TEST_F(PluginHostTest, WhatAPluginStartedEndsWithIt) {
  options_.sandbox = false;  // within it, nothing can be started
  Install("speaks", "parent");
  StartHost();
  const pid_t group = SectorOf("parent").plugin_pid();
  ASSERT_THAT(LivingOf(group), SizeIs(2));
  host_.reset();
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!LivingOf(group).empty() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_THAT(LivingOf(group), IsEmpty());
}

}  // namespace
}  // namespace sheaf::sectors
