// A start from the snapshot comes to the same as one from the whole history.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Everything(const RealServer& server) {
  const std::string revision = std::to_string(server.Status().revision());
  return server.Done({"report", "--as-of", revision}) +
         server.Done({"report", "--sector", "energy", "--as-of", revision}) +
         server.Done({"list", "updates", "--plan", "energy", "-o", "json"});
}

// What the log says of the last start.
std::string LastStart(const RealServer& server) {
  const std::string log = server.Log();
  const size_t at = log.rfind(" read in ");
  if (at == std::string::npos) return log;
  return log.substr(log.rfind('\n', at) + 1, log.find('\n', at) - log.rfind('\n', at));
}

std::string SnapshotOf(const RealServer& server) { return server.data_dir() + "/snapshot"; }

TEST(Snapshot, AfterAKillTheServerStartsFromItAndReportsTheSame) {
  RealServer server(Plugins::kWith, {"--snapshot_min_versions", "1"});
  server.ImportEverything();
  const std::string before = Everything(server);
  server.Kill();
  server.Start();
  EXPECT_THAT(LastStart(server), HasSubstr(": snapshot of revision "));
  EXPECT_THAT(LastStart(server), Not(HasSubstr(": snapshot of revision 0 ")));
  EXPECT_EQ(Everything(server), before);
  EXPECT_EQ(server.Stop(), 0);

  const Ended check = server.Check();
  EXPECT_EQ(check.exit_code, 0) << check.err;
  EXPECT_THAT(check.out, HasSubstr("snapshot: the latest versions of "));

  std::filesystem::remove(SnapshotOf(server));
  server.Start();
  EXPECT_THAT(LastStart(server), HasSubstr(": snapshot of revision 0 "));
  EXPECT_EQ(Everything(server), before);
}

TEST(Snapshot, OneThatIsDamagedIsNotUsed) {
  RealServer server(Plugins::kWith, {"--snapshot_min_versions", "1"});
  server.ImportEverything();
  const std::string before = Everything(server);
  EXPECT_EQ(server.Stop(), 0);
  ASSERT_TRUE(std::filesystem::exists(SnapshotOf(server)));
  std::fstream(SnapshotOf(server), std::ios::in | std::ios::out | std::ios::binary)
      .seekp(1000)
      .put('!');
  server.Start();
  EXPECT_THAT(server.Log(), HasSubstr("is not used, the whole history is read"));
  EXPECT_EQ(Everything(server), before);
}

}  // namespace
}  // namespace sheaf::e2e
