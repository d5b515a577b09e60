#include "server/ledger/chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/base/digest.h"
#include "server/ledger/keys.h"
#include "server/ledger/ledger_fixture.h"
#include "server/ledger/values.h"

namespace sheaf::ledger {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ChainEntry Sample() {
  ChainEntry entry{2, 1'000'000, {std::string(32, 'a'), std::string(32, 'b')}, GenesisHash(), ""};
  entry.hash = HashOf(entry);
  return entry;
}

TEST(PublicBytes, AreWrittenAsFormatMdSays) {
  EXPECT_EQ(Hex(PublicBytes(Sample()).substr(0, 21)),
            "01"
            "0000000000000002"
            "00000000000f4240"
            "00000002");
  EXPECT_EQ(PublicBytes(Sample()).substr(21), std::string(32, 'a') + std::string(32, 'b'));
}

// Fixed for ever: clients keep hashes.
TEST(HashOf, NeverChangesItsMeaning) {
  EXPECT_EQ(Hex(Sample().hash), Hex(Sha256(std::string(32, '\0') + PublicBytes(Sample()))));
  EXPECT_EQ(Hex(Sample().hash), "c20c4a9412c016806efa4ffa2d15cdcfb9d143c118c9c6e28c763e4dc13b0a01");
}

TEST(Entry, IsReadBack) {
  const Entry entry{Sample(), {"plans/a", "plans/b"}};
  const Entry found = DecodeEntry(2, EncodeEntry(entry)).value();
  EXPECT_EQ(found.chain.revision, 2);
  EXPECT_EQ(found.chain.commit_time, 1'000'000);
  EXPECT_EQ(found.chain.change_digests, entry.chain.change_digests);
  EXPECT_EQ(found.chain.hash, entry.chain.hash);
  EXPECT_EQ(found.resources, entry.resources);
}

TEST(Entry, IsRefusedWhereItIsCutShortAnywhere) {
  const std::string value = EncodeEntry({Sample(), {"plans/a", "plans/b"}});
  for (size_t size = 0; size < value.size(); ++size) {
    EXPECT_EQ(DecodeEntry(2, std::string_view(value).substr(0, size)).status().code(),
              absl::StatusCode::kDataLoss)
        << size;
  }
}

TEST(Entry, IsRefusedForAnotherRevision) {
  EXPECT_FALSE(DecodeEntry(3, EncodeEntry({Sample(), {"plans/a", "plans/b"}})).ok());
}

TEST(CheckLink, WantsTheNextRevisionThePreviousHashAndNoEarlierTime) {
  const Tail tail = TailOf(Sample());
  ChainEntry next{3, 1'000'000, {}, tail.hash, ""};
  EXPECT_TRUE(CheckLink(tail, next).ok());
  next.revision = 4;
  EXPECT_FALSE(CheckLink(tail, next).ok());
  next = {3, 1'000'000, {}, GenesisHash(), ""};
  EXPECT_FALSE(CheckLink(tail, next).ok());
  next = {3, 999'999, {}, tail.hash, ""};
  EXPECT_FALSE(CheckLink(tail, next).ok());
}

using Chain = LedgerTest;

TEST_F(Chain, VerifiesForAClientThatKnowsNoPayloadAndNoName) {
  Put("plans/energy", "a");
  ASSERT_TRUE(Commit({Make("plans/energy", "b"), Make("plans/ict", "c")}).ok());
  std::string previous = GenesisHash();
  for (Revision revision = 1; revision <= ledger_->Head(); ++revision) {
    const ChainEntry entry = ledger_->ChainEntryAt(revision).value();
    EXPECT_EQ(entry.previous_hash, previous);
    EXPECT_EQ(HashOf(entry), entry.hash);
    previous = entry.hash;
  }
  EXPECT_EQ(ledger_->ChainEntryAt(2)->change_digests.size(), 2u);
}

// Without the salt, whoever guesses a payload could confirm it from the public digest.
TEST_F(Chain, GivesTheSameChangeAnotherDigestEachTime) {
  Put("plans/energy", "a");
  ASSERT_TRUE(Commit({Make("plans/energy", "", WriteMode::kVanish)}).ok());
  Put("plans/energy", "a");
  ASSERT_TRUE(Commit({Make("plans/energy", "", WriteMode::kVanish)}).ok());
  EXPECT_NE(ledger_->ChainEntryAt(2)->change_digests, ledger_->ChainEntryAt(4)->change_digests);
}

TEST_F(Chain, DigestsTheStoredBytesOfAChange) {
  Put("plans/energy", "a");
  const std::string value = store_->Get(VersionKey("plans/energy", 1)).value();
  EXPECT_EQ(ledger_->ChainEntryAt(1)->change_digests[0], Sha256(value.substr(1)));
}

TEST_F(Chain, HoldsNoPayloadInItsPublicBytes) {
  Put("plans/energy", "a-secret-payload");
  const std::string bytes = PublicBytes(ledger_->ChainEntryAt(1).value());
  EXPECT_THAT(bytes, Not(HasSubstr("secret")));
  EXPECT_THAT(bytes, Not(HasSubstr("energy")));
}

TEST_F(Chain, HasNoEntryBeyondTheHead) {
  Put("plans/energy", "a");
  for (const Revision revision : {-1, 0, 2}) {
    EXPECT_EQ(ledger_->ChainEntryAt(revision).status().code(), absl::StatusCode::kOutOfRange);
  }
}

}  // namespace
}  // namespace sheaf::ledger
