// kill -9 of a plugin: its part of a report says so, the rest stands, pushes go on, and it comes
// back.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <future>
#include <string>
#include <thread>

#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::Test;

v1::Sector SectorOf(const RealServer& server, const std::string& id) {
  const v1::ServerStatus status = server.Status();
  for (const v1::Sector& sector : status.sectors()) {
    if (sector.name() == "sectors/" + id) return sector;
  }
  ADD_FAILURE() << "no sector " << id;
  return {};
}

bool RunsAgain(const RealServer& server, const std::string& id, int old_pid) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < deadline) {
    const v1::Sector sector = SectorOf(server, id);
    if (sector.plugin_state() == v1::RUNNING && sector.plugin_pid() != old_pid) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

bool Says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The section under `heading`, up to the next of its rank.
std::string SectionOf(const std::string& markdown, const std::string& heading) {
  const size_t start = markdown.find("\n## " + heading);
  if (start == std::string::npos) return "";
  return markdown.substr(start, markdown.find("\n## ", start + 4) - start);
}

TEST(KillPlugin, InTheMiddleOfAReport) {
  RealServer server;
  server.ImportEverything();
  const std::string whole = server.Done({"report"});
  const std::string heading = "Energy";
  ASSERT_NE(SectionOf(whole, heading), "") << whole;

  // A new revision, so that the report is computed and not remembered.
  server.Done({"push",
               server.WriteFile("one.csv", "line_code,reported_status\nEN-APG-001,on_going\n"),
               "--plan", "energy"});
  const int pid = SectorOf(server, "energy").plugin_pid();
  ASSERT_GT(pid, 0);
  // Stopped, it holds the report up in the middle; then it dies there.
  ASSERT_EQ(kill(pid, SIGSTOP), 0);
  auto report = std::async(std::launch::async, [&] { return server.Done({"report"}); });
  EXPECT_EQ(report.wait_for(std::chrono::milliseconds(500)), std::future_status::timeout);
  ASSERT_EQ(kill(pid, SIGKILL), 0);
  const std::string broken = report.get();

  EXPECT_TRUE(Says(SectionOf(broken, heading), "plugin")) << SectionOf(broken, heading);
  EXPECT_NE(SectionOf(broken, heading), SectionOf(whole, heading));
  EXPECT_EQ(SectionOf(broken, "Transport"), SectionOf(whole, "Transport"));
  // Its records still accept updates.
  server.Done({"push",
               server.WriteFile("two.csv", "line_code,reported_status\nEN-APG-002,on_going\n"),
               "--plan", "energy"});

  ASSERT_TRUE(RunsAgain(server, "energy", pid)) << server.Log();
  EXPECT_EQ(SectionOf(server.Done({"report"}), "Transport"), SectionOf(whole, "Transport"));
  EXPECT_FALSE(Says(SectionOf(server.Done({"report"}), heading), "ended while"));
}

}  // namespace
}  // namespace sheaf::e2e
