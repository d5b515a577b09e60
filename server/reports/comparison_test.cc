// The report that compares two dates, or two revisions.
#include "server/reports/core_formats_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

using ComparisonTest = CoreFormatsTest;

TEST_F(ComparisonTest, NoOtherFormatTakesAnotherSide) {
  Asked asked{.sector = "energy", .format = "progress", .clocks = ClocksOn("2024-12-31")};
  asked.compared_with = ClocksOn("2023-12-31");
  EXPECT_EQ(Ask(asked).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(ComparisonTest, WithoutAnotherSideItIsWithTheYearBefore) {
  PutLine("A");
  EXPECT_EQ(Get("comparison", "2024-06-30").subtitle(), "2023-06-30 and 2024-06-30");
  EXPECT_EQ(Get("comparison", "2024-02-29").subtitle(), "2023-02-28 and 2024-02-29");
}

TEST_F(ComparisonTest, TwoDatesShowWhatMoved) {
  PutLine("Done");
  PutLine("Fallen");
  PutLine("Still");
  Say("Done", "on_going", "2022");
  Say("Done", "completed", "2024-03");
  Say("Fallen", "completed", "2022");
  Say("Fallen", "on_going", "2024-02");
  Say("Still", "on_going", "2022");
  const v1::Document document = Compared(ClocksOn("2023-12-31"), ClocksOn("2024-12-31"));
  const Reports report(document);
  EXPECT_THAT(
      report.Rows("lines-energy"),
      ElementsAre(StartsWith("Done | Title of Done | In progress | Completed | Moved on | "),
                  StartsWith("Fallen | Title of Fallen | Completed | In progress | Fell back | ")));
  EXPECT_THAT(report.Rows("summary"),
              Contains(StartsWith("All | 3 | 3 | 1 of 3 | 1 of 3 | 1 | 1")));
}

TEST_F(ComparisonTest, EachSideHasTheLinesOfItsOwnRevision) {
  PutLine("Old");
  PutLine("Stays");
  const v1::Clocks then = ClocksOn("2024-12-31");
  next_.Vanish(LineName("Old"));
  PutLine("New");
  const v1::Document document = Compared(then, ClocksOn("2024-12-31"));
  const Reports report(document);
  EXPECT_THAT(report.Rows("lines-energy"),
              ElementsAre(AllOf(StartsWith("New |"), HasSubstr("not counted"), HasSubstr("Came")),
                          AllOf(StartsWith("Old |"), HasSubstr("not counted"), HasSubstr("Went"))));
  EXPECT_THAT(report.Rows("summary"), Contains(StartsWith("All | 2 | 2 | ")));
  EXPECT_THAT(report.Paragraphs("summary"), HasSubstr("known at revision"));
}

TEST_F(ComparisonTest, WhatIsTheSameOnBothSidesMovesNothing) {
  PutRandomPlan("apaec", "energy", 30);
  SayRandomThings("apaec", 30);
  const v1::Clocks clocks = ClocksOn("2024-12-31");
  const v1::Document document = Compared(clocks, clocks);
  EXPECT_THAT(Reports(document).Rows("lines-energy"), IsEmpty());
}

class ComparedAtRandom : public CoreFormatsTest, public ::testing::WithParamInterface<int> {
 protected:
  ComparedAtRandom() : CoreFormatsTest(static_cast<unsigned>(GetParam())) {}
};

// Counted then, and those that came, less those that went, are counted now.
TEST_P(ComparedAtRandom, TheSidesAddUp) {
  PutRandomPlan("apaec", "energy", 40);
  SayRandomThings("apaec", 40);
  const v1::Clocks then = ClocksOn("2022-12-31");
  PutRandomPlan("apaec", "energy", 30);
  SayRandomThings("apaec", 30);
  const v1::Document document = Compared(then, ClocksOn("2024-12-31"));
  for (const v1::Row& row : document.sections(0).blocks(1).table().rows()) {
    const auto count = [&](int column) { return row.cells(column).count(); };
    constexpr int kThen = 1, kNow = 2, kCame = 8, kWent = 9;
    EXPECT_EQ(count(kThen) + count(kCame) - count(kWent), count(kNow)) << row.ShortDebugString();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ComparedAtRandom, ::testing::Range(0, 12));

}  // namespace
}  // namespace sheaf::reports
