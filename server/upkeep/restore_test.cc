#include "server/upkeep/restore.h"

#include <filesystem>
#include <fstream>

#include "server/base/status.h"
#include "server/upkeep/records_fixture.h"

namespace sheaf::upkeep {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class RestoreTest : public RecordsTest {
 protected:
  RestoreTest() {
    const auto backups = Backups::Open(BackupFolder(), store_, "1.2.3").value();
    EXPECT_TRUE(backups->Create().ok());
    Write(ledger::WriteMode::kPut, "plans/later", v1::Plan());
    EXPECT_TRUE(backups->Create().ok());
    CloseLedger();
  }

  std::string BackupFolder() const { return folder_.path() + "/backups"; }
  std::string NewFolder() const { return folder_.path() + "/new"; }
  absl::StatusOr<Restored> RestoreTo(const std::string& folder, const std::string& which) {
    return Restore(BackupFolder(), which, folder + "/ledger");
  }
};

TEST_F(RestoreTest, GivesTheBackupThatWasAskedFor) {
  const std::pair<std::string, ledger::Revision> cases[] = {
      {"1", kHead}, {"backups/2", kHead + 1}, {"latest", kHead + 1}};
  for (const auto& [which, revision] : cases) {
    const auto restored = RestoreTo(NewFolder(), which);
    ASSERT_TRUE(restored.ok()) << restored.status();
    EXPECT_EQ(restored->backup.tail.revision, revision);
    EXPECT_TRUE(restored->check.ok());
    const auto store = store::OpenRocksStore(NewFolder() + "/ledger").value();
    EXPECT_TRUE(Check(*store).ok());
    fs::remove_all(NewFolder());
  }
}

TEST_F(RestoreTest, FillsAnEmptyFolder) {
  fs::create_directory(NewFolder());
  EXPECT_TRUE(RestoreTo(NewFolder(), "latest").ok());
}

TEST_F(RestoreTest, BeginsAnewAfterOneThatWasInterrupted) {
  fs::create_directories(NewFolder() + "/restoring");
  std::ofstream(NewFolder() + "/restoring/CURRENT") << "half";
  EXPECT_TRUE(RestoreTo(NewFolder(), "latest").ok());
  EXPECT_FALSE(fs::exists(NewFolder() + "/restoring"));
}

TEST_F(RestoreTest, NeverWritesOverAnything) {
  const auto over_records = RestoreTo(folder_.path() + "/data", "latest");
  EXPECT_EQ(ReasonOf(over_records.status()), "DATA_FOLDER_NOT_EMPTY");
  EXPECT_THAT(std::string(over_records.status().message()), HasSubstr("holds ledger"));
  fs::create_directory(NewFolder());
  std::ofstream(NewFolder() + "/note") << "mine";
  EXPECT_EQ(ReasonOf(RestoreTo(NewFolder(), "latest").status()), "DATA_FOLDER_NOT_EMPTY");
}

TEST_F(RestoreTest, SaysThatThereIsNoSuchBackup) {
  EXPECT_EQ(ReasonOf(RestoreTo(NewFolder(), "9").status()), "BACKUP_NOT_FOUND");
  EXPECT_EQ(ReasonOf(RestoreTo(NewFolder(), "newest").status()), "INVALID_BACKUP_NAME");
  EXPECT_FALSE(Restore(folder_.path() + "/none", "1", NewFolder() + "/ledger").ok());
  EXPECT_FALSE(fs::exists(NewFolder()));
}

TEST_F(RestoreTest, LeavesNothingOfADamagedBackup) {
  for (const auto& entry : fs::directory_iterator(BackupFolder() + "/shared_checksum")) {
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file << "damage";
  }
  const auto restored = RestoreTo(NewFolder(), "latest");
  EXPECT_EQ(restored.status().code(), absl::StatusCode::kDataLoss) << restored.status();
  EXPECT_THAT(std::string(restored.status().message()), HasSubstr("use another one"));
  EXPECT_FALSE(fs::exists(NewFolder() + "/ledger"));
  EXPECT_FALSE(fs::exists(NewFolder() + "/restoring"));
}

}  // namespace
}  // namespace sheaf::upkeep
