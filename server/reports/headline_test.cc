#include "server/reports/headline.h"

#include <gtest/gtest.h>

namespace sheaf::reports {
namespace {

TEST(Headline, CompletedIsCompletedAndSubstantiallyCompleted) {
  EXPECT_EQ(HeadlineOf(v1::COMPLETED), v1::HEADLINE_COMPLETED);
  EXPECT_EQ(HeadlineOf(v1::SUBSTANTIALLY_COMPLETED), v1::HEADLINE_COMPLETED);
}

TEST(Headline, PartiallyCompletedIsNotCompleted) {
  EXPECT_EQ(HeadlineOf(v1::PARTIALLY_COMPLETED), v1::HEADLINE_IN_PROGRESS);
  EXPECT_EQ(HeadlineOf(v1::IN_PROGRESS), v1::HEADLINE_IN_PROGRESS);
  EXPECT_EQ(HeadlineOf(v1::CONTINUING), v1::HEADLINE_IN_PROGRESS);
}

TEST(Headline, WhatWaitsHasNotStarted) {
  EXPECT_EQ(HeadlineOf(v1::NOT_STARTED), v1::HEADLINE_NOT_STARTED);
  EXPECT_EQ(HeadlineOf(v1::PENDING), v1::HEADLINE_NOT_STARTED);
  EXPECT_EQ(HeadlineOf(v1::POSTPONED), v1::HEADLINE_NOT_STARTED);
}

TEST(Headline, WhatWasTakenBackIsExcluded) {
  EXPECT_EQ(HeadlineOf(v1::WITHDRAWN), v1::HEADLINE_EXCLUDED);
  EXPECT_EQ(HeadlineOf(v1::CANCELLED), v1::HEADLINE_EXCLUDED);
  EXPECT_EQ(HeadlineOf(v1::MERGED), v1::HEADLINE_EXCLUDED);
}

TEST(Headline, NoLongerReportedIsNeitherCancelledNorNotStarted) {
  EXPECT_EQ(HeadlineOf(v1::NO_LONGER_REPORTED), v1::HEADLINE_NOT_REPORTED);
  EXPECT_EQ(HeadlineOf(v1::CANONICAL_STATE_UNSPECIFIED), v1::HEADLINE_NOT_REPORTED);
}

TEST(ClassCounts, EveryStateFallsIntoOneOfTheFiveClasses) {
  ClassCounts counts;
  for (int state = 0; state < v1::CanonicalState_ARRAYSIZE; ++state) {
    counts.Add(HeadlineOf(static_cast<v1::CanonicalState>(state)));
  }
  int64_t sum = 0;
  for (const v1::HeadlineClass headline : kHeadlineClasses) sum += counts.Of(headline);
  EXPECT_EQ(sum, v1::CanonicalState_ARRAYSIZE);
  EXPECT_EQ(counts.Counted(), sum);
}

TEST(ClassCounts, TheDenominatorLeavesOutWhatIsExcluded) {
  ClassCounts counts;
  counts.Add(v1::HEADLINE_COMPLETED, 3);
  counts.Add(v1::HEADLINE_NOT_REPORTED, 2);
  counts.Add(v1::HEADLINE_EXCLUDED, 4);
  EXPECT_EQ(counts.Counted(), 9);
  EXPECT_EQ(counts.Denominator(), 5);
}

}  // namespace
}  // namespace sheaf::reports
