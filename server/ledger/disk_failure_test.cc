#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/ledger/ledger_fixture.h"

namespace sheaf::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Mood = Disk::Mood;

class DiskFailure : public LedgerTest {
 protected:
  DiskFailure() {
    EXPECT_TRUE(ledger_->AddObserver(&listener_).ok());
    Put("plans/energy", "a");
  }
  ~DiskFailure() override { ledger_ = nullptr; }

  static Request Identified(std::vector<Write> writes) {
    return {"ministry", "id-1", "digest", std::move(writes), false};
  }

  Listener listener_;
};

TEST_F(DiskFailure, LeavesNoTrace) {
  disk_->mood = Mood::kRefuses;
  const auto receipt = Commit(Identified({Make("plans/energy", "b"), Make("plans/ict", "c")}));
  EXPECT_EQ(receipt.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(receipt.status().message()), HasSubstr("disk full"));
  EXPECT_THAT(std::string(receipt.status().message()), HasSubstr("send the request again"));

  EXPECT_EQ(ledger_->Head(), 1);
  EXPECT_THAT(listener_.revisions(), ElementsAre(1));
  EXPECT_EQ(PayloadAt("plans/energy", 99), "a");
  EXPECT_EQ(ledger_->Get("plans/ict", 99).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ledger_->CommitAt(2).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ledger_->History("plans/energy", 99)->size(), 1u);
  EXPECT_TRUE(ledger_->List({"plans/", 2, "", 10}, 99)->size() == 1u);
  EXPECT_TRUE(ledger_->VerifyChain().ok());
}

TEST_F(DiskFailure, GoesOnWhereItStoodOnceTheDiskIsWell) {
  disk_->mood = Mood::kRefuses;
  EXPECT_FALSE(Commit(Identified({Make("plans/energy", "b")})).ok());
  EXPECT_FALSE(Commit(Identified({Make("plans/energy", "b")})).ok());
  disk_->mood = Mood::kWell;
  EXPECT_EQ(Commit(Identified({Make("plans/energy", "b")}))->revision, 2);
  EXPECT_THAT(listener_.revisions(), ElementsAre(1, 2));
  EXPECT_EQ(ledger_->Get("plans/energy", 2)->previous, 1);
  EXPECT_TRUE(ledger_->VerifyChain().ok());
}

TEST_F(DiskFailure, FailsEveryRequestOfTheBatch) {
  std::vector<std::future<absl::StatusOr<Receipt>>> answers;
  disk_->mood = Mood::kRefuses;
  {
    const Pause pause(*ledger_);
    answers.push_back(Begin(RequestOf({Make("plans/ict", "a", WriteMode::kCreate)})));
    // Would be refused, and would find nothing to change, if the first one had been written.
    answers.push_back(Begin(RequestOf({Make("plans/ict", "b", WriteMode::kCreate)})));
    answers.push_back(Begin(RequestOf({Make("plans/ict", "a", WriteMode::kCreate)})));
  }
  for (auto& answer : answers) {
    EXPECT_EQ(answer.get().status().code(), absl::StatusCode::kResourceExhausted);
  }
}

TEST_F(DiskFailure, StillAnswersWhatNeedsNoWrite) {
  disk_->mood = Mood::kRefuses;
  EXPECT_FALSE(Commit({Make("plans/energy", "b")}).ok());
  EXPECT_EQ(Commit({Make("plans/energy", "a")})->results[0].outcome, Outcome::kUnchanged);
  Request request = RequestOf({Make("plans/energy", "b")});
  request.validate_only = true;
  EXPECT_TRUE(Commit(request).ok());
}

// The error came, but the batch is on disk: the request is done, and its id says so.
TEST_F(DiskFailure, CatchesUpWithAWriteThatWasMadeAllTheSame) {
  disk_->mood = Mood::kFailsLate;
  const Request request = Identified({Make("plans/energy", "b")});
  EXPECT_EQ(Commit(request).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ledger_->Head(), 1);
  EXPECT_EQ(PayloadAt("plans/energy", 99), "a");

  disk_->mood = Mood::kWell;
  EXPECT_EQ(Commit(request)->revision, 2);
  EXPECT_EQ(Put("plans/energy", "c"), 3);
  EXPECT_THAT(listener_.revisions(), ElementsAre(1, 2, 3));
  EXPECT_EQ(ledger_->History("plans/energy", 3)->size(), 3u);
  EXPECT_TRUE(ledger_->VerifyChain().ok());
}

TEST_F(DiskFailure, IsWholeWhenOpenedAgain) {
  disk_->mood = Mood::kFailsLate;
  EXPECT_FALSE(Commit(Identified({Make("plans/energy", "b"), Make("plans/ict", "c")})).ok());
  disk_->mood = Mood::kWell;
  Open();
  EXPECT_EQ(ledger_->Head(), 2);
  EXPECT_EQ(ledger_->CommitAt(2)->records.size(), 2u);
  EXPECT_TRUE(ledger_->VerifyChain().ok());
}

}  // namespace
}  // namespace sheaf::ledger
