#include "server/reports/likeness.h"

#include <gmock/gmock.h>

#include <string>

namespace sheaf::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(TellingWordsTest, AreInLowerCaseWithoutFillersAndEachOnce) {
  EXPECT_THAT(TellingWords("The ASEAN Customs Transit System: a system for customs"),
              ElementsAre("customs", "system", "transit"));
  EXPECT_THAT(TellingWords("Hệ thống quá cảnh"), ElementsAre("cảnh", "hệ", "quá", "thống"));
  EXPECT_THAT(TellingWords(" of the "), IsEmpty());
}

TEST(FindLikePairsTest, TheSameWordsInAnotherOrderAreTheSame) {
  const LikePairs found =
      FindLikePairs({"Customs transit system", "Air services", "System of Customs Transit"}, 0.9);
  ASSERT_EQ(found.pairs.size(), 1u);
  EXPECT_EQ(found.pairs[0].a, 0);
  EXPECT_EQ(found.pairs[0].b, 2);
  EXPECT_DOUBLE_EQ(found.pairs[0].likeness, 1);
}

TEST(FindLikePairsTest, ARareWordWeighsMoreThanOneThatManyTitlesHave) {
  const LikePairs found = FindLikePairs({"Report on maglev", "Study of maglev", "Report on ports",
                                         "Report on roads", "Report on rails"},
                                        0.01);
  double maglev = 0, report = 0;
  for (const LikePair& pair : found.pairs) {
    if (pair.a == 0 && pair.b == 1) maglev = pair.likeness;
    if (pair.a == 0 && pair.b == 2) report = pair.likeness;
  }
  EXPECT_GT(maglev, report);
  EXPECT_GT(report, 0);
}

TEST(FindLikePairsTest, TitlesWithNothingInCommonAreNoPair) {
  EXPECT_THAT(FindLikePairs({"Grid codes", "Fish stocks", "", "of the"}, 0.01).pairs, IsEmpty());
}

TEST(FindLikePairsTest, AWordThatNearlyAllTitlesHaveBringsNoneTogetherAndThatIsTold) {
  std::vector<std::string> texts(kCommonWordTitles + 1, "workshop");
  texts.push_back("workshop maglev");
  texts.push_back("maglev workshop");
  const LikePairs found = FindLikePairs({texts.begin(), texts.end()}, 0.5);
  ASSERT_EQ(found.pairs.size(), 1u);
  EXPECT_EQ(found.pairs[0].a, static_cast<int32_t>(kCommonWordTitles + 1));
  EXPECT_EQ(found.not_compared, static_cast<int64_t>(kCommonWordTitles + 1));
}

}  // namespace
}  // namespace sheaf::reports
