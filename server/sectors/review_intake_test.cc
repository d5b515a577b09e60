// Steps of review, against a real ledger.
#include "server/sectors/limits.h"
#include "server/sectors/update_fixture.h"

namespace sheaf::sectors {
namespace {

using ledger::Outcome;
using ::testing::HasSubstr;

class ReviewIntakeTest : public UpdateIntakeTest {
 protected:
  ReviewIntakeTest() {
    v1::BatchPushUpdatesRequest batch = Batch();
    Add(batch, "A1").set_name(kName);
    v1::Update& of_state = Add(batch, "A2");
    of_state.set_name(kOfThailand);
    of_state.set_member_state("THA");
    Commit(AcceptUpdates(intake(), batch));
  }

  Intake As(const std::string& actor) const { return {ledger_.get(), &manifests_, actor}; }

  v1::ReviewUpdatesRequest Asking(v1::ReviewStep step, const std::string& name = kName) const {
    v1::ReviewUpdatesRequest request;
    request.set_parent("plans/roads");
    request.set_step(step);
    if (step == v1::RETURN) request.set_reason("the year is missing");
    auto* item = request.add_items();
    item->set_name(name);
    item->set_etag(Read(name).update().etag());
    return request;
  }

  ledger::Outcome Take(v1::ReviewStep step, const std::string& name = kName) {
    return Commit(AcceptReview(As("verifier"), Asking(step, name))).results.at(0).outcome;
  }

  v1::ReviewState StateOf(const std::string& name) const {
    return Read(name).update().review().state();
  }

  static constexpr char kName[] = "plans/roads/lines/A1/updates/one";
  static constexpr char kOfThailand[] = "plans/roads/lines/A2/updates/tha";
};

TEST_F(ReviewIntakeTest, GoesFromSubmittedToPublished) {
  EXPECT_EQ(StateOf(kName), v1::SUBMITTED);
  Take(v1::VERIFY_BY_SECTOR);
  EXPECT_EQ(StateOf(kName), v1::VERIFIED);
  Take(v1::PUBLISH_UPDATE);
  EXPECT_EQ(StateOf(kName), v1::PUBLISHED);
  EXPECT_EQ(ledger_->History(kName, ledger_->Head()).value().size(), 3u) << "all in the history";
  EXPECT_EQ(Read(kName).update().reported_status(), "completed") << "it says the same";
}

TEST_F(ReviewIntakeTest, WhatIsPushedAgainAfterwardsChangesNothing) {
  Take(v1::VERIFY_BY_SECTOR);
  v1::BatchPushUpdatesRequest batch = Batch();
  Add(batch, "A1").set_name(kName);
  EXPECT_EQ(Commit(AcceptUpdates(intake(), batch)).results.at(0).outcome, Outcome::kUnchanged);
  EXPECT_EQ(StateOf(kName), v1::VERIFIED);
}

TEST_F(ReviewIntakeTest, AStepTakenBeforeChangesNothing) {
  EXPECT_EQ(Take(v1::SUBMIT), Outcome::kUnchanged);
  EXPECT_EQ(Take(v1::VERIFY_BY_SECTOR), Outcome::kChanged);
  EXPECT_EQ(Take(v1::VERIFY_BY_SECTOR), Outcome::kUnchanged);
}

TEST_F(ReviewIntakeTest, OfAMemberStateWaitsForBoth) {
  Take(v1::VERIFY_BY_SECTOR, kOfThailand);
  EXPECT_EQ(StateOf(kOfThailand), v1::SUBMITTED);
  Take(v1::VERIFY_BY_MEMBER_STATE, kOfThailand);
  EXPECT_EQ(StateOf(kOfThailand), v1::VERIFIED);
}

TEST_F(ReviewIntakeTest, AVersionThatNobodyLookedAtIsNotVerified) {
  const v1::ReviewUpdatesRequest seen = Asking(v1::VERIFY_BY_SECTOR);
  v1::CorrectUpdateRequest correction;
  correction.mutable_update()->set_name(kName);
  correction.mutable_update()->set_reported_status("pending");
  Commit(AcceptCorrection(intake(), correction));
  EXPECT_EQ(ReasonOf(TryCommit(AcceptReview(As("verifier"), seen)).status()), "ETAG_MISMATCH");
}

TEST_F(ReviewIntakeTest, ADraftIsKeptAsOne) {
  v1::BatchPushUpdatesRequest batch = Batch();
  batch.set_draft(true);
  Add(batch, "M1").set_name("plans/roads/lines/M1/updates/draft");
  Commit(AcceptUpdates(intake(), batch));
  EXPECT_EQ(StateOf("plans/roads/lines/M1/updates/draft"), v1::DRAFT);
}

TEST_F(ReviewIntakeTest, AllOrNone) {
  v1::ReviewUpdatesRequest request = Asking(v1::PUBLISH_UPDATE);
  *request.add_items() = Asking(v1::PUBLISH_UPDATE, kOfThailand).items(0);
  Take(v1::VERIFY_BY_SECTOR);
  request.mutable_items(0)->set_etag(Read(kName).update().etag());
  EXPECT_EQ(ReasonOf(AcceptReview(As("secretariat"), request).status()), "STEP_OUT_OF_TURN");
  EXPECT_EQ(StateOf(kName), v1::VERIFIED);
}

TEST_F(ReviewIntakeTest, TellsAllThatIsWrongWithARequest) {
  v1::ReviewUpdatesRequest request = Asking(v1::RETURN);
  request.clear_reason();
  request.mutable_items(0)->clear_etag();
  request.add_items()->set_name("plans/rails/lines/A1/updates/one");
  const absl::Status status = AcceptReview(As("verifier"), request).status();
  EXPECT_EQ(ReasonOf(status), "INVALID_REVIEW");
  EXPECT_THAT(status, HasProblem(kNoRow, "reason", ""));
  EXPECT_THAT(status, HasProblem(0, "etag", "the version that was looked at"));
  EXPECT_THAT(status, HasProblem(1, "name", "no update of 'plans/roads'"));
}

TEST_F(ReviewIntakeTest, SilenceIsTheServersToHear) {
  EXPECT_THAT(AcceptReview(As("verifier"), Asking(v1::ACCEPT_BY_SILENCE)).status(),
              HasProblem(kNoRow, "step", "submit, verify, return or publish"));
}

TEST_F(ReviewIntakeTest, SilenceAcceptsWhatIsSubmittedAndNoMore) {
  Take(v1::VERIFY_BY_SECTOR);
  const auto request = AcceptSilence(As("sheafd"), {kName, kOfThailand});
  ASSERT_TRUE(request.ok()) << request.status();
  ASSERT_EQ(request->writes.size(), 1u);
  EXPECT_EQ(request->writes[0].resource, kOfThailand);
}

TEST_F(ReviewIntakeTest, APlanSaysForHowLongSilenceIsWaitedFor) {
  v1::ImportPlanRequest plan = PlanNamed("roads", "transport");
  plan.mutable_plan()->set_silence_accepts_after_days(14);
  Commit(AcceptPlan(intake(), plan, RoadLines()));
  Commit(AcceptPlan(intake(), PlanNamed("roads", "transport"), RoadLines()));
  EXPECT_EQ(Read("plans/roads").plan().silence_accepts_after_days(), 14) << "it keeps it";
  plan.mutable_plan()->set_silence_accepts_after_days(367);
  EXPECT_THAT(AcceptPlan(intake(), plan, RoadLines()).status(),
              HasProblem(kNoRow, "plan.silence_accepts_after_days", "1 to 366"));
}

}  // namespace
}  // namespace sheaf::sectors
