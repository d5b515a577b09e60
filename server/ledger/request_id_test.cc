#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/ledger/ledger_fixture.h"

namespace sheaf::ledger {
namespace {

class RequestId : public LedgerTest {
 protected:
  static Request Identified(const std::string& id, std::vector<Write> writes,
                            const std::string& digest = "digest") {
    return {"ministry", id, digest, std::move(writes), false};
  }
  static void ExpectSame(const Receipt& a, const Receipt& b) {
    EXPECT_EQ(a.revision, b.revision);
    EXPECT_EQ(a.commit_time, b.commit_time);
    ASSERT_EQ(a.results.size(), b.results.size());
    for (size_t i = 0; i < a.results.size(); ++i) {
      EXPECT_EQ(a.results[i].outcome, b.results[i].outcome);
      EXPECT_EQ(a.results[i].revision, b.results[i].revision);
    }
  }
};

TEST_F(RequestId, GivesTheFirstAnswerAgainWhateverHappenedSince) {
  Put("plans/ict", "a");
  const Request request =
      Identified("id-1", {Make("plans/energy", "a", WriteMode::kCreate), Make("plans/ict", "a")});
  const Receipt first = Commit(request).value();
  clock_.Advance(100);
  Put("plans/energy", "b");
  ExpectSame(Commit(request).value(), first);
  EXPECT_EQ(ledger_->Head(), 3);
  EXPECT_EQ(PayloadAt("plans/energy", 3), "b");
}

TEST_F(RequestId, IsRememberedWhenOpenedAgain) {
  const Request request = Identified("id-1", {Make("plans/energy", "a")});
  const Receipt first = Commit(request).value();
  Open();
  ExpectSame(Commit(request).value(), first);
}

TEST_F(RequestId, IsRememberedWhereNothingChanged) {
  Put("plans/energy", "a");
  const Request request = Identified("id-1", {Make("plans/energy", "a")});
  const Receipt first = Commit(request).value();
  Put("plans/energy", "b");
  Open();
  ExpectSame(Commit(request).value(), first);
  EXPECT_EQ(PayloadAt("plans/energy", ledger_->Head()), "b");
}

TEST_F(RequestId, SaysWhetherARequestWasMade) {
  Request request = Identified("id-1", {Make("plans/energy", "a")});
  EXPECT_FALSE(*ledger_->WasMade(request));
  ASSERT_TRUE(Commit(request).ok());
  EXPECT_TRUE(*ledger_->WasMade(request));
  request.request_digest = "other digest";
  EXPECT_FALSE(*ledger_->WasMade(request));
  request.request_digest = "digest";
  request.actor = "another ministry";
  EXPECT_FALSE(*ledger_->WasMade(request));
}

TEST_F(RequestId, IsRefusedForAnotherRequest) {
  ASSERT_TRUE(Commit(Identified("id-1", {Make("plans/energy", "a")})).ok());
  const auto receipt = Commit(Identified("id-1", {Make("plans/energy", "b")}, "other digest"));
  EXPECT_EQ(receipt.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReasonOf(receipt.status()), "REQUEST_ID_REUSED");
  EXPECT_EQ(ledger_->Head(), 1);
}

TEST_F(RequestId, BelongsToItsActor) {
  ASSERT_TRUE(Commit(Identified("id-1", {Make("plans/energy", "a")})).ok());
  Request other = Identified("id-1", {Make("plans/energy", "b")}, "other digest");
  other.actor = "secretariat";
  EXPECT_EQ(Commit(other)->revision, 2);
}

TEST_F(RequestId, IsFreeAgainAfterARefusal) {
  EXPECT_FALSE(Commit(Identified("id-1", {Make("plans/energy", "a", WriteMode::kReplace)})).ok());
  EXPECT_EQ(Commit(Identified("id-1", {Make("plans/energy", "a")}, "mended"))->revision, 1);
}

TEST_F(RequestId, IsNotUsedUpByValidating) {
  Request request = Identified("id-1", {Make("plans/energy", "a")}, "validating");
  request.validate_only = true;
  ASSERT_TRUE(Commit(request).ok());
  EXPECT_EQ(Commit(Identified("id-1", {Make("plans/energy", "a")}))->revision, 1);
}

TEST_F(RequestId, HoldsWithinOneBatch) {
  std::vector<std::future<absl::StatusOr<Receipt>>> answers;
  const Request request = Identified("id-1", {Make("plans/energy", "a", WriteMode::kCreate)});
  {
    const Pause pause(*ledger_);
    answers.push_back(Begin(request));
    answers.push_back(Begin(request));
    answers.push_back(Begin(Identified("id-1", {Make("plans/ict", "a")}, "other digest")));
  }
  ExpectSame(answers[0].get().value(), answers[1].get().value());
  EXPECT_EQ(ReasonOf(answers[2].get().status()), "REQUEST_ID_REUSED");
  EXPECT_EQ(ledger_->Head(), 1);
}

TEST_F(RequestId, IsNotAskedForWhereItIsEmpty) {
  Request request = Identified("", {Make("plans/energy", "a")});
  ASSERT_TRUE(Commit(request).ok());
  request.writes[0].payload = "b";
  request.request_digest = "other digest";
  EXPECT_EQ(Commit(request)->revision, 2);
}

}  // namespace
}  // namespace sheaf::ledger
