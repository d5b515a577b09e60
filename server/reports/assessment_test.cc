#include "server/reports/assessment.h"

#include <gmock/gmock.h>

#include "server/reports/evaluations.h"
#include "server/reports/headline_count.h"
#include "server/reports/random_plans.h"

namespace sheaf::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class AssessmentTest : public ReportFixture {
 protected:
  AssessmentTest() {
    PutManifest(EnergyManifest());
    PutMembers({"KHM", "LAO", "THA"});
  }

  // How each line of a plan stands to the totals, in the order of the tree.
  static std::vector<Counting> CountingOf(const PlanAssessment& plan) { return plan.tree.counting; }
  std::vector<std::string> CodesOf(const PlanAssessment& plan) {
    std::vector<std::string> codes;
    for (const model::LineRow& line : plan.tree.lines) codes.emplace_back(view_->Text(line.code));
    return codes;
  }
};

TEST_F(AssessmentTest, AHeadingIsNeverInATotalEvenWithUpdatesOfItsOwn) {
  PutLine("PH1", "level: 'area'");
  PutLine("A", "level: 'action' parent_code: 'PH1'");
  Say("PH1", "completed", "2020");
  const auto plans = Assess("2024-06-30");
  EXPECT_THAT(CountingOf(plans[0]), ElementsAre(Counting::kHeading, Counting::kCounted));
  EXPECT_EQ(plans[0].counts.Counted(), 1);
  EXPECT_EQ(plans[0].states[0].state, v1::COMPLETED) << "it has a state all the same";
}

TEST_F(AssessmentTest, ACountedParentCountsItselfWhereTheManifestSaysSo) {
  PutLine("A");
  PutLine("A1", "level: 'activity' parent_code: 'A'");
  EXPECT_EQ(Assess("2024-06-30")[0].counts.Counted(), 2);
}

TEST_F(AssessmentTest, ACountedParentIsReplacedByItsChildrenWhereTheManifestSaysSo) {
  v1::SectorManifest manifest = EnergyManifest();
  manifest.set_counted_parent_rule(v1::REPLACED_BY_CHILDREN);
  PutManifest(manifest);
  PutLine("A");
  PutLine("A1", "level: 'activity' parent_code: 'A'");
  PutLine("B");
  const auto plans = Assess("2024-06-30");
  EXPECT_THAT(CountingOf(plans[0]),
              ElementsAre(Counting::kReplacedByChildren, Counting::kCounted, Counting::kCounted));
}

TEST_F(AssessmentTest, AParentWhoseOnlyChildVanishedCountsAgain) {
  v1::SectorManifest manifest = EnergyManifest();
  manifest.set_counted_parent_rule(v1::REPLACED_BY_CHILDREN);
  PutManifest(manifest);
  PutLine("A");
  PutLine("A1", "level: 'activity' parent_code: 'A'");
  Commit();
  next_.Vanish("plans/energy/lines/A1");
  const auto plans = Assess("2024-06-30");
  EXPECT_THAT(CountingOf(plans[0]), ElementsAre(Counting::kCounted, Counting::kVanished));
}

TEST_F(AssessmentTest, ParentsComeBeforeTheirChildren) {
  PutLine("A1", "level: 'activity' parent_code: 'A'");
  PutLine("B");
  PutLine("A");
  const auto plans = Assess("2024-06-30");
  EXPECT_THAT(CodesOf(plans[0]), ElementsAre("B", "A", "A1"));
  EXPECT_THAT(plans[0].tree.parents, ElementsAre(PlanTree::kTop, PlanTree::kTop, 1));
}

TEST_F(AssessmentTest, InAPlanWithoutASectorLinesWithChildrenAreHeadings) {
  Put("plans/iai",
      FromText<v1::Plan>("levels { id: 'area' heading: true } levels { id: 'measure' }"));
  PutLine("iai/I", "level: 'area'");
  PutLine("iai/I-1", "level: 'measure' parent_code: 'I'");
  PutLine("iai/I-1-a", "level: 'measure' parent_code: 'I-1'");
  const auto plans = Assess("2024-06-30");
  EXPECT_THAT(CountingOf(plans[1]),
              ElementsAre(Counting::kHeading, Counting::kReplacedByChildren, Counting::kCounted));
}

TEST_F(AssessmentTest, ASharedInitiativeIsCountedOnceByTheFirstPlan) {
  Put("plans/trade", PlanOf("", "Trade"));
  PutLine("trade/T-1", "level: 'measure' shared_initiative: 'ACTS'");
  PutLine("E-0", "level: 'area' shared_initiative: 'ACTS'");
  PutLine("E-1", "level: 'action' shared_initiative: 'ACTS'");
  PutLine("E-2", "level: 'action' shared_initiative: 'ACTS'");
  const auto plans = Assess("2024-06-30");
  EXPECT_THAT(CountingOf(plans[0]),
              ElementsAre(Counting::kHeading, Counting::kCounted, Counting::kElsewhere));
  EXPECT_THAT(CountingOf(plans[1]), ElementsAre(Counting::kElsewhere));
  EXPECT_EQ(plans[0].counts.Counted(), 1);
  EXPECT_EQ(plans[0].counted_elsewhere, 1);
  EXPECT_EQ(plans[1].counts.Counted(), 0);
  ASSERT_THAT(shared_, SizeIs(1));
  EXPECT_EQ(shared_[0].owner.code, "E-1");
  EXPECT_THAT(shared_[0].others, SizeIs(2));
}

TEST_F(AssessmentTest, AnInitiativeOfOneLineIsNotShared) {
  PutLine("E-1", "level: 'action' shared_initiative: 'ACTS'");
  EXPECT_EQ(Assess("2024-06-30")[0].counts.Counted(), 1);
  EXPECT_THAT(shared_, SizeIs(0));
}

TEST_F(AssessmentTest, AMemberStateIsTalliedOnTheLinesInWhichItTakesPart) {
  PutLine("All");
  PutLine("Two", "level: 'action' member_states: 'KHM' member_states: 'THA'");
  PutLine("Regional");
  Say("All", "completed", "2020", "KHM");
  Say("Two", "on_going", "2020", "KHM");
  Say("Regional", "completed", "2020");
  const auto plans = Assess("2024-06-30");
  EXPECT_EQ(plans[0].reported_by_states, 2);
  const ClassCounts& cambodia = plans[0].members.at("KHM");
  EXPECT_EQ(cambodia.Counted(), 2);
  EXPECT_EQ(cambodia.Of(v1::HEADLINE_COMPLETED), 1);
  EXPECT_EQ(cambodia.Of(v1::HEADLINE_IN_PROGRESS), 1);
  EXPECT_EQ(plans[0].members.at("LAO").Of(v1::HEADLINE_NOT_REPORTED), 1);
  EXPECT_EQ(plans[0].members.at("THA").Of(v1::HEADLINE_NOT_REPORTED), 2);
}

// Whatever the plans, the counting rules of the domain hold.
class RandomPlansTest : public RandomPlans, public ::testing::WithParamInterface<int> {
 protected:
  RandomPlansTest() : RandomPlans(static_cast<unsigned>(GetParam())) {
    PutManifest(EnergyManifest());
    PutMembers({"KHM", "LAO", "THA"});
  }
};

TEST_P(RandomPlansTest, ClassesAddUpAndParentsAreTheSumOfTheirChildren) {
  v1::SectorManifest manifest = EnergyManifest();
  if (GetParam() % 2 == 0) manifest.set_counted_parent_rule(v1::REPLACED_BY_CHILDREN);
  PutManifest(manifest);
  for (const char* id : {"a", "b", "c"}) {
    PutRandomPlan(id, std::string(id) == "c" ? "" : "energy", 40);
    SayRandomThings(id, 40);
  }
  Commit();
  for (int i = 0; i < 5; ++i) next_.Vanish("plans/a/lines/L" + std::to_string(i * 3));

  int64_t counted_lines = 0, countable_lines = 0;
  for (const PlanAssessment& plan : Assess("2024-06-30")) {
    ASSERT_EQ(plan.tree.lines.size(), plan.tree.plan.id == "energy" ? 0u : 40u)
        << "no line is lost";
    int64_t counted = 0;
    for (int32_t row = 0; row < plan.tree.size(); ++row) counted += plan.tree.Counts(row) ? 1 : 0;
    int64_t classes = 0;
    for (const v1::HeadlineClass headline : kHeadlineClasses) classes += plan.counts.Of(headline);
    EXPECT_EQ(classes, counted) << "the five classes are all counted lines";
    counted_lines += counted;
    countable_lines += counted + plan.counted_elsewhere;

    const std::vector<ClassCounts> sums = RollUp(plan);
    ClassCounts tops;
    for (int32_t row = 0; row < plan.tree.size(); ++row) {
      ClassCounts expected;
      if (plan.tree.Counts(row)) expected.Add(plan.states[row].headline);
      for (int32_t child = 0; child < plan.tree.size(); ++child) {
        if (plan.tree.parents[child] == row) expected += sums[child];
      }
      EXPECT_EQ(sums[row], expected) << "a parent is the sum of its children";
      if (plan.tree.parents[row] == PlanTree::kTop) tops += sums[row];
    }
    EXPECT_EQ(tops, plan.counts);
    for (const auto& [member, counts] : plan.members) {
      EXPECT_GE(counts.Of(v1::HEADLINE_NOT_REPORTED), 0) << member;
      EXPECT_LE(counts.Counted(), plan.reported_by_states) << member;
    }
  }
  size_t elsewhere = 0;
  for (const SharedInitiative& initiative : shared_) elsewhere += initiative.others.size();
  EXPECT_EQ(countable_lines - counted_lines, static_cast<int64_t>(elsewhere))
      << "each shared initiative is counted once";
}

TEST_P(RandomPlansTest, CountingAloneComesToWhatTheAssessmentComesTo) {
  v1::SectorManifest manifest = EnergyManifest();
  if (GetParam() % 3 == 0) manifest.set_counted_parent_rule(v1::REPLACED_BY_CHILDREN);
  PutManifest(manifest);
  for (const char* id : {"a", "b", "c"}) {
    PutRandomPlan(id, std::string(id) == "c" ? "" : "energy", 40);
    SayRandomThings(id, 40);
  }
  // A plan without shared initiatives, which is counted without its tree.
  for (int i = 0; i < 40; ++i) {
    PutLine("L" + std::to_string(i), i % 7 == 0 ? "level: 'area'" : "level: 'action'");
  }
  SayRandomThings("energy", 40);
  Commit();
  for (int i = 0; i < 5; ++i) next_.Vanish("plans/a/lines/L" + std::to_string(i * 3));
  for (int i = 0; i < 5; ++i) next_.Vanish("plans/energy/lines/L" + std::to_string(i * 3));

  const auto assessed = Assess("2024-06-30");
  const auto counted =
      CountHeadlines(*view_, manifests_, *membership_, Day("2024-06-30"), nullptr).plans;
  ASSERT_EQ(counted.size(), assessed.size());
  for (size_t i = 0; i < counted.size(); ++i) {
    EXPECT_EQ(counted[i].plan.id, assessed[i].tree.plan.id);
    EXPECT_EQ(counted[i].counts, assessed[i].counts) << counted[i].plan.id;
    EXPECT_EQ(counted[i].counted_elsewhere, assessed[i].counted_elsewhere) << counted[i].plan.id;
  }
}

TEST_P(RandomPlansTest, OneSectorCountedAloneComesToWhatItComesToAmongAll) {
  v1::SectorManifest manifest = EnergyManifest();
  if (GetParam() % 3 == 0) manifest.set_counted_parent_rule(v1::REPLACED_BY_CHILDREN);
  PutManifest(manifest);
  // What plan `a` shares with `b` is counted by `a`, which is no matter of energy.
  for (const char* id : {"a", "b", "c"}) {
    PutRandomPlan(id, std::string(id) == "b" ? "energy" : "", 40);
    SayRandomThings(id, 40);
  }
  const auto assessed = Assess("2024-06-30");
  const std::string sector = "energy";
  const HeadlineCounts alone =
      CountHeadlines(*view_, manifests_, *membership_, Day("2024-06-30"), &sector);
  ASSERT_THAT(alone.plans, SizeIs(2));
  EXPECT_EQ(alone.plans[0].plan.id, "b");
  EXPECT_EQ(alone.plans[0].counts, assessed[1].counts);
  EXPECT_EQ(alone.plans[0].counted_elsewhere, assessed[1].counted_elsewhere);
  EXPECT_EQ(alone.plans[1].plan.id, "energy");
  EXPECT_EQ(SharingText(alone.shared, sector), SharingText(shared_, sector));
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomPlansTest, ::testing::Range(0, 40));

}  // namespace
}  // namespace sheaf::reports
