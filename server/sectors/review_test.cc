#include "server/sectors/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/base/status.h"

namespace sheaf::sectors {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

ledger::Record Pushed(const std::string& actor) {
  ledger::Record record;
  record.resource = "plans/energy/lines/L/updates/u";
  record.revision = 10;
  record.actor = actor;
  return record;
}

v1::Review Now(const ledger::Record& record) { return ReviewOf(record).value(); }

// What `record` is after a step of `actor`, at the next revision.
absl::Status Take(v1::ReviewStep step, const std::string& actor, ledger::Record* record,
                  bool for_member_state = false) {
  const auto after = AfterStep(
      Now(*record), {step, actor, step == v1::RETURN ? "wrong year" : "", for_member_state}, "u");
  if (!after.ok()) return after.status();
  record->standing = StandingOf(*after);
  record->verb = ledger::Verb::kReview;
  record->actor = actor;
  ++record->revision;
  return absl::OkStatus();
}

ledger::Record Correct(const ledger::Record& before, const std::string& actor, bool draft = false) {
  ledger::Record after = before;
  after.standing = StandingOf(AfterCorrection(before, Now(before), actor, draft));
  after.verb = ledger::Verb::kReplace;
  after.actor = actor;
  ++after.revision;
  return after;
}

TEST(Review, WhatWasPushedIsSubmittedByWhoPushedIt) {
  const v1::Review review = Now(Pushed("ace"));
  EXPECT_EQ(review.state(), v1::SUBMITTED);
  EXPECT_THAT(review.authors(), ElementsAre("ace"));
  EXPECT_EQ(StandingOfNew("ace", /*draft=*/false), "") << "costs nothing";
}

TEST(Review, OfTheRegionNeedsItsSectorOnly) {
  ledger::Record record = Pushed("ace");
  ASSERT_TRUE(Take(v1::VERIFY_BY_SECTOR, "some", &record).ok());
  EXPECT_EQ(Now(record).state(), v1::VERIFIED);
  EXPECT_EQ(Now(record).sector_verifier(), "some");
  EXPECT_EQ(Now(record).step(), v1::VERIFY_BY_SECTOR);
}

TEST(Review, OfAMemberStateNeedsBothInAnyOrder) {
  for (const bool sector_first : {true, false}) {
    ledger::Record record = Pushed("moit");
    const v1::ReviewStep first = sector_first ? v1::VERIFY_BY_SECTOR : v1::VERIFY_BY_MEMBER_STATE;
    const v1::ReviewStep second = sector_first ? v1::VERIFY_BY_MEMBER_STATE : v1::VERIFY_BY_SECTOR;
    ASSERT_TRUE(Take(first, "a", &record, true).ok());
    EXPECT_EQ(Now(record).state(), v1::SUBMITTED);
    ASSERT_TRUE(Take(second, "b", &record, true).ok());
    EXPECT_EQ(Now(record).state(), v1::VERIFIED);
  }
}

TEST(Review, WhatSpeaksForTheRegionIsNotVerifiedByAMemberState) {
  ledger::Record record = Pushed("ace");
  EXPECT_EQ(ReasonOf(Take(v1::VERIFY_BY_MEMBER_STATE, "vnm", &record)), "STEP_OUT_OF_TURN");
}

TEST(Review, NobodyVerifiesTheirOwn) {
  ledger::Record record = Pushed("ace");
  const absl::Status status = Take(v1::VERIFY_BY_SECTOR, "ace", &record);
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ReasonOf(status), "OWN_UPDATE");
  EXPECT_THAT(std::string(status.message()), HasSubstr("nobody verifies their own"));
}

TEST(Review, WhoeverWroteAPartOfItIsAnAuthor) {
  ledger::Record record = Correct(Pushed("ace"), "intern");
  EXPECT_THAT(Now(record).authors(), ElementsAre("ace", "intern"));
  EXPECT_EQ(ReasonOf(Take(v1::VERIFY_BY_SECTOR, "ace", &record)), "OWN_UPDATE");
  EXPECT_EQ(ReasonOf(Take(v1::VERIFY_BY_SECTOR, "intern", &record)), "OWN_UPDATE");
  ASSERT_TRUE(Take(v1::VERIFY_BY_SECTOR, "some", &record).ok());
  EXPECT_THAT(Now(Correct(record, "intern")).authors(), ElementsAre("intern"))
      << "what was verified is no longer the work of its authors alone";
}

TEST(Review, ADraftCountsForNobodyUntilItIsSubmitted) {
  ledger::Record record = Pushed("ace");
  record.standing = StandingOfNew("ace", /*draft=*/true);
  EXPECT_EQ(Now(record).state(), v1::DRAFT);
  EXPECT_EQ(ReasonOf(Take(v1::VERIFY_BY_SECTOR, "some", &record)), "STEP_OUT_OF_TURN");
  EXPECT_EQ(ReasonOf(Take(v1::RETURN, "some", &record)), "STEP_OUT_OF_TURN");
  ASSERT_TRUE(Take(v1::SUBMIT, "ace", &record).ok());
  EXPECT_EQ(Now(record).state(), v1::SUBMITTED);
}

TEST(Review, WhatIsReturnedSaysWhyUntilItIsSubmittedAgain) {
  ledger::Record record = Pushed("ace");
  ASSERT_TRUE(Take(v1::VERIFY_BY_SECTOR, "some", &record).ok());
  ASSERT_TRUE(Take(v1::RETURN, "secretariat", &record).ok());
  EXPECT_EQ(Now(record).state(), v1::RETURNED);
  EXPECT_EQ(Now(record).returned_reason(), "wrong year");
  EXPECT_EQ(Now(record).sector_verifier(), "") << "it is to be verified again";
  ASSERT_TRUE(Take(v1::SUBMIT, "ace", &record).ok());
  EXPECT_EQ(Now(record).returned_reason(), "");
}

TEST(Review, OnlyWhatIsVerifiedOrAcceptedIsPublished) {
  ledger::Record record = Pushed("ace");
  EXPECT_EQ(ReasonOf(Take(v1::PUBLISH_UPDATE, "secretariat", &record)), "STEP_OUT_OF_TURN");
  ASSERT_TRUE(Take(v1::ACCEPT_BY_SILENCE, "sheafd", &record).ok());
  EXPECT_EQ(Now(record).state(), v1::DEEMED_ACCEPTED) << "no approval";
  EXPECT_EQ(Now(record).sector_verifier(), "");
  ASSERT_TRUE(Take(v1::PUBLISH_UPDATE, "secretariat", &record).ok());
  EXPECT_EQ(ReasonOf(Take(v1::RETURN, "secretariat", &record)), "STEP_OUT_OF_TURN");
}

TEST(Review, WhatWasAcceptedBySilenceMayStillBeVerified) {
  ledger::Record record = Pushed("ace");
  ASSERT_TRUE(Take(v1::ACCEPT_BY_SILENCE, "sheafd", &record).ok());
  ASSERT_TRUE(Take(v1::VERIFY_BY_SECTOR, "some", &record).ok());
  EXPECT_EQ(Now(record).state(), v1::VERIFIED);
}

TEST(Review, AStepTakenBeforeChangesNothing) {
  ledger::Record record = Pushed("ace");
  EXPECT_EQ(StandingOf(AfterStep(Now(record), {v1::SUBMIT, "ace", "", false}, "u").value()),
            StandingOf(Now(record)));
  ASSERT_TRUE(Take(v1::VERIFY_BY_SECTOR, "some", &record).ok());
  const std::string standing = record.standing;
  ASSERT_TRUE(Take(v1::VERIFY_BY_SECTOR, "other", &record).ok());
  EXPECT_EQ(record.standing, standing);
}

TEST(Review, ACorrectionOfWhatIsPublishedLeavesItCounting) {
  ledger::Record record = Pushed("ace");
  ASSERT_TRUE(Take(v1::VERIFY_BY_SECTOR, "some", &record).ok());
  ASSERT_TRUE(Take(v1::PUBLISH_UPDATE, "secretariat", &record).ok());
  const ledger::Revision published = record.revision;
  record = Correct(record, "ace");
  const v1::Review review = Now(record);
  EXPECT_EQ(review.state(), v1::SUBMITTED);
  EXPECT_EQ(CountedRevision(record, review, v1::SUBMITTED), record.revision);
  EXPECT_EQ(CountedRevision(record, review, v1::VERIFIED), published);
  EXPECT_EQ(CountedRevision(record, review, v1::PUBLISHED), published);
  // Sent back, what was published is what is submitted too.
  ASSERT_TRUE(Take(v1::RETURN, "secretariat", &record).ok());
  EXPECT_EQ(CountedRevision(record, Now(record), v1::SUBMITTED), published);
}

TEST(Review, WhatCannotBeReadIsTold) {
  ledger::Record record = Pushed("ace");
  record.standing = "\xff";
  EXPECT_EQ(ReviewOf(record).status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace sheaf::sectors
