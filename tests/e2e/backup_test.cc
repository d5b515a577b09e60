// Backups while the server serves, and what is restored from them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>

#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

class BackupTest : public ::testing::Test {
 protected:
  // "12" of "... up to revision 12 of ...".
  static std::string RevisionIn(const std::string& text) {
    const std::string before = "up to revision ";
    const size_t at = text.find(before) + before.size();
    return text.substr(at, text.find_first_not_of("0123456789", at) - at);
  }

  // The reports as of `revision`, in every form.
  std::map<std::string, std::string> ReportsAt(const std::string& revision) const {
    std::map<std::string, std::string> reports;
    for (const std::string form : {"markdown", "html", "csv", "json"}) {
      reports[form] = server_.Done({"report", "--as", form, "--as-of", revision});
      reports["energy " + form] =
          server_.Done({"report", "--sector", "energy", "--as", form, "--as-of", revision});
    }
    return reports;
  }

  // Pushes updates one by one until told to stop.
  void PushUntil(const std::atomic<bool>& stop) const {
    for (int i = 0; !stop; ++i) {
      const std::string file = server_.WriteFile("push.csv",
                                                 "line_code,reported_status,effective_date,note\n"
                                                 "EN-APG-001,on_going,2024-05," +
                                                     std::to_string(i) + "\n");
      server_.Done({"push", file, "--plan", "energy"});
    }
  }

  Ended RestoreTo(const std::string& data_dir, const std::string& which) const {
    return RunProgram({SHEAFD, "--restore", which, "--backup_dir", server_.folder() + "/backups",
                       "--data_dir", data_dir});
  }

  RealServer server_{Plugins::kWith, {"--backup_dir", "FOLDER/backups"}};
};

TEST_F(BackupTest, ARestoredServerGivesTheSameReportsByteForByte) {
  server_.ImportEverything();
  std::atomic<bool> stop = false;
  std::thread pusher([&] { PushUntil(stop); });
  std::string made;
  for (int i = 0; i < 3; ++i) made = server_.Done({"backup", "create"});
  stop = true;
  pusher.join();
  EXPECT_THAT(server_.Done({"backup", "verify", "3"}), HasSubstr("fits: backups/3"));
  EXPECT_THAT(server_.Done({"backup", "list"}),
              AllOf(HasSubstr("backups/1"), HasSubstr("backups/2"), HasSubstr("backups/3")));
  const std::string revision = RevisionIn(made);
  const std::string checkpoint = server_.folder() + "/checkpoint";
  const auto reports = ReportsAt(revision);
  EXPECT_THAT(reports.at("markdown"), HasSubstr(revision));

  EXPECT_EQ(server_.Stop(), 0);
  fs::rename(server_.folder() + "/data", server_.folder() + "/before");
  const Ended restored = RestoreTo(server_.folder() + "/data", "latest");
  EXPECT_EQ(restored.exit_code, 0) << restored.err;
  EXPECT_THAT(restored.out,
              AllOf(HasSubstr("restored backup 3"), HasSubstr("revision " + revision)));
  const Ended check = server_.Check();
  EXPECT_EQ(check.exit_code, 0) << check.err;
  EXPECT_THAT(check.out, HasSubstr("everything fits"));

  server_.Start();
  EXPECT_EQ(std::to_string(server_.Status().revision()), revision);
  EXPECT_EQ(ReportsAt(revision), reports);
  server_.Done({"verify", "--checkpoint", checkpoint});
}

TEST_F(BackupTest, OneThatIsDamagedIsRefused) {
  server_.Done({"member", "import", DataFile("members.csv")});
  server_.Done({"backup", "create"});
  for (const auto& entry : fs::directory_iterator(server_.folder() + "/backups/shared_checksum")) {
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(50);
    file << "damage";
  }
  const Ended verified = server_.Sheaf({"backup", "verify", "1"});
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.err,
              AllOf(HasSubstr("backup 1"), HasSubstr("damaged"), HasSubstr("use another one")));
  const std::string elsewhere = server_.folder() + "/elsewhere";
  const Ended restored = RestoreTo(elsewhere, "1");
  EXPECT_EQ(restored.exit_code, 1);
  EXPECT_THAT(restored.err, HasSubstr("damaged"));
  EXPECT_FALSE(fs::exists(elsewhere + "/ledger"));
}

TEST_F(BackupTest, NothingIsRestoredOverRecords) {
  server_.Done({"backup", "create"});
  const Ended restored = RestoreTo(server_.folder() + "/data", "latest");
  EXPECT_EQ(restored.exit_code, 1);
  EXPECT_THAT(restored.err, HasSubstr("move the old one away"));
}

TEST_F(BackupTest, OneThatIsDeletedIsGone) {
  server_.Done({"backup", "create"});
  server_.Done({"backup", "delete", "backups/1"});
  const Ended verified = server_.Sheaf({"backup", "verify", "1"});
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.err, HasSubstr("no such backup"));
}

TEST(NoBackupFolder, IsSaid) {
  const RealServer server(Plugins::kWithout);
  const Ended ended = server.Sheaf({"backup", "create"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, HasSubstr("--backup_dir"));
}

}  // namespace
}  // namespace sheaf::e2e
