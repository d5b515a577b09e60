#include "server/ledger/opening.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/ledger/keys.h"
#include "server/ledger/ledger_fixture.h"

namespace sheaf::ledger {
namespace {

using ::testing::HasSubstr;

class LedgerOpening : public LedgerTest {
 protected:
  LedgerOpening() {
    Put("plans/energy", "a");
    Put("plans/energy", "b");
    Put("plans/energy", "c");
    ledger_ = nullptr;
  }

  absl::Status OpenedWith(const store::Batch& batch) {
    EXPECT_TRUE(store_->Write(batch).ok());
    return OpenTail(*store_).status();
  }
};

TEST_F(LedgerOpening, GoesOnAtTheHead) {
  Open();
  EXPECT_EQ(ledger_->Head(), 3);
  EXPECT_EQ(PayloadAt("plans/energy", 2), "b");
  EXPECT_EQ(Put("plans/energy", "d"), 4);
  EXPECT_TRUE(ledger_->VerifyChain().ok());
}

TEST_F(LedgerOpening, OpensALedgerWithoutRevisions) {
  const TemporaryFolder empty;
  EXPECT_EQ(OpenTail(*store::OpenRocksStore(empty.path()).value())->revision, 0);
  EXPECT_EQ(OpenTail(*store::OpenRocksStore(empty.path()).value())->revision, 0);
}

TEST_F(LedgerOpening, SaysWhichBuildReadsANewerFormat) {
  const absl::Status status = OpenedWith({{{std::string(kFormatKey), "2 0.7.3"}}, {}});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(status), "NEWER_FORMAT");
  EXPECT_THAT(std::string(status.message()), HasSubstr("use sheafd 0.7.3 or newer"));
}

TEST_F(LedgerOpening, RefusesAFormatThatIsNone) {
  for (const char* value : {"", "x", "0 0.1.0", "-1 0.1.0", "2", "2 ", "1 0.0.9"}) {
    EXPECT_EQ(OpenedWith({{{std::string(kFormatKey), value}}, {}}).code(),
              absl::StatusCode::kDataLoss)
        << value;
  }
}

TEST_F(LedgerOpening, RefusesAStoreThatHoldsSomethingElse) {
  const TemporaryFolder folder;
  const auto store = store::OpenRocksStore(folder.path()).value();
  ASSERT_TRUE(store->Write({{{"some", "thing"}}, {}}).ok());
  EXPECT_EQ(OpenTail(*store).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_FALSE(store->Get(kFormatKey).ok());
}

TEST_F(LedgerOpening, RefusesALedgerWithoutItsHead) {
  EXPECT_EQ(OpenedWith({{}, {std::string(kHeadKey)}}).code(), absl::StatusCode::kDataLoss);
}

TEST_F(LedgerOpening, RefusesALedgerWithoutItsLastEntry) {
  const absl::Status status = OpenedWith({{}, {EntryKey(3)}});
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("revision 3"));
}

TEST_F(LedgerOpening, RefusesALedgerWhoseLastEntryDoesNotLink) {
  EXPECT_EQ(OpenedWith({{}, {EntryKey(2)}}).code(), absl::StatusCode::kDataLoss);
}

TEST_F(LedgerOpening, RefusesAnEntryBeyondTheHead) {
  const absl::Status status = OpenedWith({{{EntryKey(4), "x"}}, {}});
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("revision 4"));
}

TEST_F(LedgerOpening, RefusesAHeadThatIsOlderThanTheEntries) {
  const Tail older = TailOf(DecodeEntry(2, *store_->Get(EntryKey(2)))->chain);
  EXPECT_EQ(OpenedWith({{{std::string(kHeadKey), EncodeTail(older)}}, {}}).code(),
            absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace sheaf::ledger
