#include "server/reports/counting_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/reports/render/document_text.h"

namespace sheaf::reports {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> BrokenIn(const std::string& block) {
  return BrokenCountingRules(BlockOf(block));
}

// A table of counts by class with these rows.
std::string Classes(const std::string& rows) {
  std::string columns;
  for (const char* id : {"what", "counted_lines", "completed", "in_progress", "excluded",
                         "completed_share", "begun_share"}) {
    columns += std::string("columns { id: '") + id + "' } ";
  }
  return "table { title: 'Classes' " + columns + rows + " }";
}

// Counted lines, completed, in progress, excluded, achievement and coverage.
std::string Row(int counted, int completed, int in_progress, int excluded,
                const std::string& achievement, const std::string& coverage,
                const std::string& rest = "") {
  std::string cells = "cells { text: 'A row' } ";
  for (const int count : {counted, completed, in_progress, excluded}) {
    cells += "cells { count: " + std::to_string(count) + " } ";
  }
  for (const std::string& share : {achievement, coverage}) {
    cells += "cells { share { " + share + " } } ";
  }
  return "rows { " + cells + rest + " } ";
}

std::string Of(int numerator, int denominator) {
  return "numerator: " + std::to_string(numerator) + " denominator: " + std::to_string(denominator);
}

// A table of one column.
std::string Column(const std::string& rows) {
  return "table { title: 'One' columns { id: 'x' } " + rows + " }";
}

TEST(CountingRules, HoldWhereEverythingAddsUp) {
  EXPECT_THAT(BrokenIn(Classes(Row(9, 3, 4, 2, Of(3, 7), Of(7, 7)) +
                               Row(5, 3, 2, 0, Of(3, 5), Of(5, 5), "depth: 1") +
                               Row(9, 3, 4, 2, Of(3, 7), Of(7, 7), "role: TOTAL"))),
              IsEmpty());
}

TEST(CountingRules, TheClassesAreAllCountedLines) {
  EXPECT_THAT(BrokenIn(Classes(Row(9, 3, 4, 1, Of(3, 8), Of(7, 8)))),
              ElementsAre("s, table 'Classes': the classes of a row are not its counted lines"));
  std::string figures;
  for (const char* label :
       {"Counted lines", "Completed", "In progress", "Not started", "Not reported", "Excluded"}) {
    figures += std::string("figures { label: '") + label + "' value { count: 2 } } ";
  }
  EXPECT_THAT(BrokenIn("key_figures { " + figures + " }"),
              ElementsAre("s: the classes are not all counted lines"));
}

TEST(CountingRules, CoverageAndAchievementAreTwoFiguresOfOneWhole) {
  EXPECT_THAT(BrokenIn(Classes(Row(9, 3, 4, 2, Of(7, 7), Of(7, 7)))),
              ElementsAre(HasSubstr("achievement is not what is done")));
  EXPECT_THAT(BrokenIn(Classes(Row(9, 3, 4, 2, Of(3, 7), Of(3, 7)))),
              ElementsAre(HasSubstr("coverage is not what is begun or done")));
  EXPECT_THAT(BrokenIn(Classes(Row(9, 3, 4, 2, Of(3, 9), Of(7, 9)))),
              ElementsAre(HasSubstr("not of the lines without the excluded ones")));
}

TEST(CountingRules, ABranchHoldsWhatStandsBelowIt) {
  EXPECT_THAT(BrokenIn(Classes(Row(2, 2, 0, 0, Of(2, 2), Of(2, 2)) +
                               Row(3, 3, 0, 0, Of(3, 3), Of(3, 3), "depth: 1"))),
              ElementsAre(HasSubstr("more lines below a row than in it")));
}

TEST(CountingRules, ATotalIsTheSumOfItsRows) {
  EXPECT_THAT(BrokenIn(Column("rows { cells { count: 2 } } rows { cells { count: 3 } } "
                              "rows { role: TOTAL cells { count: 6 } }")),
              ElementsAre(HasSubstr("a total of 6 over rows that sum to 5")));
}

// The mean of one half and one third would be five twelfths.
TEST(CountingRules, SharesAreNeverAveraged) {
  const std::string rows = "rows { cells { share { " + Of(1, 2) + " } } } rows { cells { share { " +
                           Of(1, 3) + " } } } ";
  EXPECT_THAT(BrokenIn(Column(rows + "rows { role: TOTAL cells { share { " + Of(2, 5) + " } } }")),
              IsEmpty());
  EXPECT_THAT(BrokenIn(Column(rows + "rows { role: TOTAL cells { share { " + Of(5, 12) + " } } }")),
              ElementsAre(HasSubstr("not made of the counts of its rows")));
}

TEST(CountingRules, ScoresAndSharesAreNeverInOneSum) {
  EXPECT_THAT(BrokenIn(Column("rows { cells { share { " + Of(1, 2) +
                              " } } } rows { cells { number: 4.5 } } "
                              "rows { role: TOTAL cells { number: 5 } }")),
              ElementsAre(HasSubstr("a total of shares and of other numbers")));
}

TEST(CountingRules, AShareIsOfItsWholeAndATableHasRows) {
  EXPECT_THAT(BrokenIn(Column("rows { cells { share { " + Of(4, 1) + " } } }")),
              ElementsAre(HasSubstr("4 of 1")));
  EXPECT_THAT(BrokenIn(Column("")), ElementsAre(HasSubstr("it has no row")));
}

}  // namespace
}  // namespace sheaf::reports
