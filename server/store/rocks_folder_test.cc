// What a folder lacks that RocksDB would not miss.
#include "server/store/rocks_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "server/base/temporary_folder.h"
#include "server/store/rocks_store.h"

namespace sheaf::store {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class RocksFolder : public ::testing::Test {
 protected:
  RocksFolder() {
    for (const char* key : {"a", "b"}) {  // the second opening writes a table
      EXPECT_TRUE(OpenRocksStore(folder_.path()).value()->Write({{{key, "1"}}, {}}).ok());
    }
  }

  void Remove(std::string_view beginning, std::string_view extension) const {
    int removed = 0;
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      if (entry.path().filename().string().starts_with(beginning) &&
          entry.path().extension() == extension) {
        removed += fs::remove(entry.path());
      }
    }
    ASSERT_GT(removed, 0) << beginning << "*" << extension;
  }

  void ExpectRefused(std::string_view what) const {
    const absl::Status status = OpenRocksStore(folder_.path()).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << status;
    for (const std::string_view part :
         {std::string_view(folder_.path()), what, std::string_view("restore")}) {
      EXPECT_THAT(std::string(status.message()), HasSubstr(std::string(part)));
    }
  }

  const TemporaryFolder folder_;
};

TEST_F(RocksFolder, IsRefusedWithoutATable) {
  Remove("", ".sst");
  ExpectRefused("No such file");
}

TEST_F(RocksFolder, IsRefusedWithoutItsManifest) {
  Remove("MANIFEST", "");
  ExpectRefused("MANIFEST");
}

TEST_F(RocksFolder, IsRefusedWithoutTheFileThatNamesTheManifest) {
  Remove("CURRENT", "");
  ExpectRefused("CURRENT");
}

TEST_F(RocksFolder, IsRefusedWithoutItsLog) {
  Remove("", ".log");
  ExpectRefused("write-ahead log");
}

TEST_F(RocksFolder, IsTakenWithoutALogAfterItWasRestored) {
  Remove("", ".log");
  RocksOptions options;
  options.log_required = false;
  EXPECT_EQ(OpenRocksStore(folder_.path(), options).value()->Get("a").value(), "1");
}

TEST_F(RocksFolder, IsRefusedWithATableCutShort) {
  for (const auto& entry : fs::directory_iterator(folder_.path())) {
    if (entry.path().extension() == ".sst") fs::resize_file(entry.path(), 10);
  }
  ExpectRefused(".sst");
}

// What is left of a first start that was killed is no store yet.
TEST_F(RocksFolder, IsMadeAnewWhereItWasNeverOpened) {
  const TemporaryFolder begun;
  std::ofstream(begun.path() + "/MANIFEST-000001");
  EXPECT_TRUE(CheckFiles(begun.path(), true).ok());
  std::ofstream(begun.path() + "/CURRENT") << "MANIFEST-000001\n";
  EXPECT_TRUE(CheckFiles(begun.path(), true).ok());
}

TEST_F(RocksFolder, HasRoomOnADiskThatIsNotFull) { EXPECT_TRUE(CheckRoom(folder_.path()).ok()); }

}  // namespace
}  // namespace sheaf::store
