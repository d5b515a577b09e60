#include <time.h>

#include <limits>

#include "server/sectors/identity.h"
#include "server/sectors/limits.h"
#include "server/sectors/update_fixture.h"

namespace sheaf::sectors {
namespace {

using ledger::Outcome;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST_F(UpdateIntakeTest, AnUpdateIsThereAsItWasPushed) {
  v1::BatchPushUpdatesRequest batch = Batch();
  v1::Update& update = Add(batch, "A2", "signed");
  update.set_member_state("THA");
  update.set_effective_date("2020-11-24");
  update.mutable_progress()->set_value(0);
  update.mutable_progress()->set_unit("trips");
  const auto accepted = AcceptUpdates(intake(), batch);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  ASSERT_THAT(accepted->names, SizeIs(1));
  EXPECT_EQ(accepted->names[0], "plans/roads/lines/A2/updates/" + IdentityOf(update));
  Commit(accepted);
  const v1::Update stored = Read(accepted->names[0]).update();
  EXPECT_EQ(stored.member_state(), "THA");
  EXPECT_TRUE(stored.has_progress());
  EXPECT_EQ(stored.actor(), "tester");
}

TEST_F(UpdateIntakeTest, TheSameBatchAgainChangesNothing) {
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "A1").set_effective_date("2020");
  (*Add(batch, "M1").mutable_attributes())["remark"] = "";
  Add(batch, "A2").mutable_decision();
  const ledger::Revision first = Commit(AcceptUpdates(intake(), batch)).revision;
  const ledger::Receipt again = Commit(AcceptUpdates(intake(), batch));
  EXPECT_EQ(again.revision, first);
  EXPECT_THAT(again.results, Each(Field(&ledger::Receipt::Result::outcome, Outcome::kUnchanged)));
}

TEST_F(UpdateIntakeTest, FieldsThatSayNothingMakeNoOtherUpdate) {
  v1::BatchPushUpdatesRequest bare = Batch(), padded = Batch();
  Add(bare, "A1");
  v1::Update& update = Add(padded, "A1");
  (*update.mutable_attributes())["remark"] = "";
  update.mutable_decision();
  Commit(AcceptUpdates(intake(), bare));
  EXPECT_EQ(Commit(AcceptUpdates(intake(), padded)).results[0].outcome, Outcome::kUnchanged);
}

TEST_F(UpdateIntakeTest, UpdatesThatDifferOnlyInTheirValueAreTwo) {
  v1::BatchPushUpdatesRequest batch = Batch();
  for (const double value : {98.8, 4.94}) {
    auto* progress = Add(batch, "A1").mutable_progress();
    progress->set_value(value);
    progress->set_unit("score");
  }
  EXPECT_THAT(AcceptUpdates(intake(), batch)->request.writes, SizeIs(2));
}

TEST_F(UpdateIntakeTest, UpdatesThatAreTheSameAreOneWriteWithTwoNames) {
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "A1");
  Add(batch, "M1");
  Add(batch, "A1");
  const auto accepted = AcceptUpdates(intake(), batch);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_THAT(accepted->request.writes, SizeIs(2));
  ASSERT_THAT(accepted->names, SizeIs(3));
  EXPECT_EQ(accepted->names[0], accepted->names[2]);
  EXPECT_THAT(accepted->notes, ElementsAre(HasSubstr("1 update repeats another one")));
}

TEST_F(UpdateIntakeTest, AClientMayChooseTheId) {
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "A1").set_name("plans/roads/lines/A1/updates/stom-57");
  EXPECT_EQ(AcceptUpdates(intake(), batch)->names[0], "plans/roads/lines/A1/updates/stom-57");
  Commit(AcceptUpdates(intake(), batch));
  batch.mutable_updates(0)->mutable_update()->set_note("otherwise");
  EXPECT_TRUE(absl::IsAlreadyExists(TryCommit(AcceptUpdates(intake(), batch)).status()));
}

TEST_F(UpdateIntakeTest, AnIdOfTwoDifferentUpdatesIsToldAtBothRows) {
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "A1", "completed").set_name("plans/roads/lines/A1/updates/one");
  Add(batch, "A1", "pending").set_name("plans/roads/lines/A1/updates/one");
  const absl::Status status = Refused(batch);
  EXPECT_THAT(status, HasProblem(0, "name", "two different updates"));
  EXPECT_THAT(status, HasProblem(1, "name", "two different updates"));
}

TEST_F(UpdateIntakeTest, ANameOfAnotherLineIsRefused) {
  EXPECT_THAT(
      RefusedWith([](auto& update) { update.set_name("plans/roads/lines/M1/updates/one"); }),
      HasProblem(1, "name", "is no update of this line"));
}

TEST_F(UpdateIntakeTest, AnUnknownStatusNamesTheNearestWords) {
  EXPECT_THAT(
      RefusedWith([](auto& update) { update.set_reported_status("compleated"); }),
      HasProblem(1, "reported_status",
                 "'compleated' is no status of sector transport; did you mean 'completed'?"));
  EXPECT_THAT(RefusedWith([](auto& update) { update.set_reported_status("On-going"); }),
              HasProblem(1, "reported_status", "'on_going'"));
  EXPECT_THAT(RefusedWith([](auto& update) { update.set_reported_status("zzzzzzzz"); }),
              HasProblem(1, "reported_status", "none of the 17 status words is near"));
  EXPECT_THAT(RefusedWith([](auto& update) { update.clear_reported_status(); }),
              HasProblem(1, "reported_status", "is empty"));
}

TEST_F(UpdateIntakeTest, APlanWithoutASectorKnowsTheCanonicalStatesOnly) {
  std::vector<v1::Line> lines = {Line("X", "", "measure")};
  lines[0].set_name("plans/other/lines/X");
  Commit(AcceptPlan(intake(), PlanNamed("other", ""), lines));
  v1::BatchPushUpdatesRequest batch;
  batch.set_parent("plans/other");
  Add(batch, "X", "substantially_completed");
  EXPECT_TRUE(AcceptUpdates(intake(), batch).ok());
  Add(batch, "X", "ratified");
  EXPECT_THAT(Refused(batch),
              HasProblem(1, "reported_status",
                         "no status of a plan without a sector; the status words are completed, "));
}

TEST_F(UpdateIntakeTest, ALineOfAnotherPlanIsToldWithThatPlan) {
  std::vector<v1::Line> lines = {Line("EN-1", "", "action")};
  lines[0].set_name("plans/energy/lines/EN-1");
  Commit(AcceptPlan(intake(), PlanNamed("energy", "energy"), lines));
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "EN-1");
  Add(batch, "EN-2");
  Add(batch, "no code");
  const absl::Status status = Refused(batch);
  EXPECT_THAT(status,
              HasProblem(0, "line_code", "EN-1 is a line of plans/energy; push it with that plan"));
  EXPECT_THAT(status, HasProblem(1, "line_code", "'EN-2' is no line of plans/roads"));
  EXPECT_THAT(status, HasProblem(2, "line_code", "line code 'no code' is not usable"));
}

TEST_F(UpdateIntakeTest, ALineThatVanishedStillTakesItsLastWord) {
  std::vector<v1::Line> fewer = RoadLines();
  fewer.pop_back();
  Commit(AcceptPlan(intake(), PlanNamed("roads", "transport"), fewer));
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "A2", "cancelled");
  const auto accepted = AcceptUpdates(intake(), batch);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_THAT(accepted->notes, Contains(HasSubstr("A2 is no longer in plans/roads")));
}

TEST_F(UpdateIntakeTest, AMemberStateMustBeOne) {
  EXPECT_THAT(RefusedWith([](auto& update) { update.set_member_state("Indonesia"); }),
              HasProblem(1, "member_state", "three capitals such as IDN"));
  RecordMemberStates();
  EXPECT_THAT(RefusedWith([](auto& update) { update.set_member_state("IDX"); }),
              HasProblem(1, "member_state", "'IDX' is no member state"));
  EXPECT_THAT(RefusedWith([](auto& update) { update.set_member_state("idn"); }),
              HasProblem(1, "member_state", "IDN, LAO or THA"));
}

TEST_F(UpdateIntakeTest, AMemberStateMustTakePart) {
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "A2").set_member_state("MYS");
  EXPECT_THAT(Refused(batch),
              HasProblem(0, "member_state",
                         "'MYS' takes no part in line A2; its participants are THA and LAO"));
}

TEST_F(UpdateIntakeTest, AStateMayReportOnTheTimeBeforeItJoined) {
  v1::PutMemberStatesRequest states;
  *states.add_member_states() = MemberState("TLS", "2025-10-26");
  Commit(AcceptMemberStates(intake(), states));
  v1::BatchPushUpdatesRequest batch = Batch();
  v1::Update& update = Add(batch, "A1");
  update.set_member_state("TLS");
  update.set_effective_date("2019");
  EXPECT_TRUE(AcceptUpdates(intake(), batch).ok());
}

TEST_F(UpdateIntakeTest, ADateMustBeOne) {
  EXPECT_THAT(RefusedWith([](auto& update) { update.set_effective_date("24/11/2020"); }),
              HasProblem(1, "effective_date", "'24/11/2020' is not a date; write 2020, 2020-11"));
  EXPECT_THAT(RefusedWith([](auto& update) { update.set_reporting_period("2024-Q5"); }),
              HasProblem(1, "reporting_period", "'2024-Q5' is not a reporting period"));
}

TEST_F(UpdateIntakeTest, AValueIsANumberWithAUnit) {
  EXPECT_THAT(RefusedWith([](auto& update) { update.mutable_progress()->set_value(3); }),
              HasProblem(1, "progress.unit", "a value without a unit"));
  EXPECT_THAT(RefusedWith([](auto& update) {
                update.mutable_progress()->set_unit("trips");
                update.mutable_progress()->set_value(std::numeric_limits<double>::infinity());
              }),
              HasProblem(1, "progress.value", "is not a number"));
  EXPECT_THAT(RefusedWith([](auto& update) {
                update.mutable_progress()->set_unit(std::string(kUnitMaxBytes + 1, 'u'));
              }),
              HasProblem(1, "progress.unit", "at most 200"));
}

TEST_F(UpdateIntakeTest, TextsHaveAnEnd) {
  const std::string longest(kNarrativeMaxBytes, 'x');
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "A1").set_narrative(longest);
  EXPECT_TRUE(AcceptUpdates(intake(), batch).ok());
  EXPECT_THAT(RefusedWith([&](auto& update) { update.set_narrative(longest + "x"); }),
              HasProblem(1, "narrative", "has 8001 bytes; shorten it to at most 8000"));
  EXPECT_THAT(RefusedWith([&](auto& update) { update.set_next_steps(longest + "x"); }),
              HasProblem(1, "next_steps", "8001"));
}

TEST_F(UpdateIntakeTest, TextsMustBeText) {
  EXPECT_THAT(RefusedWith([](auto& update) { update.set_note(std::string("\0", 1)); }),
              HasProblem(1, "note", "NUL byte (character 1)"));
  EXPECT_THAT(RefusedWith([](auto& update) { update.set_risk("bell\a"); }),
              HasProblem(1, "risk", "control character 0x07 (character 5)"));
  EXPECT_THAT(RefusedWith([](auto& update) { update.set_challenges("caf\xe9"); }),
              HasProblem(1, "challenges", "is not UTF-8"));
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "A1").set_narrative("Đường bộ\n\tdone");
  EXPECT_TRUE(AcceptUpdates(intake(), batch).ok());
}

TEST_F(UpdateIntakeTest, EvidenceHasATitleAndAnAddressThatIsNoProgram) {
  EXPECT_THAT(RefusedWith([](auto& update) { update.add_evidence()->set_uri("https://a.b"); }),
              HasProblem(1, "evidence[0].title", "is empty"));
  EXPECT_THAT(RefusedWith([](auto& update) {
                update.add_evidence()->set_title("Minutes");
                update.mutable_evidence(0)->set_uri("javascript:alert(1)");
              }),
              HasProblem(1, "evidence[0].uri", "starts with https:"));
}

TEST_F(UpdateIntakeTest, ADecisionHasABodyOrAMeeting) {
  EXPECT_THAT(RefusedWith([](auto& update) { update.mutable_decision()->set_verb("adopted"); }),
              HasProblem(1, "decision.body", "the body that took it"));
  EXPECT_THAT(RefusedWith([](auto& update) {
                update.mutable_decision()->set_meeting("ATM-28");
                update.mutable_decision()->set_date("November");
              }),
              HasProblem(1, "decision.date", "'November' is not a date"));
}

TEST_F(UpdateIntakeTest, DeclaredAttributesHaveTheirTypes) {
  EXPECT_THAT(RefusedWith([](auto& update) { (*update.mutable_attributes())["budget"] = "1,000"; }),
              HasProblem(1, "attributes[budget]", "'1,000' is not a number"));
}

TEST_F(UpdateIntakeTest, AllProblemsOfAllRowsAreToldAtOnce) {
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "A1", "nope").set_effective_date("x");
  Add(batch, "A9").set_member_state("x");
  Add(batch, "A1");
  Add(batch, "A1").set_note("\x01");
  EXPECT_THAT(ProblemsOf(Refused(batch)), SizeIs(5));
}

TEST_F(UpdateIntakeTest, APlanMustBeThere) {
  v1::BatchPushUpdatesRequest batch;
  batch.set_parent("plans/raods");
  Add(batch, "A1");
  const auto accepted = AcceptUpdates(intake(), batch);
  EXPECT_TRUE(absl::IsNotFound(accepted.status()));
  EXPECT_EQ(ReasonOf(accepted.status()), "PLAN_NOT_FOUND");
  EXPECT_THAT(std::string(accepted.status().message()), HasSubstr("the plans are roads"));
  batch.set_parent("roads");
  EXPECT_THAT(Refused(batch), HasProblem(kNoRow, "parent", "plans/*"));
}

TEST_F(UpdateIntakeTest, ABatchHasAnUpdateAndAnEnd) {
  EXPECT_THAT(Refused(Batch()), HasProblem(kNoRow, "updates", "at least one"));
  v1::BatchPushUpdatesRequest batch = Batch();
  for (int i = 0; i <= kUpdatesMax; ++i) Add(batch, "A1");
  EXPECT_THAT(Refused(batch), HasProblem(kNoRow, "updates", "at most 1000"));
}

TEST_F(UpdateIntakeTest, TheRequestsIdAndDigestGoToTheLedger) {
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "A1");
  EXPECT_EQ(AcceptUpdates(intake(), batch)->request.request_digest, "");
  batch.set_request_id("one");
  const std::string digest = AcceptUpdates(intake(), batch)->request.request_digest;
  EXPECT_THAT(digest, SizeIs(64));
  batch.set_request_id("two");
  EXPECT_EQ(AcceptUpdates(intake(), batch)->request.request_digest, digest);
  batch.set_request_id(std::string(kRequestIdMaxBytes + 1, 'x'));
  EXPECT_THAT(Refused(batch), HasProblem(kNoRow, "request_id", "at most 200"));
}

TEST_F(UpdateIntakeTest, AValidatedRequestWritesNothing) {
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "A1");
  batch.set_validate_only(true);
  const ledger::Revision before = ledger_->Head();
  const ledger::Receipt receipt = Commit(AcceptUpdates(intake(), batch));
  EXPECT_EQ(receipt.results[0].outcome, Outcome::kCreated);
  EXPECT_EQ(ledger_->Head(), before);
}

TEST_F(UpdateIntakeTest, OneUpdateIsCheckedLikeABatchButHasNoRow) {
  v1::PushUpdateRequest push;
  push.set_parent("plans/roads/lines/A1");
  push.mutable_update()->set_reported_status("completed");
  const auto accepted = AcceptUpdate(intake(), push);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_THAT(accepted->names, SizeIs(1));
  push.mutable_update()->set_effective_date("x");
  push.set_parent("plans/roads/lines/A9");
  const absl::Status status = AcceptUpdate(intake(), push).status();
  EXPECT_THAT(status, HasProblem(kNoRow, "effective_date", "'x' is not a date"));
  EXPECT_THAT(status, HasProblem(kNoRow, "parent", "'A9' is no line of plans/roads"));
  push.set_parent("plans/roads");
  EXPECT_THAT(AcceptUpdate(intake(), push).status(),
              HasProblem(kNoRow, "parent", "plans/*/lines/*"));
}

TEST_F(UpdateIntakeTest, ABatchMadeBeforeIsTakenAgainThoughItWouldBeRefusedByNow) {
  v1::BatchPushUpdatesRequest batch = Batch();
  batch.set_request_id("r1");
  Add(batch, "A1", "completed").set_member_state("MYS");
  const ledger::Receipt first = Commit(AcceptUpdates(intake(), batch));
  RecordMemberStates();  // and MYS is none of them
  const Intake tester{ledger_.get(), &manifests_, "tester"};
  EXPECT_EQ(Commit(AcceptUpdates(tester, batch)).revision, first.revision);
  const Intake another{ledger_.get(), &manifests_, "another"};
  EXPECT_TRUE(absl::IsInvalidArgument(AcceptUpdates(another, batch).status()));
  batch.set_request_id("r2");
  EXPECT_TRUE(absl::IsInvalidArgument(AcceptUpdates(tester, batch).status()));
}

// Of the processor's time: what others do on a busy machine is not in it.
double MillisecondsOfThread() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

TEST_F(UpdateIntakeTest, ABatchOfFiveHundredIsCheckedInMilliseconds) {
  v1::BatchPushUpdatesRequest batch = Batch();
  for (int i = 0; i < 500; ++i) {
    v1::Update& update = Add(batch, i % 2 == 0 ? "A1" : "M1", "on_going");
    update.set_narrative(std::string(400, 'x') + std::to_string(i));
    update.set_effective_date("2020-11");
  }
  const double start = MillisecondsOfThread();
  EXPECT_TRUE(AcceptUpdates(intake(), batch).ok());
  const double took = MillisecondsOfThread() - start;
  RecordProperty("milliseconds", std::to_string(took));
  // Far above what it takes (README.md).
  EXPECT_LT(took, 500);
}

}  // namespace
}  // namespace sheaf::sectors
