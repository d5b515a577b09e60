#include "server/store/rocks_backups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "server/base/small_disk.h"
#include "server/base/status.h"
#include "server/base/temporary_folder.h"

namespace sheaf::store {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class RocksBackupsTest : public ::testing::Test {
 protected:
  std::string BackupFolder() const { return folder_.path() + "/backups"; }
  std::string CopyFolder() const { return folder_.path() + "/copy"; }

  void Put(const std::string& key, const std::string& value) {
    ASSERT_TRUE(store_->Write({{{key, value}}, {}}).ok());
  }
  StoredBackup Create(const std::string& label = "label") {
    return backups_->Create(*store_, [&] { return label; }).value();
  }
  absl::Status Verify(uint32_t id) const {
    return backups_->Verify(id, [](const Store&) { return absl::OkStatus(); });
  }
  static std::set<std::string> FilesIn(const std::string& folder) {
    std::set<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) files.insert(entry.path().string());
    }
    return files;
  }
  static void FlipByte(const std::string& file, int64_t offset) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(offset);
    const char byte = static_cast<char>(stream.get() ^ 0x10);
    stream.seekp(offset);
    stream.put(byte);
    ASSERT_TRUE(stream.good());
  }

  const TemporaryFolder folder_;
  std::unique_ptr<LiveStore> store_ = OpenRocksStore(folder_.path() + "/store").value();
  std::unique_ptr<RocksBackups> backups_ = RocksBackups::Open(BackupFolder()).value();
};

TEST_F(RocksBackupsTest, HoldWhatWasThereWhenTheyWereMade) {
  Put("a", "1");
  const StoredBackup backup = Create("as it is");
  Put("a", "2");
  Put("b", "3");
  const absl::Status status = backups_->Verify(backup.id, [](const Store& store) {
    EXPECT_EQ(store.Get("a").value(), "1");
    EXPECT_FALSE(store.Get("b").ok());
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(backups_->Find(backup.id)->label, "as it is");
}

TEST_F(RocksBackupsTest, AreListedTheOldestFirst) {
  EXPECT_TRUE(backups_->List()->empty());
  Put("a", "1");
  Create("one");
  Create("two");
  const auto list = backups_->List().value();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_LT(list[0].id, list[1].id);
  EXPECT_EQ(list[0].label, "one");
  EXPECT_EQ(list[1].label, "two");
  EXPECT_GT(list[1].create_time, 0);
  EXPECT_GT(list[1].bytes, 0);
}

TEST_F(RocksBackupsTest, ShareTheTablesThatTheyHaveInCommon) {
  Put("large", std::string(1 << 20, 'x'));
  Create();
  const size_t one = FilesIn(BackupFolder() + "/shared_checksum").size();
  Create();
  EXPECT_EQ(FilesIn(BackupFolder() + "/shared_checksum").size(), one);
  EXPECT_EQ(one, 1u);
}

// The label is what the store said while writes stood still; the files hold exactly that.
TEST_F(RocksBackupsTest, HoldWhatTheirLabelSaysWhileWritesGoOn) {
  Put("n", "0");
  std::atomic<bool> stop = false;
  std::atomic<int> written = 0;
  std::thread writer([&] {
    for (int i = 1; !stop; ++i) {
      const std::string number = std::to_string(i);
      ASSERT_TRUE(
          store_->Write({{{"n", number}, {"key" + number, std::string(500, 'v')}}, {}}).ok());
      written = i;
    }
  });
  for (int round = 0; round < 10; ++round) {
    const int before = written;
    const auto backup = backups_->Create(*store_, [&] { return store_->Get("n"); });
    ASSERT_TRUE(backup.ok()) << backup.status();
    EXPECT_GE(std::stoi(backup->label), before);
    const absl::Status status = backups_->Verify(backup->id, [&](const Store& store) {
      EXPECT_EQ(store.Get("n").value(), backup->label);
      EXPECT_FALSE(store.Get("key" + std::to_string(std::stoi(backup->label) + 1)).ok());
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    while (written == before) std::this_thread::yield();
  }
  stop = true;
  writer.join();
}

TEST_F(RocksBackupsTest, AreMadeOneAtATime) {
  Put("a", "1");
  const auto backup = backups_->Create(*store_, [&]() -> absl::StatusOr<std::string> {
    std::thread other([&] {
      const auto second = backups_->Create(*store_, [] { return std::string(); });
      EXPECT_EQ(second.status().code(), absl::StatusCode::kAborted);
      EXPECT_EQ(ReasonOf(second.status()), "BACKUP_RUNNING");
      EXPECT_EQ(backups_->Delete(1).code(), absl::StatusCode::kAborted);
      EXPECT_TRUE(backups_->List().ok());
    });
    other.join();
    return std::string();
  });
  EXPECT_TRUE(backup.ok()) << backup.status();
}

TEST_F(RocksBackupsTest, AreNotMadeWithoutALabel) {
  const auto backup = backups_->Create(
      *store_, []() -> absl::StatusOr<std::string> { return absl::DataLossError("no head"); });
  EXPECT_EQ(backup.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_TRUE(backups_->List()->empty());
  Put("a", "writes go on");
}

TEST_F(RocksBackupsTest, AreDeletedWithoutHarmToOthers) {
  Put("large", std::string(1 << 20, 'x'));
  const StoredBackup one = Create(), two = Create();
  ASSERT_TRUE(backups_->Delete(one.id).ok());
  EXPECT_EQ(backups_->List()->size(), 1u);
  EXPECT_TRUE(Verify(two.id).ok());
  EXPECT_EQ(Verify(one.id).code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(backups_->Delete(two.id).ok());
  EXPECT_TRUE(FilesIn(BackupFolder() + "/shared_checksum").empty());
}

TEST_F(RocksBackupsTest, ThatAreNotThereAreNotFound) {
  for (const absl::Status& status : {Verify(7), backups_->Delete(7), backups_->Find(7).status(),
                                     backups_->Restore(7, CopyFolder())}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound) << status;
    EXPECT_EQ(ReasonOf(status), "BACKUP_NOT_FOUND");
  }
  EXPECT_FALSE(fs::exists(CopyFolder()));
}

TEST_F(RocksBackupsTest, AreRestoredIntoAFolder) {
  Put("a", "1");
  const StoredBackup backup = Create();
  ASSERT_TRUE(backups_->Restore(backup.id, CopyFolder()).ok());
  RocksOptions options;
  options.log_required = false;
  EXPECT_EQ(OpenRocksStore(CopyFolder(), options).value()->Get("a").value(), "1");
}

TEST_F(RocksBackupsTest, CanBeReadByOthers) {
  Put("a", "1");
  const StoredBackup backup = Create();
  const auto reader = RocksBackups::OpenForReading(BackupFolder()).value();
  EXPECT_EQ(reader->List()->size(), 1u);
  EXPECT_TRUE(reader->Restore(backup.id, CopyFolder()).ok());
  EXPECT_FALSE(RocksBackups::OpenForReading(folder_.path() + "/none").ok());
}

// Wherever a byte of the backup's data changes, it is not restored as if nothing were.
TEST_F(RocksBackupsTest, ThatAreDamagedAreRefused) {
  Put("large", std::string(100'000, 'x'));
  const StoredBackup backup = Create();
  for (const std::string& file : FilesIn(BackupFolder())) {
    if (file.find("/meta/") != std::string::npos || fs::file_size(file) == 0) continue;
    const auto at = static_cast<int64_t>(fs::file_size(file)) / 2;
    FlipByte(file, at);
    for (const absl::Status& status :
         {Verify(backup.id), backups_->Restore(backup.id, CopyFolder())}) {
      EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << file << ": " << status;
      EXPECT_THAT(std::string(status.message()), HasSubstr("use another one"));
    }
    EXPECT_FALSE(fs::exists(CopyFolder()));
    FlipByte(file, at);
  }
  EXPECT_TRUE(Verify(backup.id).ok());
}

TEST_F(RocksBackupsTest, ThatMissAFileAreListedAsDamaged) {
  Put("a", "1");
  const StoredBackup backup = Create();
  fs::remove(*FilesIn(BackupFolder() + "/shared_checksum").begin());
  const auto list = backups_->List().value();
  ASSERT_EQ(list.size(), 1u);
  EXPECT_FALSE(list[0].whole);
  EXPECT_EQ(Verify(backup.id).code(), absl::StatusCode::kDataLoss);
  EXPECT_TRUE(backups_->Delete(backup.id).ok());
}

TEST_F(RocksBackupsTest, LeaveNothingBehindWhereTheDiskIsFull) {
  SmallDisk disk(8);
  if (disk.path().empty()) GTEST_SKIP() << SmallDisk::kNotPermitted;
  const std::string folder = disk.path() + "/backups";
  backups_ = RocksBackups::Open(folder).value();
  Put("small", std::string(1000, 'x'));
  Create();
  const auto before = FilesIn(folder);
  std::string noise;
  for (int i = 0; i < 9'000'000; ++i) noise += static_cast<char>(rand());
  Put("large", noise);
  const auto backup = backups_->Create(*store_, [] { return std::string(); });
  EXPECT_EQ(backup.status().code(), absl::StatusCode::kResourceExhausted) << backup.status();
  EXPECT_EQ(FilesIn(folder), before);
  EXPECT_EQ(backups_->List()->size(), 1u);
}

TEST_F(RocksBackupsTest, ClearsAwayWhatAnInterruptedOneLeft) {
  Put("a", "1");
  Create();
  const auto before = FilesIn(BackupFolder());
  fs::create_directory(BackupFolder() + "/private/2.tmp");
  std::ofstream(BackupFolder() + "/private/2.tmp/000007.log") << "half";
  std::ofstream(BackupFolder() + "/shared_checksum/000099_sABC_5.sst") << "whole";
  backups_ = RocksBackups::Open(BackupFolder()).value();
  EXPECT_EQ(FilesIn(BackupFolder()), before);
}

}  // namespace
}  // namespace sheaf::store
