#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/ledger/ledger_fixture.h"

namespace sheaf::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using LedgerCommit = LedgerTest;

TEST_F(LedgerCommit, StartsBeforeTheFirstRevision) {
  EXPECT_EQ(ledger_->Head(), 0);
  EXPECT_TRUE(ledger_->VerifyChain().ok());
}

TEST_F(LedgerCommit, CountsRevisionsFromOneWithoutAGap) {
  EXPECT_EQ(Put("plans/energy", "a"), 1);
  EXPECT_EQ(Put("plans/energy", "b"), 2);
  EXPECT_EQ(Put("plans/ict", "c"), 3);
  EXPECT_EQ(ledger_->Head(), 3);
}

TEST_F(LedgerCommit, KeepsWhoWhenWhatAndWhatItWasBefore) {
  Put("plans/energy", "a");
  clock_.Advance(5);
  Request request = RequestOf({Make("plans/energy", "b")});
  request.actor = "ministry";
  request.request_id = "id-1";
  ASSERT_TRUE(Commit(request).ok());

  const Record record = ledger_->Get("plans/energy", 2).value();
  EXPECT_EQ(record.resource, "plans/energy");
  EXPECT_EQ(record.revision, 2);
  EXPECT_EQ(record.previous, 1);
  EXPECT_EQ(record.commit_time, kNoon + 5);
  EXPECT_EQ(record.verb, Verb::kReplace);
  EXPECT_EQ(record.actor, "ministry");
  EXPECT_EQ(record.request_id, "id-1");
  EXPECT_EQ(record.payload, "b");
}

TEST_F(LedgerCommit, MakesOneRevisionOfARequestWithManyWrites) {
  Put("plans/ict", "old");
  const Receipt receipt =
      Commit({Make("plans/energy", "a"), Make("plans/ict", "b"), Make("plans/faf", "c")}).value();
  EXPECT_EQ(receipt.revision, 2);
  EXPECT_EQ(receipt.commit_time, kNoon);
  ASSERT_EQ(receipt.results.size(), 3u);
  EXPECT_EQ(receipt.results[0].outcome, Outcome::kCreated);
  EXPECT_EQ(receipt.results[1].outcome, Outcome::kChanged);
  for (const auto& result : receipt.results) EXPECT_EQ(result.revision, 2);
  EXPECT_EQ(ledger_->CommitAt(2)->records.size(), 3u);
}

TEST_F(LedgerCommit, MakesNoRevisionWhereNothingChanges) {
  Put("plans/energy", "a");
  Put("plans/ict", "b");
  clock_.Advance(5);
  const Receipt receipt = Commit({Make("plans/energy", "a")}).value();
  EXPECT_EQ(receipt.revision, 2);  // the head
  EXPECT_EQ(receipt.commit_time, kNoon);
  EXPECT_EQ(receipt.results[0].outcome, Outcome::kUnchanged);
  EXPECT_EQ(receipt.results[0].revision, 1);
  EXPECT_EQ(ledger_->Head(), 2);
}

TEST_F(LedgerCommit, WritesOnlyWhatChangedOfARequest) {
  Put("plans/energy", "a");
  const Receipt receipt = Commit({Make("plans/energy", "a"), Make("plans/ict", "b")}).value();
  EXPECT_EQ(receipt.results[0].outcome, Outcome::kUnchanged);
  EXPECT_EQ(receipt.results[0].revision, 1);
  EXPECT_EQ(receipt.results[1].revision, 2);
  EXPECT_EQ(ledger_->CommitAt(2)->records.size(), 1u);
}

TEST_F(LedgerCommit, TakesARequestWithoutWrites) {
  Put("plans/energy", "a");
  const Receipt receipt = Commit(std::vector<Write>{}).value();
  EXPECT_EQ(receipt.revision, 1);
  EXPECT_TRUE(receipt.results.empty());
}

TEST_F(LedgerCommit, WritesNothingOfARequestThatIsRefusedInPart) {
  Put("plans/ict", "b");
  const auto receipt =
      Commit({Make("plans/energy", "a"), Make("plans/ict", "x", WriteMode::kCreate),
              Make("plans/faf", "x", WriteMode::kReplace)});
  EXPECT_EQ(receipt.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReasonOf(receipt.status()), "RECORD_EXISTS");
  EXPECT_EQ(ledger_->Head(), 1);
  EXPECT_EQ(ledger_->Get("plans/energy", 1).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Put("plans/energy", "a"), 2);
}

TEST_F(LedgerCommit, TellsEveryRefusedWriteAtOnce) {
  Put("plans/ict", "b");
  const auto receipt =
      Commit({Make("plans/energy", "a"), Make("plans/ict", "x", WriteMode::kCreate),
              Make("plans/faf", "x", WriteMode::kReplace)});
  const std::vector<Problem> problems = ProblemsOf(receipt.status());
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].row, 1);
  EXPECT_THAT(problems[0].text, HasSubstr("plans/ict"));
  EXPECT_EQ(problems[1].row, 2);
  EXPECT_THAT(problems[1].text, HasSubstr("plans/faf"));
}

TEST_F(LedgerCommit, RefusesTwoWritesToOneRecordAndNamesThatAreNone) {
  const auto receipt =
      Commit({Make("plans/energy", "a"), Make("plans", "b"), Make("plans/energy", "c")});
  EXPECT_EQ(receipt.status().code(), absl::StatusCode::kInvalidArgument);
  const std::vector<Problem> problems = ProblemsOf(receipt.status());
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].row, 1);
  EXPECT_EQ(problems[1].row, 2);
  EXPECT_EQ(ledger_->Head(), 0);
}

TEST_F(LedgerCommit, WithdrawsWithAReasonAndKeepsThePayload) {
  Put("plans/energy", "a");
  Write write = Make("plans/energy", "ignored", WriteMode::kWithdraw);
  write.reason = "sent by mistake";
  EXPECT_EQ(Commit({write})->results[0].outcome, Outcome::kChanged);
  const Record record = ledger_->Get("plans/energy", 2).value();
  EXPECT_FALSE(record.live());
  EXPECT_EQ(record.verb, Verb::kWithdraw);
  EXPECT_EQ(record.reason, "sent by mistake");
  EXPECT_EQ(record.payload, "a");
  EXPECT_EQ(Commit({write})->results[0].outcome, Outcome::kUnchanged);
}

TEST_F(LedgerCommit, BringsAVanishedRecordBack) {
  Put("plans/energy", "a");
  ASSERT_TRUE(Commit({Make("plans/energy", "", WriteMode::kVanish)}).ok());
  EXPECT_EQ(ledger_->Get("plans/energy", 2)->verb, Verb::kVanish);
  EXPECT_EQ(Put("plans/energy", "a"), 3);
  EXPECT_TRUE(ledger_->Get("plans/energy", 3)->live());
}

TEST_F(LedgerCommit, ChecksTheExpectedRevision) {
  Put("plans/energy", "a");
  Write write = Make("plans/energy", "b");
  write.expected_revision = 1;
  EXPECT_EQ(Commit({write})->revision, 2);
  write.payload = "c";
  const auto receipt = Commit({write});
  EXPECT_EQ(receipt.status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ReasonOf(receipt.status()), "ETAG_MISMATCH");
  EXPECT_EQ(PayloadAt("plans/energy", ledger_->Head()), "b");
}

TEST_F(LedgerCommit, OnlyChecksWhereAskedToValidate) {
  Put("plans/ict", "a");
  Request request = RequestOf({Make("plans/energy", "a"), Make("plans/ict", "b")});
  request.validate_only = true;
  const Receipt receipt = Commit(request).value();
  EXPECT_EQ(receipt.revision, 1);
  EXPECT_EQ(receipt.results[0].outcome, Outcome::kCreated);
  EXPECT_EQ(receipt.results[0].revision, 0);
  EXPECT_EQ(receipt.results[1].outcome, Outcome::kChanged);
  EXPECT_EQ(receipt.results[1].revision, 1);
  EXPECT_EQ(ledger_->Head(), 1);
  EXPECT_EQ(PayloadAt("plans/ict", 1), "a");

  request.writes[1].mode = WriteMode::kCreate;
  EXPECT_EQ(ReasonOf(Commit(request).status()), "RECORD_EXISTS");
}

TEST_F(LedgerCommit, NeverGoesBackInTime) {
  Put("plans/energy", "a");
  clock_.Set(kNoon - 3600);
  EXPECT_EQ(Commit({Make("plans/energy", "b")})->commit_time, kNoon);
  Open();  // nor when opened again
  EXPECT_EQ(Commit({Make("plans/energy", "c")})->commit_time, kNoon);
  clock_.Set(kNoon + 1);
  EXPECT_EQ(Commit({Make("plans/energy", "d")})->commit_time, kNoon + 1);
}

TEST_F(LedgerCommit, WritesAllWaitingRequestsWithOneSync) {
  std::vector<std::future<absl::StatusOr<Receipt>>> answers;
  const int before = disk_->writes;
  {
    const Pause pause(*ledger_);
    for (int i = 0; i < 50; ++i) {
      answers.push_back(Begin(RequestOf({Make("plans/p" + std::to_string(i), "a")})));
    }
  }
  for (int i = 0; i < 50; ++i) EXPECT_EQ(answers[i].get()->revision, i + 1);
  EXPECT_EQ(disk_->writes, before + 1);
}

TEST_F(LedgerCommit, BoundsABatchButTakesAtLeastOneRequest) {
  Open({.max_batch_bytes = 100});
  std::vector<std::future<absl::StatusOr<Receipt>>> answers;
  const int before = disk_->writes;
  {
    const Pause pause(*ledger_);
    for (const size_t size : {200, 40, 20, 60}) {
      answers.push_back(
          Begin(RequestOf({Make("plans/p" + std::to_string(size), std::string(size, 'x'))})));
    }
  }
  for (auto& answer : answers) EXPECT_TRUE(answer.get().ok());
  EXPECT_EQ(disk_->writes, before + 3);  // 200; 40 and 20; 60
}

TEST_F(LedgerCommit, ChecksARequestAgainstEarlierOnesOfItsBatch) {
  std::vector<std::future<absl::StatusOr<Receipt>>> answers;
  {
    const Pause pause(*ledger_);
    answers.push_back(Begin(RequestOf({Make("plans/energy", "a", WriteMode::kCreate)})));
    answers.push_back(Begin(RequestOf({Make("plans/energy", "b", WriteMode::kCreate)})));
    answers.push_back(Begin(RequestOf({Make("plans/energy", "a", WriteMode::kCreate)})));
    answers.push_back(Begin(RequestOf({Make("plans/energy", "c", WriteMode::kReplace)})));
  }
  EXPECT_EQ(answers[0].get()->revision, 1);
  EXPECT_EQ(ReasonOf(answers[1].get().status()), "RECORD_EXISTS");
  EXPECT_EQ(answers[2].get()->results[0].outcome, Outcome::kUnchanged);
  EXPECT_EQ(answers[3].get()->revision, 2);
  EXPECT_EQ(ledger_->Get("plans/energy", 2)->previous, 1);
  EXPECT_TRUE(ledger_->VerifyChain().ok());
}

TEST_F(LedgerCommit, LeavesNoTraceOfARefusedRequestInItsBatch) {
  std::vector<std::future<absl::StatusOr<Receipt>>> answers;
  Put("plans/ict", "a");
  {
    const Pause pause(*ledger_);
    answers.push_back(
        Begin(RequestOf({Make("plans/energy", "a"), Make("plans/ict", "x", WriteMode::kCreate)})));
    answers.push_back(Begin(RequestOf({Make("plans/energy", "b", WriteMode::kReplace)})));
  }
  EXPECT_EQ(ReasonOf(answers[0].get().status()), "RECORD_EXISTS");
  EXPECT_EQ(ReasonOf(answers[1].get().status()), "RECORD_NOT_FOUND");
}

TEST_F(LedgerCommit, TellsObserversInOrderBeforeItAnswers) {
  Listener listener;
  ASSERT_TRUE(ledger_->AddObserver(&listener).ok());
  for (int i = 1; i <= 10; ++i) {
    Put("plans/energy", std::to_string(i));
    ASSERT_EQ(listener.commits.size(), static_cast<size_t>(i));
    EXPECT_EQ(listener.commits.back().revision, i);
    EXPECT_EQ(listener.commits.back().records[0].payload, std::to_string(i));
  }
  ledger_ = nullptr;
}

TEST_F(LedgerCommit, TellsANewObserverWhatIsStoredFirst) {
  Put("plans/energy", "a");
  ASSERT_TRUE(Commit({Make("plans/energy", "b"), Make("plans/ict", "c")}).ok());
  Open();
  Listener listener;
  ASSERT_TRUE(ledger_->AddObserver(&listener).ok());
  EXPECT_THAT(listener.revisions(), ElementsAre(1, 2));
  EXPECT_EQ(listener.commits[1].records[1].resource, "plans/ict");
  Put("plans/energy", "d");
  EXPECT_THAT(listener.revisions(), ElementsAre(1, 2, 3));
  ledger_ = nullptr;
}

TEST_F(LedgerCommit, SaysWhenWhatItToldCanBeRead) {
  struct Reads : Observer {
    void OnCommit(const ledger::Commit& commit) override {
      before = ledger->CommitAt(commit.revision).ok();
    }
    void OnHead(Revision head) override { after = ledger->CommitAt(head).ok(); }
    const Ledger* ledger = nullptr;
    bool before = true, after = false;
  } reads;
  reads.ledger = ledger_.get();
  ASSERT_TRUE(ledger_->AddObserver(&reads).ok());
  Put("plans/energy", "a");
  EXPECT_FALSE(reads.before);
  EXPECT_TRUE(reads.after);
  ledger_ = nullptr;
}

TEST_F(LedgerCommit, FinishesWaitingRequestsBeforeItCloses) {
  std::vector<std::future<absl::StatusOr<Receipt>>> answers;
  for (int i = 0; i < 200; ++i) {
    answers.push_back(Begin(RequestOf({Make("plans/p" + std::to_string(i), "a")})));
  }
  ledger_ = nullptr;
  for (auto& answer : answers) EXPECT_TRUE(answer.get().ok());
}

// A request of `sequence` that is refused where `mode` is kReplace: there is no such record.
Request InSequence(const std::shared_ptr<Sequence>& sequence, const std::string& resource,
                   WriteMode mode) {
  Request request{"secretariat", "", "", {{resource, mode, "x", "", std::nullopt}}, false};
  request.sequence = sequence;
  return request;
}

TEST_F(LedgerCommit, TakesNothingOfASequenceBehindARefusal) {
  const auto sequence = std::make_shared<Sequence>();
  std::vector<std::future<absl::StatusOr<Receipt>>> answers;
  {
    const Pause one_batch(*ledger_);
    answers.push_back(Begin(InSequence(sequence, "plans/a", WriteMode::kPut)));
    answers.push_back(Begin(InSequence(sequence, "plans/b", WriteMode::kReplace)));
    answers.push_back(Begin(InSequence(sequence, "plans/c", WriteMode::kPut)));
    answers.push_back(Begin(RequestOf({Make("plans/d", "x")})));
  }
  EXPECT_TRUE(answers[0].get().ok());
  EXPECT_EQ(answers[1].get().status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(answers[2].get().status().code(), absl::StatusCode::kAborted);
  EXPECT_TRUE(answers[3].get().ok()) << "it stands alone";
  const auto later = Commit(InSequence(sequence, "plans/e", WriteMode::kPut));
  EXPECT_EQ(later.status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ledger_->Head(), 2);
}

TEST_F(LedgerCommit, TakesNothingOfASequenceBehindAWriteThatFailed) {
  const auto sequence = std::make_shared<Sequence>();
  disk_->mood = Disk::Mood::kRefuses;
  EXPECT_FALSE(Commit(InSequence(sequence, "plans/a", WriteMode::kPut)).ok());
  disk_->mood = Disk::Mood::kWell;
  EXPECT_EQ(Commit(InSequence(sequence, "plans/b", WriteMode::kPut)).status().code(),
            absl::StatusCode::kAborted);
  EXPECT_EQ(ledger_->Head(), 0);
}

}  // namespace
}  // namespace sheaf::ledger
