// The chain as a client sees it, over a real connection: what was recorded fits, and whatever is
// changed in the store afterwards is found.
#include "server/api/proof_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "clients/cpp/chain_walk.h"
#include "server/base/manual_clock.h"
#include "server/base/temporary_folder.h"
#include "server/ledger/keys.h"
#include "server/ledger/ledger.h"
#include "server/store/memory_store.h"

namespace sheaf::api {
namespace {

using client::ChainWalk;
using client::Checkpoint;
using ::testing::HasSubstr;

// A store that two can hold: the ledger, and the test that damages what is in it.
class SharedStore : public store::Store {
 public:
  explicit SharedStore(std::shared_ptr<store::Store> store) : store_(std::move(store)) {}
  absl::StatusOr<std::string> Get(std::string_view key) const override { return store_->Get(key); }
  std::unique_ptr<store::Cursor> Walk(std::string_view lower,
                                      std::string_view upper) const override {
    return store_->Walk(lower, upper);
  }
  absl::Status Write(const store::Batch& batch) override { return store_->Write(batch); }

 private:
  const std::shared_ptr<store::Store> store_;
};

class Proof : public ::testing::Test {
 protected:
  Proof() {
    OpenLedger();
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    connection_ =
        client::Connection::Open({.target = "127.0.0.1:" + std::to_string(port), .user = "officer"})
            .value();
  }
  // No call is under way when the ledger goes.
  ~Proof() override { server_->Shutdown(); }

  // A ledger in an empty store, in place of the one before.
  void OpenLedger() {
    ledger_ = nullptr;
    store_ = store::MakeMemoryStore();
    ledger_ = ledger::Ledger::Open(std::make_unique<SharedStore>(store_), &clock_, {}).value();
    serving_.ledger = ledger_.get();
  }

  // One revision with `count` changes of `payload`.
  void Record(int count, const std::string& payload) {
    ledger::Request request;
    request.actor = "secretariat";
    for (int i = 0; i < count; ++i) {
      ledger::Write& write = request.writes.emplace_back();
      write.resource = "plans/p/lines/" + std::to_string(i);
      write.payload = payload;
    }
    std::promise<absl::Status> done;
    ledger_->Commit(std::move(request), [&](auto receipt) { done.set_value(receipt.status()); });
    ASSERT_TRUE(done.get_future().get().ok());
    clock_.Advance(1'000'000);
  }

  absl::StatusOr<ChainWalk> Walk(const Checkpoint& known = {}, bool with_changes = true,
                                 bool from_first = false) {
    return client::WalkChain(*connection_, known,
                             {.with_changes = with_changes, .from_first = from_first});
  }
  std::string Refused(const Checkpoint& known = {}, bool from_first = false) {
    const auto walk = Walk(known, true, from_first);
    EXPECT_EQ(walk.status().code(), absl::StatusCode::kDataLoss) << walk.status();
    return std::string(walk.status().message());
  }

  ManualClock clock_{1'714'564'800'000'000};
  std::shared_ptr<store::Store> store_;
  std::unique_ptr<ledger::Ledger> ledger_;
  Executor quick_{2};
  TemporaryFolder folder_;
  SystemClock system_;
  const std::unique_ptr<auth::Guard> guard_ =
      *auth::Guard::Open({.token_file = folder_.path() + "/tokens"}, &system_);
  Serving serving_ = [this] {
    Serving serving{};
    serving.quick = &quick_;
    serving.guard = guard_.get();
    return serving;
  }();
  ProofService service_{serving_};
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<client::Connection> connection_;
};

TEST_F(Proof, OfAnEmptyLedgerIsEmpty) {
  const auto walk = Walk();
  ASSERT_TRUE(walk.ok()) << walk.status();
  EXPECT_EQ(walk->end, Checkpoint());
}

TEST_F(Proof, CoversEveryRevisionAndChange) {
  Record(3, "a");
  Record(2, "b");
  const auto walk = Walk();
  ASSERT_TRUE(walk.ok()) << walk.status();
  EXPECT_EQ(walk->end.revision, 2);
  EXPECT_EQ(walk->end.hash, ledger_->ChainEntryAt(2)->hash);
  EXPECT_EQ(walk->end.commit_time, ledger_->TimeOf(2).value());
  EXPECT_EQ(walk->links, 2);
  EXPECT_EQ(walk->changes, 5);
}

TEST_F(Proof, GoesOnFromACheckpoint) {
  Record(1, "a");
  const Checkpoint known = Walk()->end;
  EXPECT_EQ(Walk(known)->links, 0);
  Record(1, "b");
  EXPECT_EQ(Walk(known)->links, 1);
  EXPECT_EQ(Walk(known, true, true)->links, 2);
}

TEST_F(Proof, NeedsNoChanges) {
  Record(2, "a");
  const auto walk = Walk({}, false);
  ASSERT_TRUE(walk.ok()) << walk.status();
  EXPECT_EQ(walk->links, 1);
  EXPECT_EQ(walk->changes, 0);
}

// Its changes are more than one message, and more than a client takes in one.
TEST_F(Proof, CoversARevisionOfManyChanges) {
  Record(700, std::string(100'000, 'x'));
  Record(1, "b");
  const auto walk = Walk();
  ASSERT_TRUE(walk.ok()) << walk.status();
  EXPECT_EQ(walk->changes, 701);
  EXPECT_EQ(walk->end.revision, 2);
}

TEST_F(Proof, TellsOfRevisionsThatAreNotThere) {
  Record(1, "a");
  const auto context = connection_->NewContext();
  v1::WalkChainRequest request;
  request.set_after_revision(2);
  const auto stream = connection_->proofs().WalkChain(context.get(), request);
  v1::WalkChainResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::OUT_OF_RANGE);
}

TEST_F(Proof, TellsOfAHistoryThatWasRewritten) {
  Record(1, "as it was");
  Record(1, "and then");
  const Checkpoint known = Walk()->end;
  OpenLedger();
  Record(1, "as they want it");
  Record(1, "and then");
  Record(1, "and more");
  EXPECT_THAT(Refused(known), HasSubstr("revision 2"));
  EXPECT_THAT(Refused(known), HasSubstr("has another hash"));
  EXPECT_THAT(Refused(known, true), HasSubstr("has another hash"));
}

TEST_F(Proof, TellsOfAHistoryThatWasShortened) {
  Record(1, "a");
  Record(1, "b");
  const Checkpoint known = Walk()->end;
  OpenLedger();
  EXPECT_THAT(Refused(known), HasSubstr("ends before revision 2"));
  Record(1, "a");
  EXPECT_THAT(Refused(known), HasSubstr("ends before revision 2"));
  EXPECT_THAT(Refused(known), HasSubstr("the newest is 1"));
}

// The server may find it first: then it refuses, and names the revision too.
TEST_F(Proof, FindsAFlippedBitAnywhereInTheEntriesAndChanges) {
  for (int i = 0; i < 20; ++i) Record(1 + i % 4, "payload " + std::to_string(i));
  std::vector<std::pair<std::string, std::string>> stored;
  const auto cursor = store_->Walk("", "");
  for (cursor->Seek(""); cursor->Valid(); cursor->Next()) {
    const char kind = cursor->key()[0];
    if (kind == ledger::kEntryKind || kind == ledger::kVersionKind) {
      stored.emplace_back(cursor->key(), cursor->value());
    }
  }
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int i = 0; i < 500; ++i) {
    const auto& [key, value] = stored[random() % stored.size()];
    const size_t bit = random() % (value.size() * 8);
    std::string damaged = value;
    damaged[bit / 8] ^= static_cast<char>(1 << bit % 8);
    ASSERT_TRUE(store_->Write({{{key, damaged}}, {}}).ok());
    EXPECT_THAT(Refused(), HasSubstr("revision ")) << "bit " << bit << " of " << key;
    ASSERT_TRUE(store_->Write({{{key, value}}, {}}).ok());
  }
  EXPECT_TRUE(Walk().ok());
}

}  // namespace
}  // namespace sheaf::api
