// Rule due-v1, version by version of one update: VNM is asked about 2024 from 1 May on.
#include "server/reports/update_answer.h"

#include <gtest/gtest.h>

namespace sheaf::reports {
namespace {

using ledger::Verb;
using enum UpdateAnswer::Kind;

PartialDate Day(std::string_view text) { return PartialDate::Parse(text).value(); }

const Wanted kWanted = {"2024", Day("2024-05-01")};

class UpdateAnswerTest : public testing::Test {
 protected:
  // A version that says something new.
  void Said(std::string_view day, v1::ReviewState state = v1::SUBMITTED) {
    const Verb verb = versions_.empty() ? Verb::kCreate : Verb::kReplace;
    versions_.push_back({update_, Day(day), verb});
    versions_.back().update.mutable_review()->set_state(state);
  }
  // A step of review.
  void Step(std::string_view day, v1::ReviewState state, const std::string& reason = "") {
    Said(day, state);
    versions_.back().verb = Verb::kReview;
    versions_.back().update.mutable_review()->set_returned_reason(reason);
  }
  void TakenBack(std::string_view day) {
    Said(day);
    versions_.back().verb = Verb::kWithdraw;
  }

  UpdateAnswer::Kind Kind() const { return Weigh(versions_, kWanted).kind; }
  std::string HandedIn() const { return Weigh(versions_, kWanted).handed_in.ToString(); }
  std::string Reason() const { return Weigh(versions_, kWanted).reason; }

  v1::Update update_;
  std::vector<UpdateVersion> versions_;
};

TEST_F(UpdateAnswerTest, WhatIsHandedInIsAnAnswer) {
  Said("2024-05-01");
  EXPECT_EQ(Kind(), kAnswer);
  EXPECT_EQ(HandedIn(), "2024-05-01");
}

TEST_F(UpdateAnswerTest, WithoutAReviewItWasHandedIn) {
  versions_.push_back({update_, Day("2024-05-02"), Verb::kCreate});
  EXPECT_EQ(Kind(), kAnswer);
}

TEST_F(UpdateAnswerTest, WhatWasRecordedBeforeTheOpeningIsNone) {
  Said("2024-04-30");
  EXPECT_EQ(Kind(), kNone);
}

TEST_F(UpdateAnswerTest, NorIsItOneOnceItIsVerified) {
  Said("2024-04-30");
  Step("2024-05-02", v1::VERIFIED);
  Step("2024-05-03", v1::PUBLISHED);
  EXPECT_EQ(Kind(), kNone);
}

TEST_F(UpdateAnswerTest, ACorrectionSinceTheOpeningIsOne) {
  Said("2024-04-30");
  Said("2024-05-04");
  EXPECT_EQ(Kind(), kAnswer);
  EXPECT_EQ(HandedIn(), "2024-05-04");
}

TEST_F(UpdateAnswerTest, ItNamesThePeriodOrNone) {
  update_.set_reporting_period("2024");
  Said("2024-05-02");
  EXPECT_EQ(Kind(), kAnswer);
  update_.set_reporting_period("2023");
  versions_.clear();
  Said("2024-05-02");
  EXPECT_EQ(Kind(), kNone);
}

TEST_F(UpdateAnswerTest, ADraftIsNoneUntilItIsSubmitted) {
  Said("2024-04-01", v1::DRAFT);
  EXPECT_EQ(Kind(), kNone);
  Step("2024-05-20", v1::SUBMITTED);
  EXPECT_EQ(Kind(), kAnswer);
  EXPECT_EQ(HandedIn(), "2024-05-20") << "handed in then, whenever it was written";
}

TEST_F(UpdateAnswerTest, ItWasHandedInWhenItWasFirst) {
  Said("2024-05-10");
  Step("2024-07-01", v1::VERIFIED);
  Said("2024-07-20");
  EXPECT_EQ(Kind(), kAnswer);
  EXPECT_EQ(HandedIn(), "2024-05-10") << "neither review nor correction makes it late";
}

TEST_F(UpdateAnswerTest, WhatWasReturnedIsNoneAndSaysWhy) {
  Said("2024-05-10");
  Step("2024-05-12", v1::RETURNED, "which year?");
  EXPECT_EQ(Kind(), kReturned);
  EXPECT_EQ(Reason(), "which year?");
}

TEST_F(UpdateAnswerTest, HandedInAgainItCountsFromTheFirstTime) {
  Said("2024-05-10");
  Step("2024-05-12", v1::RETURNED, "which year?");
  Said("2024-07-15");
  EXPECT_EQ(Kind(), kAnswer);
  EXPECT_EQ(HandedIn(), "2024-05-10");
}

TEST_F(UpdateAnswerTest, HandedInAgainAsItWasItIsAnAnswer) {
  Said("2024-05-10");
  Step("2024-05-12", v1::RETURNED, "which year?");
  Step("2024-05-13", v1::SUBMITTED);
  EXPECT_EQ(Kind(), kAnswer);
}

TEST_F(UpdateAnswerTest, ADraftOfWhatWasReturnedIsStillSentBack) {
  Said("2024-05-10");
  Step("2024-05-12", v1::RETURNED, "which year?");
  Said("2024-05-13", v1::DRAFT);
  EXPECT_EQ(Kind(), kReturned);
  EXPECT_EQ(Reason(), "which year?");
}

TEST_F(UpdateAnswerTest, WhatWasReturnedButNotHandedInForTheRoundIsNone) {
  Said("2024-04-10");
  Step("2024-05-12", v1::RETURNED, "which year?");
  EXPECT_EQ(Kind(), kNone);
}

TEST_F(UpdateAnswerTest, UnderADraftWhatWasSubmittedCountsOn) {
  Said("2024-05-10");
  Said("2024-05-12", v1::DRAFT);
  EXPECT_EQ(Kind(), kAnswer);
  EXPECT_EQ(HandedIn(), "2024-05-10");
}

TEST_F(UpdateAnswerTest, OfAReturnedCorrectionWhatWasVerifiedBeforeCountsAgain) {
  Said("2024-05-10");
  Step("2024-05-11", v1::VERIFIED);
  Said("2024-05-12");
  Said("2024-05-13");
  Step("2024-05-14", v1::RETURNED, "it was right before");
  EXPECT_EQ(Kind(), kAnswer);
  EXPECT_EQ(HandedIn(), "2024-05-10");
}

TEST_F(UpdateAnswerTest, OfAReturnedCorrectionWhatNobodyCheckedDoesNot) {
  Said("2024-05-10");
  Said("2024-05-12");
  Step("2024-05-14", v1::RETURNED, "neither");
  EXPECT_EQ(Kind(), kReturned);
}

TEST_F(UpdateAnswerTest, SilenceThatCountsAsConsentIsEnough) {
  Said("2024-05-10");
  Step("2024-05-25", v1::DEEMED_ACCEPTED);
  EXPECT_EQ(Kind(), kAnswer);
  EXPECT_EQ(HandedIn(), "2024-05-10");
}

TEST_F(UpdateAnswerTest, WhatWasTakenBackIsNone) {
  Said("2024-05-10");
  TakenBack("2024-05-11");
  EXPECT_EQ(Kind(), kNone);
}

TEST_F(UpdateAnswerTest, WhoSpeaksNowDidNotSpeakThen) {
  update_.set_member_state("THA");
  Said("2024-05-10");
  update_.set_member_state("VNM");
  Said("2024-05-20");
  EXPECT_EQ(HandedIn(), "2024-05-20");
}

TEST_F(UpdateAnswerTest, TheLastVersionOftenSaysAll) {
  const PartialDate deadline = Day("2024-06-30");
  Said("2024-07-10");
  EXPECT_TRUE(SaysAll(versions_.back(), true, deadline)) << "there is no other";
  Said("2024-06-20");
  EXPECT_TRUE(SaysAll(versions_.back(), false, deadline)) << "handed in, and in time";
  Said("2024-07-20");
  EXPECT_FALSE(SaysAll(versions_.back(), false, deadline))
      << "an earlier one may have been in time";
  Step("2024-06-20", v1::VERIFIED);
  EXPECT_FALSE(SaysAll(versions_.back(), false, deadline)) << "it may be of before the opening";
  Said("2024-06-20", v1::DRAFT);
  EXPECT_FALSE(SaysAll(versions_.back(), false, deadline)) << "it may have counted before";
}

}  // namespace
}  // namespace sheaf::reports
