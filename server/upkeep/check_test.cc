#include "server/upkeep/check.h"

#include <filesystem>
#include <fstream>
#include <random>

#include "server/ledger/keys.h"
#include "server/upkeep/records_fixture.h"

namespace sheaf::upkeep {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CheckTest : public RecordsTest {
 protected:
  // Closes the ledger and gives the folder's files that end with `extension`.
  std::vector<fs::path> FilesOf(const std::string& extension) {
    CloseLedger();
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(LedgerFolder())) {
      if (entry.path().extension() == extension) files.push_back(entry.path());
    }
    return files;
  }

  static void FlipBit(const fs::path& file, size_t offset, int bit) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(offset));
    const char byte = static_cast<char>(stream.get() ^ 1 << bit);
    stream.seekp(static_cast<std::streamoff>(offset));
    stream.put(byte);
    ASSERT_TRUE(stream.good());
  }

  // On the first bit of such a number RocksDB may end the process, which a program survives and a
  // test of one does not: tests/e2e/faults_test.cc flips those.
  static bool IsEndOfSmallNumber(const fs::path& file, size_t offset) {
    std::ifstream stream(file, std::ios::binary);
    if (offset < 2) return false;
    stream.seekg(static_cast<std::streamoff>(offset - 2));
    return stream.get() == 0 && stream.get() == 0 && stream.get() == 0;
  }

  // Whether the folder, as it is, opens and is found to fit.
  bool Fits() const {
    const auto store = store::OpenRocksStore(LedgerFolder());
    return store.ok() && Check(**store).ok();
  }
};

TEST_F(CheckTest, SaysWhatItCheckedAndHowMuch) {
  const CheckResult result = Check(*store_);
  EXPECT_THAT(result.misfits, IsEmpty());
  EXPECT_THAT(result.fits,
              ElementsAre(HasSubstr("tables: "), HasSubstr("history: 16 revisions with 16 changes"),
                          HasSubstr("requests: 16 remembered answers"),
                          HasSubstr("latest versions of 13 records")));
}

TEST_F(CheckTest, FitsAnEmptyLedger) {
  CloseLedger();
  fs::remove_all(LedgerFolder());
  OpenLedger();
  EXPECT_THAT(Check(*store_).misfits, IsEmpty());
}

TEST_F(CheckTest, NamesTheRevisionOfADamagedChange) {
  const std::string key = ledger::VersionKey(kUpdate, 5);
  std::string value = store_->Get(key).value();
  value.back() ^= 1;
  ASSERT_TRUE(store_->Write({{{key, value}}, {}}).ok());
  EXPECT_THAT(Check(*store_).misfits, ElementsAre(HasSubstr("history: revision 5: ")));
}

TEST_F(CheckTest, SaysThatTheRecordsDoNotAgreeWhereOneCannotBeRead) {
  ledger::Request request;
  request.actor = "secretariat";
  request.writes.push_back({kLine, ledger::WriteMode::kPut, "\xff\xff", "", std::nullopt});
  std::promise<void> done;
  ledger_->Commit(std::move(request), [&](auto) { done.set_value(); });
  done.get_future().wait();
  EXPECT_THAT(Check(*store_).misfits, Contains(HasSubstr(std::string("records: ") + kLine)));
}

// Opening the store writes its log out as a table.
TEST_F(CheckTest, FindsAFlippedBitAnywhereInATable) {
  CloseLedger();
  OpenLedger();
  const std::vector<fs::path> tables = FilesOf(".sst");
  ASSERT_FALSE(tables.empty());
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  ASSERT_TRUE(Fits());
  for (int i = 0; i < 60; ++i) {
    const fs::path table = tables[random() % tables.size()];
    if (!fs::exists(table)) continue;
    const size_t offset = random() % fs::file_size(table);
    const int bit = static_cast<int>(random() % 8);
    if (bit == 7 && IsEndOfSmallNumber(table, offset)) continue;  // see there
    FlipBit(table, offset, bit);
    EXPECT_FALSE(Fits()) << "bit " << bit << " of byte " << offset << " of " << table;
    FlipBit(table, offset, bit);
  }
  EXPECT_TRUE(Fits());
}

// The log of the last records; damage in its last bytes only may be a write that was cut short.
TEST_F(CheckTest, FindsAFlippedBitInTheLog) {
  const std::vector<fs::path> logs = FilesOf(".log");
  ASSERT_FALSE(logs.empty());
  const fs::path log = logs.back();
  const size_t size = fs::file_size(log);
  ASSERT_GT(size, 1000u);
  const std::string copy = folder_.path() + "/copy";
  fs::copy(LedgerFolder(), copy);
  std::mt19937 random(7);
  for (int i = 0; i < 20; ++i) {
    const size_t offset = random() % (size - 500);
    FlipBit(log, offset, static_cast<int>(random() % 8));
    EXPECT_FALSE(Fits()) << "byte " << offset << " of " << size;
    fs::remove_all(LedgerFolder());
    fs::copy(copy, LedgerFolder());
  }
  EXPECT_TRUE(Fits());
}

}  // namespace
}  // namespace sheaf::upkeep
