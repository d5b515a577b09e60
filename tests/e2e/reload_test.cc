// A plugin is replaced while the server works: reports under way finish on the old one, the next
// are the new one's, and a broken one changes nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <future>
#include <string>
#include <thread>

#include "tests/e2e/plugin_folder.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// A server with one plugin, of sector "slow", which waits where a test asks it to.
class Reload : public ::testing::Test {
 protected:
  Reload() {
    plugins_.Add("evaluates", "slow");
    server_ = std::make_unique<RealServer>(
        Plugins::kWithout, std::vector<std::string>{"--plugin_dir", plugins_.path()});
  }

  v1::Sector Sector() const { return server_->Status().sectors(0); }

  bool WaitForLog(const std::string& text) const {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (server_->Log().find(text) == std::string::npos) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
  }

  std::string Report(const std::string& format) const {
    return server_->Done({"report", "--sector", "slow", "--format", format, "--as", "json"});
  }

  PluginFolder plugins_;
  std::unique_ptr<RealServer> server_;
};

TEST_F(Reload, AReportUnderWayIsTheOldOnesAndTheNextTheNewOnes) {
  const v1::Sector before = Sector();
  auto slow = std::async(std::launch::async, [this] { return Report("slow"); });
  ASSERT_TRUE(WaitForLog("plugin slow printed: slow"));
  plugins_.Add("evaluates_newer", "slow");
  EXPECT_THAT(server_->Done({"sectors", "reload", "slow"}),
              AllOf(HasSubstr("version 1.3.0 (digest "), HasSubstr("in place of version 1.2.3")));
  const v1::Sector after = Sector();
  EXPECT_NE(after.plugin_digest(), before.plugin_digest());
  EXPECT_EQ(slow.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  EXPECT_EQ(kill(before.plugin_pid(), 0), 0) << "the old one still works on it";
  EXPECT_THAT(Report("flood"), HasSubstr(after.plugin_digest()));

  plugins_.AddFile("go", "", 0644);
  EXPECT_THAT(slow.get(), AllOf(HasSubstr(before.plugin_digest()), HasSubstr("1.2.3"),
                                Not(HasSubstr(after.plugin_digest()))));
  EXPECT_THAT(Report("slow"), HasSubstr(after.plugin_digest()));
  EXPECT_TRUE(WaitForLog("plugin slow, version 1.2.3, was replaced and has nothing left to do"));
}

TEST_F(Reload, ABrokenOneLeavesTheOldInPlaceAndTheErrorSaysWhy) {
  const v1::Sector before = Sector();
  plugins_.Add("speaks", "slow");
  plugins_.AddFile("slow", "#!/bin/sh\necho no licence\nexit 7\n", 0755);
  const Ended ended = server_->Sheaf({"sectors", "reload", "slow"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, HasSubstr("the new slow plugin was not taken in, and version 1.2.3 goes "
                                   "on: it ended with exit status 7"));
  EXPECT_EQ(Sector().plugin_pid(), before.plugin_pid());
  EXPECT_THAT(Report("highlights"), HasSubstr(before.plugin_digest()));
  EXPECT_TRUE(WaitForLog("plugin slow printed: no licence"));

  const Ended unknown = server_->Sheaf({"sectors", "reload", "fisheries"});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.err, HasSubstr("holds no executable 'fisheries'"));
}

TEST_F(Reload, SighupReloadsAll) {
  plugins_.Add("evaluates_newer", "slow");
  plugins_.AddReal("ict");
  ASSERT_EQ(kill(server_->pid(), SIGHUP), 0);
  EXPECT_TRUE(WaitForLog("reload: Hangup: every plugin of the folder is taken in anew"));
  EXPECT_TRUE(WaitForLog("plugin slow runs: version 1.3.0"));
  EXPECT_TRUE(WaitForLog("plugin ict runs: version "));
  EXPECT_THAT(server_->Done({"sectors"}), HasSubstr("ict"));
  EXPECT_EQ(server_->Stop(), 0);
}

}  // namespace
}  // namespace sheaf::e2e
