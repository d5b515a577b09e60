#include "server/api/record_filters.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

namespace sheaf::api {
namespace {

template <typename Message>
Message FromText(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

bool UpdateFits(const std::string& filter, const std::string& update) {
  return Fits(FromText<v1::UpdateFilter>(filter), FromText<v1::Update>(update));
}

bool FigureFits(const std::string& filter, const std::string& figure) {
  return Fits(FromText<v1::FigureFilter>(filter), FromText<v1::Resource>(figure));
}

TEST(UpdateFilter, EveryFieldMustFitAndOneOfItsValuesIsEnough) {
  const std::string update = "reported_status: 'signed' member_state: 'VNM' revision: 5";
  EXPECT_TRUE(UpdateFits("", update));
  EXPECT_TRUE(UpdateFits("reported_statuses: 'ratified' reported_statuses: 'signed'", update));
  EXPECT_TRUE(UpdateFits("reported_statuses: 'signed' member_states: 'VNM'", update));
  EXPECT_FALSE(UpdateFits("reported_statuses: 'signed' member_states: 'LAO'", update));
}

TEST(UpdateFilter, ADashStandsForTheRegion) {
  EXPECT_TRUE(UpdateFits("member_states: '-'", "revision: 5"));
  EXPECT_FALSE(UpdateFits("member_states: '-'", "member_state: 'VNM' revision: 5"));
  EXPECT_FALSE(UpdateFits("member_states: 'VNM'", "revision: 5"));
}

TEST(UpdateFilter, APartialDateFallsWhereItsLastDayDoes) {
  const std::string span = "effective_from: '2020-06' effective_to: '2020-12'";
  EXPECT_TRUE(UpdateFits(span, "effective_date: '2020'"));
  EXPECT_TRUE(UpdateFits(span, "effective_date: '2020-06-01'"));
  EXPECT_FALSE(UpdateFits(span, "effective_date: '2020-05'"));
  EXPECT_FALSE(UpdateFits(span, "effective_date: '2021'"));
  EXPECT_TRUE(UpdateFits("effective_from: '2020'", "effective_date: '2031'"));
  EXPECT_TRUE(UpdateFits("effective_to: '2020'", "effective_date: '1999'"));
}

TEST(UpdateFilter, AnUndatedUpdateFitsWhereNoDateIsAskedForOnly) {
  EXPECT_TRUE(UpdateFits("", ""));
  EXPECT_FALSE(UpdateFits("effective_to: '2020'", ""));
}

TEST(UpdateFilter, AChangeIsAVersionAfterTheRevision) {
  EXPECT_TRUE(UpdateFits("changed_since_revision: 4", "revision: 5"));
  EXPECT_FALSE(UpdateFits("changed_since_revision: 5", "revision: 5"));
}

TEST(UpdateFilter, HowFarItWasChecked) {
  const std::string verified = "review { state: VERIFIED }";
  EXPECT_TRUE(UpdateFits("review_states: SUBMITTED review_states: VERIFIED", verified));
  EXPECT_FALSE(UpdateFits("review_states: PUBLISHED", verified));
}

TEST(UpdateFilter, ChangedSinceIsSayingSomethingElseThanThen) {
  const std::string corrected =
      "review { state: SUBMITTED verified_revision: 4 published_revision: 5 }";
  EXPECT_TRUE(UpdateFits("changed_since: VERIFIED", corrected));
  EXPECT_TRUE(UpdateFits("changed_since: PUBLISHED", corrected));
  const std::string verified_anew =
      "review { state: VERIFIED verified_revision: 4 published_revision: 5 }";
  EXPECT_FALSE(UpdateFits("changed_since: VERIFIED", verified_anew));
  EXPECT_TRUE(UpdateFits("changed_since: PUBLISHED", verified_anew));
  EXPECT_FALSE(UpdateFits("changed_since: VERIFIED", "review { state: SUBMITTED }"))
      << "it never was";
}

TEST(FigureFilter, KindsAndMemberStatesAreOfObservations) {
  const std::string actual = "observation { kind: ACTUAL member_state: 'VNM' revision: 5 }";
  EXPECT_TRUE(FigureFits("kinds: ACTUAL kinds: ESTIMATE member_states: 'VNM'", actual));
  EXPECT_FALSE(FigureFits("kinds: FORECAST", actual));
  EXPECT_FALSE(FigureFits("member_states: '-'", actual));
  EXPECT_FALSE(FigureFits("kinds: ACTUAL", "target { revision: 5 }"));
  EXPECT_FALSE(FigureFits("member_states: '-'", "baseline { revision: 5 }"));
}

TEST(FigureFilter, AChangeIsAVersionAfterTheRevision) {
  for (const char* kind : {"target", "baseline", "observation"}) {
    const std::string figure = std::string(kind) + " { revision: 5 }";
    EXPECT_TRUE(FigureFits("changed_since_revision: 4", figure));
    EXPECT_FALSE(FigureFits("changed_since_revision: 5", figure));
  }
}

TEST(LineFilter, SectorsAloneNeedNoLookAtLines) {
  EXPECT_TRUE(AsksForNothing(FromText<v1::LineFilter>("sectors: 'energy'")));
  EXPECT_FALSE(AsksForNothing(FromText<v1::LineFilter>("sectors: 'energy' tags: 'grid'")));
}

}  // namespace
}  // namespace sheaf::api
