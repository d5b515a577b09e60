// What is not printed and follows from what is.
#include <gmock/gmock.h>

#include "server/reports/reconciliation/derived_totals.h"
#include "server/reports/reconciliation/reconciliation_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ResolverTest : public ReconciliationFixture {
 protected:
  // Derived totals as "subject: value by how".
  std::vector<std::string> Derived() {
    Run();
    std::vector<std::string> texts;
    for (const DerivedTotal& total : DerivedTotalsOf(*resolver_)) {
      for (const Resolved& way : total.ways) {
        texts.push_back(total.slot.subject + ": " + RangeText(way.value, way.unit, 0) + " by " +
                        way.how);
      }
    }
    return texts;
  }
};

TEST_F(ResolverTest, ATotalThatNobodyPrintedIsTheSumOfItsParts) {
  Say("a", "subject: 'A' part_of: 'all' measure: 'lines' printed: '3'");
  Say("b", "subject: 'B' part_of: 'all' measure: 'lines' printed: '4'");
  EXPECT_THAT(Derived(), ElementsAre("all: 7 lines by the sum of 2 parts"));
}

TEST_F(ResolverTest, WithAPartThatIsNotPrintedItIsAtLeastThat) {
  Say("all", "subject: 'all' measure: 'lines'");
  Say("a", "subject: 'A' part_of: 'all' measure: 'lines' printed: '3'");
  Say("b", "subject: 'B' part_of: 'all' measure: 'lines'");
  EXPECT_THAT(Derived(), ElementsAre("all: at least 3 lines by the sum of 1 part"));
}

TEST_F(ResolverTest, APartOfWhichNothingIsPrintedIsReplacedByItsOwn) {
  Say("group", "subject: 'G' part_of: 'all' measure: 'lines'");
  Say("a", "subject: 'A' part_of: 'G' measure: 'lines' printed: '3'");
  Say("b", "subject: 'B' part_of: 'G' measure: 'lines' printed: '4'");
  Say("c", "subject: 'C' part_of: 'all' measure: 'lines' printed: '5'");
  EXPECT_THAT(Derived(), ElementsAre("G: 7 lines by the sum of 2 parts",
                                     "all: 12 lines by the sum of 3 parts"));
}

TEST_F(ResolverTest, ThePartThatIsMissingIsWhatTheOthersLeave) {
  Say("all", "subject: 'all' measure: 'projects' unit: 'projects' printed: '233'");
  Say("a", "subject: 'A' part_of: 'all' measure: 'projects' unit: 'projects' printed: '68'");
  Say("c", "subject: 'C' part_of: 'all' measure: 'projects' unit: 'projects'");
  EXPECT_THAT(Derived(), ElementsAre("C: 165 projects by what the other parts leave"));
}

TEST_F(ResolverTest, TheYearsMakeATotalAndGapsAreNotFilled) {
  Say("t", "subject: 'all' measure: 'projects' unit: 'projects' period: '2020-2022'");
  for (const char* year : {"2020", "2022"}) {
    Say(year,
        "subject: 'all' measure: 'projects' unit: 'projects' extent: ANNUAL printed: '5' "
        "period: '" +
            std::string(year) + "'");
  }
  EXPECT_THAT(Derived(), ElementsAre("all: at least 10 projects by the sum of 2 years"));
}

TEST_F(ResolverTest, AFigureThatFollowsFromItselfFollowsFromNothing) {
  Say("a", "subject: 'A' measure: 'x' derivation { kind: SUM operands: 'b' operands: 'c' }");
  Say("b", "subject: 'B' measure: 'x' derivation { kind: DIFFERENCE operands: 'a' operands: 'c' }");
  Say("c", "subject: 'C' measure: 'x' derivation { kind: DIFFERENCE operands: 'a' operands: 'b' }");
  EXPECT_THAT(Derived(), IsEmpty());
}

TEST_F(ResolverTest, AWholeThatIsPartOfItselfIsNoEndlessTree) {
  Say("a", "subject: 'A' part_of: 'B' measure: 'lines'");
  Say("b", "subject: 'B' part_of: 'A' measure: 'lines'");
  EXPECT_THAT(Derived(), IsEmpty());
}

}  // namespace
}  // namespace sheaf::reports
