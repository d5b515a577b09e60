// A disk that is full, really: writes are refused, reads go on, and writes go on when there is
// room.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "server/base/small_disk.h"
#include "server/store/rocks_store.h"

namespace sheaf::store {
namespace {

using ::testing::HasSubstr;

class FullDisk : public ::testing::Test {
 protected:
  void SetUp() override {
    if (disk_.path().empty()) GTEST_SKIP() << SmallDisk::kNotPermitted;
    Open();
  }

  void Open() {
    store_ = nullptr;
    RocksOptions options;
    options.write_buffer_bytes = 1 << 20;  // so that tables are written and compacted, too
    options.recovery_interval = std::chrono::milliseconds(0);
    store_ = OpenRocksStore(folder_, options).value();
  }

  static std::string Key(int number) { return "key" + std::to_string(1'000'000 + number); }
  // Hardly compressible, and told from others.
  static std::string Value(int number) {
    std::string value;
    for (unsigned i = 0, state = static_cast<unsigned>(number) + 1; i < 20'000; ++i) {
      state = state * 1664525 + 1013904223;
      value += static_cast<char>(state >> 24);
    }
    return value;
  }

  // Writes until the disk takes no more; the error.
  absl::Status WriteUntilRefused() {
    while (true) {
      absl::Status status = store_->Write({{{Key(written_), Value(written_)}}, {}});
      if (!status.ok()) return status;
      ++written_;
    }
  }

  void ExpectAllThere() {
    for (int i = 0; i < written_; ++i) {
      const auto value = store_->Get(Key(i));
      ASSERT_TRUE(value.ok()) << Key(i) << " " << value.status();
      ASSERT_EQ(*value, Value(i));
    }
    const auto cursor = store_->Walk("", "");
    int found = 0;
    for (cursor->Seek(""); cursor->Valid(); cursor->Next()) ++found;
    EXPECT_TRUE(cursor->status().ok()) << cursor->status();
    EXPECT_EQ(found, written_);
  }

  const SmallDisk disk_{96};
  const std::string folder_ = disk_.path() + "/store";
  std::unique_ptr<Store> store_;
  int written_ = 0;
};

TEST_F(FullDisk, RefusesWritesAndSaysWhatToDo) {
  disk_.Fill(5 << 20);
  const absl::Status status = WriteUntilRefused();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr(folder_));
  EXPECT_THAT(std::string(status.message()), HasSubstr("make room on it"));
  EXPECT_EQ(store_->Write({{{"next", ""}}, {}}).code(), absl::StatusCode::kResourceExhausted);
}

TEST_F(FullDisk, IsStillRead) {
  disk_.Fill(5 << 20);
  EXPECT_FALSE(WriteUntilRefused().ok());
  ExpectAllThere();
  EXPECT_EQ(store_->Recover().code(), absl::StatusCode::kResourceExhausted);
  ExpectAllThere();
}

TEST_F(FullDisk, TakesWritesAgainWhenThereIsRoom) {
  for (int round = 0; round < 3; ++round) {
    disk_.Fill(5 << 20);
    EXPECT_FALSE(WriteUntilRefused().ok());
    disk_.MakeRoom();
    ASSERT_TRUE(store_->Recover().ok());
    EXPECT_EQ(store_->Get(Key(written_)).status().code(), absl::StatusCode::kNotFound);
    ExpectAllThere();
    for (int i = 0; i < 10; ++i, ++written_) {
      ASSERT_TRUE(store_->Write({{{Key(written_), Value(written_)}}, {}}).ok());
    }
  }
  ExpectAllThere();
  Open();
  ExpectAllThere();
}

// Filled by the store alone, until its tables cannot be written or compacted either.
TEST_F(FullDisk, TakesWritesAgainAfterItsTablesFilledIt) {
  disk_.Fill(40 << 20);
  EXPECT_EQ(WriteUntilRefused().code(), absl::StatusCode::kResourceExhausted);
  ExpectAllThere();
  disk_.MakeRoom();
  ASSERT_TRUE(store_->Recover().ok());
  ExpectAllThere();
  ASSERT_TRUE(store_->Write({{{Key(written_), Value(written_)}}, {}}).ok());
  ++written_;
  Open();
  ExpectAllThere();
}

TEST_F(FullDisk, OpensAgainOnceThereIsRoom) {
  disk_.Fill(5 << 20);
  EXPECT_FALSE(WriteUntilRefused().ok());
  disk_.MakeRoom();
  Open();
  ExpectAllThere();
}

TEST_F(FullDisk, WaitsForThoseWhoRead) {
  disk_.Fill(5 << 20);
  EXPECT_FALSE(WriteUntilRefused().ok());
  disk_.MakeRoom();
  {
    const auto cursor = store_->Walk("", "");
    cursor->Seek("");
    const absl::Status status = store_->Recover();
    EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
    EXPECT_THAT(std::string(status.message()), HasSubstr("is being read"));
    EXPECT_TRUE(cursor->Valid());
    EXPECT_EQ(cursor->value(), Value(0));
  }
  EXPECT_TRUE(store_->Recover().ok());
}

TEST_F(FullDisk, RecoversWhileOthersRead) {
  disk_.Fill(5 << 20);
  EXPECT_FALSE(WriteUntilRefused().ok());
  std::atomic<bool> stop = false;
  std::atomic<int> failed = 0;
  std::thread reader([&] {
    while (!stop) failed += !store_->Get(Key(0)).ok();
  });
  disk_.MakeRoom();
  EXPECT_TRUE(store_->Recover().ok());
  stop = true;
  reader.join();
  EXPECT_EQ(failed, 0);
}

}  // namespace
}  // namespace sheaf::store
