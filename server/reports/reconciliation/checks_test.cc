// Each rule of reconciliation with a few small numbers.
#include <gmock/gmock.h>

#include "server/reports/reconciliation/reconciliation_fixture.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ReconciliationChecks : public ReconciliationFixture {
 protected:
  void SayLines(const std::string& subject, const std::string& part_of,
                const std::string& printed) {
    Say(subject, "subject: '" + subject + "' part_of: '" + part_of +
                     "' measure: 'lines' period: '2023' printed: '" + printed + "'");
  }
  void SayMoney(const std::string& id, const std::string& period, const std::string& printed,
                const std::string& further = "extent: ANNUAL") {
    Say(id, "subject: 'all' measure: 'money' unit: 'USD million' period: '" + period +
                "' printed: '" + printed + "' " + further);
  }
};

// reconcile-sum-v1

TEST_F(ReconciliationChecks, PartsMakeTheirWhole) {
  SayLines("all", "", "7");
  SayLines("A", "all", "3");
  SayLines("B", "all", "4");
  EXPECT_THAT(Outcomes(kReconcileSumRule), ElementsAre("agrees"));
}

TEST_F(ReconciliationChecks, NumbersOfThingsAreExact) {
  SayLines("all", "", "8");
  SayLines("A", "all", "3");
  SayLines("B", "all", "4");
  EXPECT_THAT(TextOf(kReconcileSumRule), HasSubstr("make 7 lines, and 8 lines is printed"));
}

TEST_F(ReconciliationChecks, MoneyIsAsExactAsItsDigits) {
  Say("all", "subject: 'all' measure: 'money' unit: 'USD million' printed: '10'");
  Say("a", "subject: 'A' part_of: 'all' measure: 'money' unit: 'USD' printed: '5,350,000'");
  Say("b", "subject: 'B' part_of: 'all' measure: 'money' unit: 'USD million' printed: '5.2'");
  EXPECT_THAT(Outcomes(kReconcileSumRule), ElementsAre("rounding"));
  figures_[2].set_printed("5.4");
  EXPECT_THAT(Outcomes(kReconcileSumRule), ElementsAre("conflict"));
}

TEST_F(ReconciliationChecks, WithAPartMissingOnlyTooMuchIsAConflict) {
  SayLines("all", "", "7");
  SayLines("A", "all", "3");
  SayLines("B", "all", "");
  EXPECT_THAT(Outcomes(kReconcileSumRule), ElementsAre("agrees"));
  figures_[1].set_printed("9");
  EXPECT_THAT(TextOf(kReconcileSumRule),
              AllOf(HasSubstr("with B not printed"), HasSubstr("by 2 lines")));
}

TEST_F(ReconciliationChecks, PartsOfOtherPeriodsAndMeasuresAreNotAdded) {
  SayLines("all", "", "7");
  SayLines("A", "all", "7");
  Say("later", "subject: 'B' part_of: 'all' measure: 'lines' period: '2024' printed: '5'");
  EXPECT_THAT(Outcomes(kReconcileSumRule), ElementsAre("agrees"));
}

// reconcile-years-v1

TEST_F(ReconciliationChecks, YearsMakeTheirTotal) {
  SayMoney("1", "2020", "1.5");
  SayMoney("2", "2021", "2.5");
  SayMoney("t", "2020-2021", "4.0", "");
  EXPECT_THAT(Outcomes(kReconcileYearsRule), ElementsAre("agrees"));
  figures_[2].set_printed("4.3");
  EXPECT_THAT(Outcomes(kReconcileYearsRule), ElementsAre("conflict"));
}

TEST_F(ReconciliationChecks, MissingYearsAreNotFilledIn) {
  SayMoney("1", "2020", "1.5");
  SayMoney("3", "2022", "2.5");
  SayMoney("t", "2020-2022", "9.0", "");
  EXPECT_THAT(Outcomes(kReconcileYearsRule), ElementsAre("agrees"));
  figures_[2].set_printed("3.0");
  EXPECT_THAT(TextOf(kReconcileYearsRule), HasSubstr("4.0 USD million, with 2021 not printed"));
}

TEST_F(ReconciliationChecks, AFigureThatCanBeReadInTwoWaysIsTriedInBoth) {
  SayMoney("1", "2020", "15.0");
  SayMoney("2", "2021", "70.0", "extent: ANNUAL_OR_CUMULATIVE");
  SayMoney("3", "2022", "10.0");
  SayMoney("t", "2020-2022", "80.0", "");
  EXPECT_THAT(TextOf(kReconcileYearsRule),
              AllOf(HasSubstr("make 95.0 USD million"), HasSubstr("15.00 USD million more"),
                    HasSubstr("then they make 80.0 USD million")));
  figures_[3].set_printed("96.0");
  EXPECT_THAT(Outcomes(kReconcileYearsRule), ElementsAre("conflict"));
}

TEST_F(ReconciliationChecks, CumulativeFiguresGrowByTheYearsBetweenThem) {
  SayMoney("0", "2020", "6.1", "extent: CUMULATIVE");
  SayMoney("2", "2022", "29.0", "extent: CUMULATIVE");
  SayMoney("y", "2022", "21.5");
  EXPECT_THAT(Flagged(), IsEmpty()) << "1.4 is left for 2021";
  figures_[2].set_printed("23.5");
  EXPECT_THAT(Flagged(), ElementsAre(HasSubstr("grows from 6.1 USD million to 29.0")));
}

TEST_F(ReconciliationChecks, ACumulativeFigureIsTheTotalOfTheSameYears) {
  SayMoney("1", "2020", "1.0");
  SayMoney("c", "2021", "29.0", "extent: CUMULATIVE");
  Say("t", "subject: 'all' measure: 'money' unit: 'USD' period: '2020-2021' printed: '29009228'");
  EXPECT_THAT(Flagged(), IsEmpty());
  figures_[2].set_printed("29109228");
  EXPECT_THAT(Flagged(),
              ElementsAre(HasSubstr("differ unless the first counts from another year")));
}

// reconcile-roll-up-v1

TEST_F(ReconciliationChecks, SharesOfPartsAreWeightedByTheirLines) {
  SayShares("A", "", "100", {"70", "30", "0"});
  SayShares("A1", "A", "75", {"60", "40", "0"});
  SayShares("A2", "A", "25", {"100", "0", "0"});
  EXPECT_THAT(Outcomes(kReconcileRollUpRule), ElementsAre("agrees"));
}

TEST_F(ReconciliationChecks, ARollUpThatFailsSaysByHowMuch) {
  SayShares("A", "", "100", {"80", "20", "0"});
  SayShares("A1", "A", "75", {"60", "40", "0"});
  SayShares("A2", "A", "25", {"100", "0", "0"});
  EXPECT_THAT(TextOf(kReconcileRollUpRule),
              HasSubstr("completed by the parts 70.0%, printed 80% (10.0 percentage points)"));
}

TEST_F(ReconciliationChecks, APartWithoutSharesMayBeAnything) {
  SayShares("A", "", "100", {"80", "20", "0"});
  SayShares("A1", "A", "90", {"80", "20", "0"});
  SayShares("A2", "A", "10", {"", "", ""});
  EXPECT_THAT(Outcomes(kReconcileRollUpRule), ElementsAre("rounding"));
  for (auto& figure : figures_) {
    if (figure.name() == "publishedFigures/A.completed") figure.set_printed("93");
    if (figure.name() == "publishedFigures/A.in_progress") figure.set_printed("7");
  }
  EXPECT_THAT(Outcomes(kReconcileRollUpRule), ElementsAre("conflict"));
}

TEST_F(ReconciliationChecks, WhatASplitLeavesIsNoMoreThanThat) {
  SayShares("A", "", "100", {"50", "30", "20"});
  SayShares("A1", "A", "50", {"100", "0", ""});
  SayShares("A2", "A", "50", {"0", "60", ""});
  EXPECT_THAT(Outcomes(kReconcileRollUpRule), ElementsAre("agrees"));
}

TEST_F(ReconciliationChecks, ABoundIsHeld) {
  SayLines("all", "", "100");
  SayShares("A", "all", "100", {"95", "5", "0"});
  Say("all.completed",
      "subject: 'all' measure: 'completed' share_of: 'lines' unit: '%' "
      "period: '2023' printed: '>90'");
  EXPECT_THAT(Outcomes(kReconcileRollUpRule), ElementsAre("agrees"));
  figures_.back().set_printed("<90");
  EXPECT_THAT(Outcomes(kReconcileRollUpRule), ElementsAre("conflict"));
}

// reconcile-split-v1

TEST_F(ReconciliationChecks, SomeWholeNumbersGiveTheShares) {
  SayShares("A", "", "3", {"33", "67", "0"});
  EXPECT_THAT(Outcomes(kReconcileSplitRule), ElementsAre("agrees"));
}

TEST_F(ReconciliationChecks, AShareThatNoWholeNumberGives) {
  SayShares("A", "", "16", {"57", "43", ""});
  EXPECT_THAT(TextOf(kReconcileSplitRule), HasSubstr("9 of 16 gives 56.3% and 10 gives 62.5%"));
}

TEST_F(ReconciliationChecks, SharesThatOnlyTogetherFit) {
  SayShares("A", "", "96", {"60", "30", "10"});
  EXPECT_THAT(TextOf(kReconcileSplitRule), HasSubstr("make 97 of 96"));
}

TEST_F(ReconciliationChecks, ASplitMakesAHundred) {
  SayShares("A", "", "", {"60", "31", "8"});
  EXPECT_THAT(Outcomes(kReconcileSplitRule), ElementsAre("rounding"));
  figures_[3].set_printed("4");
  EXPECT_THAT(Outcomes(kReconcileSplitRule), ElementsAre("conflict"));
}

TEST_F(ReconciliationChecks, ASingleShareOfACount) {
  SayLines("A", "", "7");
  Say("s",
      "subject: 'A' measure: 'women' share_of: 'lines' unit: '%' period: '2023' printed: '50'");
  EXPECT_THAT(Outcomes(kReconcileSplitRule), ElementsAre("conflict"));
  figures_[1].set_printed("43");
  EXPECT_THAT(Outcomes(kReconcileSplitRule), ElementsAre("agrees"));
}

// reconcile-equal-split-v1

TEST_F(ReconciliationChecks, EqualSharesAreAHintBesideARollUpThatFails) {
  SayShares("A", "", "50", {"50", "50", "0"});
  SayShares("A1", "A", "50", {"96", "4", "0"});
  SayShares("B1", "", "25", {"96", "4", "0"});
  EXPECT_THAT(Outcomes(kReconcileEqualSplitRule), ElementsAre("doubtful"));
}

TEST_F(ReconciliationChecks, WhereRollUpsFitEqualSharesAreNoHint) {
  SayShares("A", "", "50", {"96", "4", "0"});
  SayShares("A1", "A", "50", {"96", "4", "0"});
  SayShares("B1", "", "25", {"96", "4", "0"});
  EXPECT_THAT(Outcomes(kReconcileEqualSplitRule), IsEmpty());
}

// reconcile-share-v1

TEST_F(ReconciliationChecks, AShareIsItsPartOverItsWhole) {
  Say("part", "subject: 'all' measure: 'dynamic' unit: 'projects' printed: '75'");
  Say("whole", "subject: 'all' measure: 'projects' unit: 'projects' printed: '114'");
  Say("share", "subject: 'all' measure: 'dynamic' share_of: 'projects' unit: '%' printed: '62'");
  EXPECT_THAT(TextOf(kReconcileShareRule),
              "75 projects of 114 projects is 65.8%, and 62% is printed.");
  figures_[2].set_printed("66");
  EXPECT_THAT(Flagged(), IsEmpty());
}

TEST_F(ReconciliationChecks, NoShareExceedsItsWhole) {
  Say("share", "subject: 'all' measure: 'dynamic' share_of: 'projects' unit: '%' printed: '103'");
  EXPECT_THAT(TextOf(kReconcileShareRule), HasSubstr("no share exceeds its whole"));
}

TEST_F(ReconciliationChecks, SharesOfTheWholeMakeAHundred) {
  const auto say = [&](const std::string& subject, const std::string& share) {
    Say(subject, "subject: '" + subject +
                     "' part_of: 'all' measure: 'money' share_of: 'money' "
                     "unit: '%' printed: '" +
                     share + "'");
  };
  say("A", "60.1");
  say("B", "39.9");
  EXPECT_THAT(Outcomes(kReconcileShareRule), ElementsAre("agrees"));
  figures_[1].set_printed("38.9");
  EXPECT_THAT(TextOf(kReconcileShareRule), HasSubstr("make 99.0% together"));
}

// reconcile-derivation-v1, reconcile-growth-v1, reconcile-period-v1

TEST_F(ReconciliationChecks, AFigureFollowsFromThoseThatItIsMadeOf) {
  Say("a", "subject: 'A' measure: 'a' unit: 'treaties' printed: '45'");
  Say("b", "subject: 'A' measure: 'b' unit: 'treaties' printed: '37'");
  Say("d",
      "subject: 'A' measure: 'd' unit: 'treaties' printed: '8' "
      "derivation { kind: DIFFERENCE operands: 'a' operands: 'b' }");
  EXPECT_THAT(Outcomes(kReconcileDerivationRule), ElementsAre("agrees"));
  figures_[2].set_printed("9");
  EXPECT_THAT(TextOf(kReconcileDerivationRule), HasSubstr("is 8 treaties, and 9 treaties is"));
}

TEST_F(ReconciliationChecks, ARatioHasTheRoundingOfAllThree) {
  Say("need", "subject: 'A' measure: 'need' unit: 'USD trillion' printed: '2.8'");
  Say("years", "subject: 'A' measure: 'years' unit: 'calendar years' printed: '15'");
  Say("yearly",
      "subject: 'A' measure: 'yearly' unit: 'USD billion' printed: '184' "
      "derivation { kind: RATIO operands: 'need' operands: 'years' }");
  EXPECT_THAT(Outcomes(kReconcileDerivationRule), ElementsAre("rounding"));
  figures_[2].set_printed("182");
  EXPECT_THAT(Outcomes(kReconcileDerivationRule), ElementsAre("conflict"));
}

TEST_F(ReconciliationChecks, ASumWithAnOperandMissingIsNotExceeded) {
  Say("a", "subject: 'A' measure: 'a' printed: '4'");
  Say("b", "subject: 'A' measure: 'b'");
  Say("s",
      "subject: 'A' measure: 's' printed: '9' "
      "derivation { kind: SUM operands: 'a' operands: 'b' }");
  EXPECT_THAT(Outcomes(kReconcileDerivationRule), ElementsAre("agrees"));
  figures_[2].set_printed("3");
  EXPECT_THAT(Outcomes(kReconcileDerivationRule), ElementsAre("conflict"));
}

TEST_F(ReconciliationChecks, GrowthIsCompoundBetweenItsEndPoints) {
  Say("a", "subject: 'A' measure: 'fdi' unit: 'USD billion' period: '2015' printed: '121'");
  Say("b", "subject: 'A' measure: 'fdi' unit: 'USD billion' period: '2023' printed: '229'");
  Say("g",
      "subject: 'A' measure: 'growth' unit: '%' printed: '10.7' "
      "derivation { kind: GROWTH_RATE operands: 'a' operands: 'b' }");
  EXPECT_THAT(TextOf(kReconcileGrowthRule), HasSubstr("is 8.30%, and 10.7% is printed"));
  figures_[2].set_printed("8.3");
  EXPECT_THAT(Flagged(), IsEmpty());
}

TEST_F(ReconciliationChecks, APeriodEndsAfterItStarts) {
  Say("start", "subject: 'A' measure: 'start' unit: 'date' printed: '2016'");
  Say("end",
      "subject: 'A' measure: 'end' unit: 'date' printed: '2015' "
      "derivation { kind: PERIOD_START operands: 'start' }");
  EXPECT_THAT(TextOf(kReconcilePeriodRule), "ends in 2015, before it starts in 2016.");
  figures_[1].set_printed("2016");
  EXPECT_THAT(Flagged(), IsEmpty());
}

// reconcile-derived-total-v1, reconcile-implied-total-v1, reconcile-subset-v1

TEST_F(ReconciliationChecks, TwoWaysToOneTotalAgree) {
  Say("t", "subject: 'all' measure: 'money' unit: 'USD million' period: '2020-2021'");
  Say("a",
      "subject: 'A' part_of: 'all' measure: 'money' unit: 'USD million' period: '2020-2021' "
      "printed: '5.0'");
  SayMoney("1", "2020", "2.0");
  SayMoney("2", "2021", "3.0");
  EXPECT_THAT(Outcomes(kReconcileDerivedTotalRule), ElementsAre("agrees"));
  figures_[3].set_printed("4.0");
  EXPECT_THAT(Outcomes(kReconcileDerivedTotalRule), ElementsAre("conflict"));
}

TEST_F(ReconciliationChecks, ImpliedWholesThatAreFarApartAreDoubtful) {
  for (const char* trade : {"exports", "imports"}) {
    const std::string measure = "extra_" + std::string(trade);
    Say(measure, "subject: 'A' measure: '" + measure + "' unit: 'USD billion' printed: '880'");
    Say(measure + ".share", "subject: 'A' measure: '" + measure + "' share_of: '" + trade +
                                "' unit: '%' printed: '75'");
  }
  EXPECT_THAT(Outcomes(kReconcileImpliedTotalRule), ElementsAre("agrees"));
  figures_.back().set_printed("22");
  EXPECT_THAT(
      TextOf(kReconcileImpliedTotalRule),
      AllOf(HasSubstr("make exports of 1,173 USD billion"), HasSubstr("more than 3 times")));
}

TEST_F(ReconciliationChecks, SomeOfAThingIsNoMoreThanAllOfIt) {
  Say("all", "subject: 'A' measure: 'projects' unit: 'projects' printed: '25'");
  Say("some", "subject: 'A' measure: 'projects' unit: 'projects' extent: SUBSET printed: '22'");
  EXPECT_THAT(Outcomes(kReconcileSubsetRule), ElementsAre("agrees"));
  figures_[1].set_printed("26");
  EXPECT_THAT(Outcomes(kReconcileSubsetRule), ElementsAre("conflict"));
}

// reconcile-two-values-v1

TEST_F(ReconciliationChecks, OneThingIsPrintedAsOneValue) {
  Say("a", "subject: 'A' measure: 'elements' unit: 'elements' printed: '29' source_ref: 'line 1'");
  Say("b", "subject: 'A' measure: 'elements' unit: 'elements' printed: '23' source_ref: 'line 2'");
  EXPECT_THAT(TextOf(kReconcileTwoValuesRule),
              "printed as 29 elements (line 1) and as 23 elements (line 2): 6 elements apart.");
  figures_[1].set_printed("29");
  EXPECT_THAT(Flagged(), IsEmpty());
}

TEST_F(ReconciliationChecks, DatesAreOneValueWhereOneIsInTheOther) {
  Say("a", "subject: 'A' measure: 'adopted' unit: 'date' printed: '2018'");
  Say("b", "subject: 'A' measure: 'adopted' unit: 'date' printed: '2018-04'");
  EXPECT_THAT(Flagged(), IsEmpty());
  figures_[1].set_printed("2019");
  EXPECT_THAT(Outcomes(kReconcileTwoValuesRule), ElementsAre("conflict"));
  figures_[1].set_printed(">2018");
  EXPECT_THAT(Outcomes(kReconcileTwoValuesRule), ElementsAre("conflict"));
}

TEST_F(ReconciliationChecks, UnitsThatCannotBeComparedAreDoubtful) {
  Say("a", "subject: 'A' measure: 'cost' unit: 'USD million' printed: '10.1'");
  Say("b", "subject: 'A' measure: 'cost' unit: 'SGD million' printed: '10'");
  EXPECT_THAT(Outcomes(kReconcileTwoValuesRule), ElementsAre("doubtful"));
}

TEST_F(ReconciliationChecks, AnotherDocumentMayHaveRestatedIt) {
  Say("a", "subject: 'A' measure: 'elements' unit: 'elements' printed: '29'");
  Say("b", "subject: 'A' measure: 'elements' unit: 'elements' printed: '23' source: 'Other'");
  EXPECT_THAT(Outcomes(kReconcileTwoValuesRule), ElementsAre("doubtful"));
}

// reconcile-records-v1

TEST_F(ReconciliationChecks, TheRecordsAreComparedAtTheEndOfThePeriod) {
  SayShares("C4", "", "4", {"50", "50", "0"});
  for (auto& figure : figures_) {
    figure.set_plan("plans/energy");
    if (figure.measure() == "lines") figure.set_measure("action_lines");
    if (figure.share_of() == "lines") figure.set_share_of("action_lines");
  }
  ClassCounts counts;
  counts.Add(v1::HEADLINE_COMPLETED, 1);
  counts.Add(v1::HEADLINE_IN_PROGRESS, 3);
  std::vector<Outcome> outcomes;
  const auto lines = [&](const std::string& plan, PartialDate day) {
    EXPECT_EQ(plan, "plans/energy");
    EXPECT_EQ(day.ToString(), "2023-12-31");
    return std::optional(counts);
  };
  const auto against_records = [&] {
    outcomes.clear();
    for (const Check& check : Run(lines)) {
      if (check.rule == kReconcileRecordsRule) outcomes.push_back(check.outcome);
    }
    return outcomes;
  };
  // Completed, in progress, lines, not started.
  EXPECT_THAT(against_records(), ElementsAre(Outcome::kDoubtful, Outcome::kDoubtful,
                                             Outcome::kAgrees, Outcome::kAgrees));
  counts.Add(v1::HEADLINE_NOT_REPORTED, 2);
  EXPECT_THAT(against_records(),
              ElementsAre(Outcome::kNoted, Outcome::kAgrees, Outcome::kNoted, Outcome::kAgrees))
      << "the records hold other lines";
}

}  // namespace
}  // namespace sheaf::reports
