// Corrections and withdrawals of updates.
#include "server/sectors/limits.h"
#include "server/sectors/update_fixture.h"

namespace sheaf::sectors {
namespace {

using ledger::Outcome;
using ::testing::HasSubstr;

class CorrectionIntakeTest : public UpdateIntakeTest {
 protected:
  CorrectionIntakeTest() {
    v1::BatchPushUpdatesRequest batch = Batch();
    v1::Update& update = Add(batch, "A1", "pending");
    update.set_name(kName);
    update.set_note("as told");
    update.set_effective_date("2020");
    Commit(AcceptUpdates(intake(), batch));
  }

  static v1::CorrectUpdateRequest Correction(const std::string& status) {
    v1::CorrectUpdateRequest correction;
    correction.mutable_update()->set_name(kName);
    correction.mutable_update()->set_reported_status(status);
    return correction;
  }

  void WithdrawIt() {
    v1::WithdrawRequest withdrawal;
    withdrawal.set_resource(kName);
    withdrawal.set_reason("entered twice");
    Commit(AcceptWithdrawal(intake(), withdrawal));
  }

  static constexpr char kName[] = "plans/roads/lines/A1/updates/one";
};

TEST_F(CorrectionIntakeTest, WithoutAMaskAllFieldsAreReplaced) {
  Commit(AcceptCorrection(intake(), Correction("completed")));
  EXPECT_EQ(Read(kName).update().reported_status(), "completed");
  EXPECT_EQ(Read(kName).update().note(), "");
}

TEST_F(CorrectionIntakeTest, WithAMaskItsFieldsAreReplaced) {
  v1::CorrectUpdateRequest correction = Correction("completed");
  correction.mutable_update_mask()->add_paths("reported_status");
  correction.mutable_update_mask()->add_paths("effective_date");
  Commit(AcceptCorrection(intake(), correction));
  EXPECT_EQ(Read(kName).update().reported_status(), "completed");
  EXPECT_EQ(Read(kName).update().effective_date(), "");
  EXPECT_EQ(Read(kName).update().note(), "as told");
}

TEST_F(CorrectionIntakeTest, AMaskNamesFieldsThatAClientSets) {
  for (const char* path : {"name", "revision", "staus", "attributes.x", "actor"}) {
    v1::CorrectUpdateRequest correction = Correction("completed");
    correction.mutable_update_mask()->add_paths(path);
    EXPECT_THAT(AcceptCorrection(intake(), correction).status(),
                HasProblem(kNoRow, "update_mask", "no field of an update that can be corrected"))
        << path;
  }
}

TEST_F(CorrectionIntakeTest, WhatComesOutIsChecked) {
  EXPECT_THAT(AcceptCorrection(intake(), Correction("done")).status(),
              HasProblem(kNoRow, "reported_status", "'done' is no status"));
}

TEST_F(CorrectionIntakeTest, AnEtagOfAnotherVersionIsAborted) {
  v1::CorrectUpdateRequest correction = Correction("completed");
  correction.set_etag(Read(kName).update().etag());
  Commit(AcceptCorrection(intake(), correction));
  correction.mutable_update()->set_note("again");
  const auto receipt = TryCommit(AcceptCorrection(intake(), correction));
  EXPECT_TRUE(absl::IsAborted(receipt.status()));
  EXPECT_EQ(ReasonOf(receipt.status()), "ETAG_MISMATCH");
}

// Corrections in a batch, beside what is added.
class BatchCorrectionTest : public CorrectionIntakeTest {
 protected:
  static v1::LineUpdate& AddReplacing(v1::BatchPushUpdatesRequest& batch,
                                      const std::string& status = "completed") {
    v1::Update& update = Add(batch, "A1", status);
    update.set_name(kName);
    v1::LineUpdate& item = *batch.mutable_updates(batch.updates_size() - 1);
    item.set_replaces(true);
    return item;
  }
};

TEST_F(BatchCorrectionTest, ReplacesTheUpdateWholeAndAddsTheOthers) {
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "M1");
  AddReplacing(batch);
  const auto receipt = Commit(AcceptUpdates(intake(), batch));
  EXPECT_EQ(receipt.results[0].outcome, Outcome::kCreated);
  EXPECT_EQ(receipt.results[1].outcome, Outcome::kChanged);
  EXPECT_EQ(Read(kName).update().reported_status(), "completed");
  EXPECT_EQ(Read(kName).update().note(), "");
}

TEST_F(BatchCorrectionTest, TheSameAgainChangesNothingWhateverItsEtag) {
  v1::BatchPushUpdatesRequest batch = Batch();
  AddReplacing(batch).set_etag(Read(kName).update().etag());
  Commit(AcceptUpdates(intake(), batch));
  const auto again = Commit(AcceptUpdates(intake(), batch));
  EXPECT_EQ(again.results.front().outcome, Outcome::kUnchanged);
}

TEST_F(BatchCorrectionTest, AnEtagOfAnotherVersionIsAProblemOfTheRow) {
  v1::BatchPushUpdatesRequest batch = Batch();
  AddReplacing(batch).set_etag(Read(kName).update().etag());
  Commit(AcceptCorrection(intake(), Correction("on_going")));
  EXPECT_THAT(Refused(batch), HasProblem(0, "etag", "has been changed by tester"));
}

TEST_F(BatchCorrectionTest, ThereMustBeSomethingToReplaceOnThatLine) {
  v1::BatchPushUpdatesRequest batch = Batch();
  AddReplacing(batch).mutable_update()->set_name("plans/roads/lines/A1/updates/two");
  AddReplacing(batch).set_line_code("M1");
  const absl::Status status = Refused(batch);
  EXPECT_THAT(status, HasProblem(0, "name", "nothing to replace"));
  EXPECT_THAT(status, HasProblem(1, "name", "nothing to replace"));
}

TEST_F(BatchCorrectionTest, WhatIsWithdrawnIsNotReplaced) {
  WithdrawIt();
  v1::BatchPushUpdatesRequest batch = Batch();
  AddReplacing(batch);
  EXPECT_THAT(Refused(batch), HasProblem(0, "name", "was withdrawn"));
}

TEST_F(BatchCorrectionTest, AnEtagWithoutReplacingIsRefusedAndNotGuessed) {
  v1::BatchPushUpdatesRequest batch = Batch();
  v1::LineUpdate& item = AddReplacing(batch);
  item.set_replaces(false);
  item.set_etag(Read(kName).update().etag());
  EXPECT_THAT(Refused(batch), HasProblem(0, "etag", "is added"));
}

TEST_F(BatchCorrectionTest, TwoDifferentCorrectionsOfOneUpdateAreBothTold) {
  v1::BatchPushUpdatesRequest batch = Batch();
  AddReplacing(batch, "completed");
  AddReplacing(batch, "on_going");
  const absl::Status status = Refused(batch);
  EXPECT_THAT(status, HasProblem(0, "name", "two different updates"));
  EXPECT_THAT(status, HasProblem(1, "name", "two different updates"));
}

TEST_F(BatchCorrectionTest, WhatComesInBetweenIsNotUndone) {
  v1::BatchPushUpdatesRequest batch = Batch();
  AddReplacing(batch);
  const auto checked = AcceptUpdates(intake(), batch);
  WithdrawIt();
  EXPECT_TRUE(absl::IsAborted(TryCommit(checked).status()));
}

TEST_F(CorrectionIntakeTest, WhatComesInBetweenIsNotUndone) {
  const auto checked = AcceptCorrection(intake(), Correction("completed"));
  WithdrawIt();
  EXPECT_TRUE(absl::IsAborted(TryCommit(checked).status()));
}

TEST_F(CorrectionIntakeTest, AWithdrawnUpdateCannotBeCorrected) {
  WithdrawIt();
  const auto accepted = AcceptCorrection(intake(), Correction("completed"));
  EXPECT_TRUE(absl::IsFailedPrecondition(accepted.status()));
  EXPECT_THAT(std::string(accepted.status().message()), HasSubstr("'entered twice'"));
}

TEST_F(CorrectionIntakeTest, OneMadeBeforeIsTakenAgainThoughItsUpdateIsWithdrawnByNow) {
  v1::CorrectUpdateRequest correction = Correction("completed");
  correction.set_request_id("r1");
  const ledger::Receipt first = Commit(AcceptCorrection(intake(), correction));
  WithdrawIt();
  const Intake tester{ledger_.get(), &manifests_, "tester"};
  EXPECT_EQ(Commit(AcceptCorrection(tester, correction)).revision, first.revision);
}

TEST_F(CorrectionIntakeTest, AnUpdateMustBeThere) {
  v1::CorrectUpdateRequest correction = Correction("completed");
  correction.mutable_update()->set_name("plans/roads/lines/A1/updates/two");
  EXPECT_TRUE(absl::IsNotFound(AcceptCorrection(intake(), correction).status()));
  correction.mutable_update()->set_name("two");
  EXPECT_THAT(AcceptCorrection(intake(), correction).status(), HasProblem(kNoRow, "name", "'two'"));
}

class WithdrawalIntakeTest : public CorrectionIntakeTest {
 protected:
  absl::Status Refused(const std::string& resource, const std::string& reason) {
    v1::WithdrawRequest withdrawal;
    withdrawal.set_resource(resource);
    withdrawal.set_reason(reason);
    return AcceptWithdrawal(intake(), withdrawal).status();
  }
};

TEST_F(WithdrawalIntakeTest, TakesAnUpdateBackOnce) {
  WithdrawIt();
  EXPECT_EQ(Read(kName).update().withdrawn_reason(), "entered twice");
  const ledger::Revision first = ledger_->Head();
  WithdrawIt();
  EXPECT_EQ(ledger_->Head(), first);
}

TEST_F(WithdrawalIntakeTest, PushedAgainItStaysWithdrawn) {
  WithdrawIt();
  v1::BatchPushUpdatesRequest batch = Batch();
  v1::Update& update = Add(batch, "A1", "pending");
  update.set_name(kName);
  update.set_note("as told");
  update.set_effective_date("2020");
  EXPECT_EQ(Commit(AcceptUpdates(intake(), batch)).results[0].outcome, Outcome::kUnchanged);
}

TEST_F(WithdrawalIntakeTest, NeedsAReason) {
  EXPECT_THAT(Refused(kName, ""), HasProblem(kNoRow, "reason", "say why"));
  EXPECT_THAT(Refused(kName, std::string(kReasonMaxBytes + 1, 'x')),
              HasProblem(kNoRow, "reason", "at most 1000"));
  EXPECT_EQ(ReasonOf(Refused(kName, "")), "INVALID_WITHDRAWAL");
}

TEST_F(WithdrawalIntakeTest, OtherRecordsStayAndTheRefusalSaysWhatToDo) {
  EXPECT_THAT(Refused("plans/roads", "x"), HasProblem(kNoRow, "resource", "import it again"));
  EXPECT_THAT(Refused("plans/roads/lines/A1", "x"),
              HasProblem(kNoRow, "resource", "becomes vanished"));
  EXPECT_THAT(Refused("memberStates/IDN", "x"), HasProblem(kNoRow, "resource", "the day it left"));
  EXPECT_THAT(Refused("sectors/energy/manifests/current", "x"),
              HasProblem(kNoRow, "resource", "its plugin declares another"));
  EXPECT_THAT(Refused("everything", "x"), HasProblem(kNoRow, "resource", "names no record"));
}

TEST_F(WithdrawalIntakeTest, TheRecordMustBeThere) {
  EXPECT_TRUE(absl::IsNotFound(Refused("plans/roads/lines/A1/updates/two", "x")));
}

}  // namespace
}  // namespace sheaf::sectors
