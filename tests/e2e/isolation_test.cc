// A plugin folder in which all kinds of bad plugins stand beside good ones: each costs its own
// part, while pushes and the other sectors go on, and nothing is left behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/e2e/plugin_folder.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

namespace fs = std::filesystem;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Pushes updates of the transport plan one by one until it is told to stop.
class Pusher {
 public:
  explicit Pusher(const RealServer& server) : server_(server), thread_([this] { Work(); }) {}
  ~Pusher() { Stop(); }
  int pushed() const { return pushed_; }
  int failed() const { return failed_; }
  void Stop() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
  }

 private:
  void Work() {
    while (!stopping_) {
      const std::string file =
          server_.WriteFile("push.csv", "line_code,reported_status,note\nTR-A-001,on_going,push " +
                                            std::to_string(pushed_ + failed_) + "\n");
      const Ended ended = server_.Sheaf({"push", file, "--plan", "transport"});
      ++(ended.exit_code == 0 ? pushed_ : failed_);
      if (ended.exit_code != 0) ADD_FAILURE() << ended.err;
    }
  }

  const RealServer& server_;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> pushed_ = 0;
  std::atomic<int> failed_ = 0;
  std::thread thread_;
};

// What the children of `parent` that have ended and were not waited for are called.
std::vector<std::string> ZombiesOf(pid_t parent) {
  std::vector<std::string> zombies;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "stat");
    std::string line;
    std::getline(file, line);
    const size_t name_end = line.rfind(')');
    if (name_end == std::string::npos) continue;
    if (line.substr(name_end + 2).rfind("Z " + std::to_string(parent) + " ", 0) == 0) {
      zombies.push_back(line);
    }
  }
  return zombies;
}

v1::Sector SectorOf(const RealServer& server, const std::string& id) {
  const v1::ServerStatus status = server.Status();
  for (const v1::Sector& sector : status.sectors()) {
    if (sector.name() == "sectors/" + id) return sector;
  }
  ADD_FAILURE() << "no sector " << id;
  return {};
}

void WaitUntilRunning(const RealServer& server, const std::string& id) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (SectorOf(server, id).plugin_state() != v1::RUNNING) {
    ASSERT_LT(std::chrono::steady_clock::now(), deadline) << server.Log();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

// The log tells of an ending once the process is gone, which may be after the report was answered.
void WaitUntilLogged(const RealServer& server, std::string_view text) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (server.Log().find(text) == std::string::npos) {
    ASSERT_LT(std::chrono::steady_clock::now(), deadline) << text << "\n" << server.Log();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

// A report from its first section on: what is before it names the server's latest revision.
std::string WithoutRevision(const std::string& report) {
  return report.substr(std::min(report.size(), report.find("\n## ")));
}

struct Misdeed {
  const char* format;  // what the bad plugin is asked for
  const char* report;  // what the reader is told
  const char* log;     // what the operator is told
};

const Misdeed kMisdeeds[] = {
    {"crash", "ended while it computed this part", "plugin bad ended with exit status 3"},
    {"take-sockets", "ended while it computed this part",
     "made more than the 16 sockets that a plugin may, and was ended"},
    {"take-shared-memory", "It could not take shared memory: Operation not permitted",
     "could not take shared memory"},
    {"take-memory", "The bad plugin", "plugin bad, evaluation: "},
    {"take-threads", "ended while it computed this part",
     "threads, more than the 256 that a plugin may have, and was ended"},
    {"flood", "", "lines that were left out"},
    {"fork", "It could not start a process: Operation not permitted",
     "plugin bad, evaluation: The bad plugin could not compute this part: It could not start"},
    {"open-connection", "It could not open a network connection: Operation not permitted",
     "could not open a network connection"},
    {"read-ledger", "It could not read the ledger: Permission denied", "could not read the ledger"},
    {"finding-of-another", "is about sector 'transport', which is not its own", "not its own"},
    {"million-rows", "more than 1000000 rows, cells and other parts, the limit",
     "document_max_parts"},
    {"long-answer", "", ""},
    {"try-everything", "", ""},
    {"hang", "did not finish this part within 30 s", "did not finish an evaluation within 30 s"},
};

TEST(Isolation, BadPluginsHurtNobodyElse) {
  PluginFolder plugins;
  for (const char* name : {"transport", "energy", "ict", "faf"}) plugins.AddReal(name);
  plugins.Add("evaluates", "bad");
  for (const char* name : {"broken", "curt", "shy", "mute", "silent", "newer", "misnamed",
                           "twofaced", "doubling", "unruly", "garbled", "mumbling", "parent"}) {
    plugins.Add("speaks", name);
  }
  plugins.Add("evaluates", "writable");
  chmod((plugins.path() + "/writable").c_str(), 0777);
  RealServer server(Plugins::kWithout, {"--plugin_dir", plugins.path()});
  server.ImportEverything();
  const std::string before = WithoutRevision(server.Done({"report", "--sector", "ict"}));
  ASSERT_EQ(SectorOf(server, "transport").plugin_state(), v1::RUNNING);

  Pusher pusher(server);
  for (const Misdeed& misdeed : kMisdeeds) {
    SCOPED_TRACE(misdeed.format);
    WaitUntilRunning(server, "bad");
    const Ended report = server.Sheaf({"report", "--sector", "bad", "--format", misdeed.format});
    EXPECT_THAT(report.out + report.err, HasSubstr(misdeed.report));
    EXPECT_EQ(SectorOf(server, "transport").plugin_starts(), 1);
    WaitUntilLogged(server, misdeed.log);
  }
  EXPECT_THAT(server.Done({"report", "--sector", "transport"}), Not(HasSubstr("does not run")));
  EXPECT_EQ(WithoutRevision(server.Done({"report", "--sector", "ict"})), before);
  pusher.Stop();
  EXPECT_GT(pusher.pushed(), 5);
  EXPECT_EQ(pusher.failed(), 0);

  for (const char* name :
       {"newer", "misnamed", "twofaced", "doubling", "unruly", "mumbling", "writable"}) {
    EXPECT_EQ(SectorOf(server, name).plugin_state(), v1::REFUSED) << name;
    EXPECT_THAT(server.Log(), HasSubstr("plugin " + std::string(name) + " is refused: "));
  }
  EXPECT_THAT(server.Log(), HasSubstr("plugin broken ended with exit status 7; starting again in"));
  EXPECT_THAT(server.Log(), HasSubstr("plugin curt ended with exit status 8; starting again in"));
  EXPECT_THAT(server.Log(), HasSubstr("plugin mute did not listen on its socket within 10 s"));
  EXPECT_LT(server.Status().memory_bytes(), int64_t{1} << 30);
  EXPECT_THAT(ZombiesOf(server.pid()), IsEmpty());
  EXPECT_EQ(server.Stop(), 0);
}

class WithoutCall : public ::testing::TestWithParam<const char*> {};

// Not a mock: the system call is taken away from the server and whatever it starts.
TEST_P(WithoutCall, PluginsAreRefusedUnlessTheSandboxIsSwitchedOff) {
  PluginFolder plugins;
  plugins.AddReal("ict");
  const std::vector<std::string> flags = {"--plugin_dir", plugins.path()};
  const std::vector<std::string> wrapper = {WITHOUT, GetParam()};
  RealServer server(Plugins::kWithout, flags, "", wrapper);
  EXPECT_EQ(SectorOf(server, "ict").plugin_state(), v1::REFUSED);
  EXPECT_THAT(server.Done({"status"}),
              HasSubstr("the sandbox that plugins have to run in cannot be set up"));
  EXPECT_THAT(server.Log(), ContainsRegex("plugin ict is refused: the sandbox .*Function not "
                                          "implemented.*--plugin_sandbox=off"));
  server.Done({"plan", "import", DataFile("plans/ict.csv"), "--plan", "ict"});

  RealServer off(Plugins::kWithout, {"--plugin_dir", plugins.path(), "--plugin_sandbox=off"}, "",
                 wrapper);
  EXPECT_EQ(SectorOf(off, "ict").plugin_state(), v1::RUNNING);
  EXPECT_THAT(off.Done({"status"}), HasSubstr("off: plugins may read files"));
  EXPECT_THAT(off.Log(), HasSubstr("plugins run without a sandbox (--plugin_sandbox=off)"));
}

INSTANTIATE_TEST_SUITE_P(OfTheSandbox, WithoutCall,
                         ::testing::Values("landlock_create_ruleset", "landlock_restrict_self",
                                           "seccomp", "capset"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace sheaf::e2e
