// Changes as they are stored, for those who verify the chain.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/base/digest.h"
#include "server/ledger/keys.h"
#include "server/ledger/ledger_fixture.h"

namespace sheaf::ledger {
namespace {

using ::testing::HasSubstr;

class Sealed : public LedgerTest {
 protected:
  Sealed() {
    EXPECT_TRUE(Commit({Make("plans/b", "1"), Make("plans/a", "22"), Make("plans/c", "3")}).ok());
  }

  // The digests of what was given, one for each change.
  std::vector<std::string> Digests(size_t first, size_t max_bytes) const {
    std::vector<std::string> digests;
    const std::vector<SealedChange> changes = ledger_->SealedAt(1, first, max_bytes).value();
    for (const SealedChange& change : changes) {
      digests.push_back(Sha256(change.salt + change.change));
    }
    return digests;
  }
};

TEST_F(Sealed, AreInTheOrderOfTheirDigests) {
  EXPECT_EQ(Digests(0, 1 << 20), ledger_->ChainEntryAt(1)->change_digests);
}

TEST_F(Sealed, AreGivenInParts) {
  const std::vector<std::string> all = ledger_->ChainEntryAt(1)->change_digests;
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(Digests(i, 1), std::vector<std::string>{all[i]});
  }
  EXPECT_EQ(Digests(1, 1 << 20), std::vector<std::string>(all.begin() + 1, all.end()));
  EXPECT_TRUE(Digests(3, 1).empty());
}

TEST_F(Sealed, AreThoseOfARevisionThatExists) {
  EXPECT_EQ(ledger_->SealedAt(0, 0, 1).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ledger_->SealedAt(2, 0, 1).status().code(), absl::StatusCode::kOutOfRange);
}

TEST_F(Sealed, AreMissedWhereTheyAreGone) {
  ASSERT_TRUE(store_->Write({{}, {VersionKey("plans/a", 1)}}).ok());
  const absl::Status status = ledger_->SealedAt(1, 0, 1 << 20).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("revision 1: its version of plans/a"));
}

}  // namespace
}  // namespace sheaf::ledger
