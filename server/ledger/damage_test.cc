// Whatever is changed in what is stored, the chain tells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/base/digest.h"
#include "server/ledger/keys.h"
#include "server/ledger/ledger_fixture.h"
#include "server/ledger/verify.h"
#include "server/store/memory_store.h"

namespace sheaf::ledger {
namespace {

using ::testing::HasSubstr;

// A small ledger with every kind of key, as copies that a test may damage.
class Damage : public LedgerTest {
 protected:
  Damage() {
    Request request = RequestOf({Make("plans/energy", "a"), Make("plans/energy/lines/1", "b")});
    request.request_id = "id-1";
    request.request_digest = Sha256("request");
    EXPECT_TRUE(Commit(request).ok());
    Put("plans/energy", "c");
    Write withdrawal = Make("plans/energy", "", WriteMode::kWithdraw);
    withdrawal.reason = "sent by mistake";
    EXPECT_TRUE(Commit({withdrawal}).ok());

    const auto cursor = store_->Walk("", "");
    for (cursor->Seek(""); cursor->Valid(); cursor->Next()) {
      stored_.puts.emplace_back(cursor->key(), cursor->value());
    }
  }

  static absl::Status Verify(const store::Batch& content) {
    const auto store = store::MakeMemoryStore();
    EXPECT_TRUE(store->Write(content).ok());
    return VerifyStore(*store);
  }

  store::Batch stored_;
};

TEST_F(Damage, IsNoneInWhatTheLedgerWrote) {
  EXPECT_EQ(stored_.puts.size(), 2u + 3u + 4u + 1u);  // head and format, entries, versions, answer
  EXPECT_TRUE(Verify(stored_).ok());
}

TEST_F(Damage, ShowsInAnyFlippedBitOfAnyValue) {
  for (size_t i = 0; i < stored_.puts.size(); ++i) {
    const auto& [key, value] = stored_.puts[i];
    for (size_t bit = 0; bit < value.size() * 8; ++bit) {
      store::Batch damaged = stored_;
      damaged.puts[i].second[bit / 8] ^= static_cast<char>(1 << bit % 8);
      ASSERT_FALSE(Verify(damaged).ok()) << "key " << Hex(key) << " bit " << bit;
    }
  }
}

TEST_F(Damage, ShowsInAnyValueCutShortOrGrown) {
  for (size_t i = 0; i < stored_.puts.size(); ++i) {
    store::Batch damaged = stored_;
    damaged.puts[i].second.pop_back();
    EXPECT_FALSE(Verify(damaged).ok()) << Hex(damaged.puts[i].first);
    damaged.puts[i].second = stored_.puts[i].second + 'x';
    EXPECT_FALSE(Verify(damaged).ok()) << Hex(damaged.puts[i].first);
    damaged.puts[i].second.clear();
    EXPECT_FALSE(Verify(damaged).ok()) << Hex(damaged.puts[i].first);
  }
}

// An answer that is lost only means that a request could be made twice.
TEST_F(Damage, ShowsInAnyKeyThatIsMissingButForAnswers) {
  for (size_t i = 0; i < stored_.puts.size(); ++i) {
    store::Batch damaged = stored_;
    damaged.puts.erase(damaged.puts.begin() + static_cast<int>(i));
    EXPECT_EQ(Verify(damaged).ok(), stored_.puts[i].first[0] == kRequestKind);
  }
}

TEST_F(Damage, ShowsInAVersionThatNoRevisionMade) {
  store::Batch damaged = stored_;
  damaged.puts.emplace_back(VersionKey("plans/energy/lines/1", 2),
                            store_->Get(VersionKey("plans/energy/lines/1", 1)).value());
  const absl::Status status = Verify(damaged);
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("revision 2"));
}

TEST_F(Damage, ShowsInTwoVersionsThatChangedPlaces) {
  store::Batch damaged = stored_;
  std::vector<std::string*> versions;
  for (auto& [key, value] : damaged.puts) {
    if (key[0] == kVersionKind) versions.push_back(&value);
  }
  std::swap(*versions[0], *versions[1]);
  EXPECT_FALSE(Verify(damaged).ok());
}

TEST_F(Damage, IsNamedByTheFirstRevisionThatDoesNotFit) {
  for (const Revision revision : {1, 2, 3}) {
    for (const std::string& key : {EntryKey(revision), VersionKey("plans/energy", revision)}) {
      store::Batch damaged = stored_;
      for (auto& [stored_key, value] : damaged.puts) {
        if (stored_key == key) value.back() ^= 1;
      }
      const absl::Status status = Verify(damaged);
      EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
      EXPECT_THAT(std::string(status.message()), HasSubstr("revision " + std::to_string(revision)));
    }
  }
}

TEST_F(Damage, IsToldByTheLedgerItself) {
  const std::string key = VersionKey("plans/energy", 2);
  std::string value = store_->Get(key).value();
  value.back() ^= 1;
  ASSERT_TRUE(store_->Write({{{key, value}}, {}}).ok());
  EXPECT_EQ(ledger_->VerifyChain().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ledger_->CommitAt(2).status().code(), absl::StatusCode::kDataLoss);
  Listener listener;
  EXPECT_EQ(ledger_->AddObserver(&listener).code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace sheaf::ledger
