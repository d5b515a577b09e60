// The lines that a listing gives for a class, or as overdue, are those that reports count there.
#include "server/reports/counted_lines.h"

#include <gmock/gmock.h>

#include <set>

#include "server/reports/line_selection.h"
#include "server/reports/random_plans.h"

namespace sheaf::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int kLines = 40;
using Names = std::set<std::string>;

class CountedLinesTest : public RandomPlans {
 protected:
  explicit CountedLinesTest(unsigned seed = 0) : RandomPlans(seed) {
    PutManifest(EnergyManifest());
    PutMembers({"KHM", "LAO", "THA"});
  }

  // Names of all lines that `filter` lets through, plan by plan.
  Names Listed(const v1::LineFilter& filter, std::string_view effective) {
    const model::View view = Now();
    const LineSelection selection(view, view, manifests_, filter, Day(effective));
    Names names;
    for (const model::PlanRow& plan : view.Plans()) {
      const LookLimits limits{.most_found = 10'000, .most_looked_at = 10'000};
      for (const std::string& code : selection.Select(plan, "", limits).codes) {
        names.insert(plan.id + "/" + code);
      }
    }
    return names;
  }

  std::string NameOf(const PlanAssessment& plan, int32_t row) const {
    return plan.tree.plan.id + "/" + std::string(view_->Text(plan.tree.lines[row].code));
  }
};

TEST_F(CountedLinesTest, HeadingsVanishedLinesAndThoseCountedElsewhereAreInNoClass) {
  PutLine("H", "level: 'area'");
  PutLine("A", "level: 'action' shared_initiative: 'S'");
  PutLine("B", "level: 'action' shared_initiative: 'S'");
  PutLine("V");
  for (const char* code : {"H", "A", "B", "V"}) Say(code, "completed", "2024");
  Commit();
  next_.Vanish("plans/energy/lines/V");
  v1::LineFilter filter;
  filter.add_headline_classes(v1::HEADLINE_COMPLETED);
  EXPECT_THAT(Listed(filter, "2024-12-31"), ElementsAre("energy/A"));
}

TEST_F(CountedLinesTest, WhatIsCountedIsReadFromTheViewOfReports) {
  PutLine("A");
  Say("A", "completed", "2024");
  const ledger::Revision head = Commit();
  const model::View submitted = model_.At(head);
  const model::View published = model_.At(head, model::Level::kPublished);
  const auto codes = [&](const v1::LineFilter& filter) {
    const LineSelection selection(submitted, published, manifests_, filter, Day("2024-12-31"));
    return selection.Select(submitted.Plans().front(), "", {100, 100}).codes;
  };
  v1::LineFilter filter;
  filter.add_headline_classes(v1::HEADLINE_COMPLETED);
  EXPECT_THAT(codes(filter), IsEmpty()) << "nothing is published";
  filter.set_headline_classes(0, v1::HEADLINE_NOT_REPORTED);
  EXPECT_THAT(codes(filter), ElementsAre("A"));
  filter.add_states("completed");
  EXPECT_THAT(codes(filter), ElementsAre("A")) << "states are those that the caller sees";
}

// What holds whatever the plans.
class CountedAsInReports : public CountedLinesTest, public ::testing::WithParamInterface<int> {
 protected:
  CountedAsInReports() : CountedLinesTest(static_cast<unsigned>(GetParam())) {
    v1::SectorManifest manifest = EnergyManifest();
    if (GetParam() % 2 == 0) manifest.set_counted_parent_rule(v1::REPLACED_BY_CHILDREN);
    PutManifest(manifest);
    for (const std::string id : {"a", "b", "c"}) {
      PutRandomPlan(id, id == "c" ? "" : "energy", kLines);
      SayRandomThings(id, kLines);
    }
    Commit();
    for (int i = 0; i < 5; ++i) next_.Vanish("plans/a/lines/L" + std::to_string(i * 3));
  }
};

TEST_P(CountedAsInReports, EveryClassHasTheLinesOfTheAssessment) {
  for (const std::string effective : {"2020-12-31", "2024-06-30"}) {
    std::map<v1::HeadlineClass, Names> expected;
    for (const PlanAssessment& plan : Assess(effective)) {
      for (int32_t row = 0; row < plan.tree.size(); ++row) {
        if (plan.tree.Counts(row)) expected[plan.states[row].headline].insert(NameOf(plan, row));
      }
    }
    Names all;
    for (const v1::HeadlineClass headline : kHeadlineClasses) {
      v1::LineFilter filter;
      filter.add_headline_classes(headline);
      const Names listed = Listed(filter, effective);
      EXPECT_EQ(listed, expected[headline]) << v1::HeadlineClass_Name(headline);
      all.insert(listed.begin(), listed.end());
    }
    EXPECT_GT(all.size(), 20U) << "too few lines count: this shows little";
  }
}

TEST_P(CountedAsInReports, OverdueAreTheLinesOfTheAssessment) {
  for (const std::string effective : {"2024-06-30", "2035-12-31"}) {
    Names expected;
    for (const PlanAssessment& plan : Assess(effective)) {
      for (const int32_t row : plan.overdue) expected.insert(NameOf(plan, row));
    }
    v1::LineFilter filter;
    filter.set_overdue(true);
    EXPECT_EQ(Listed(filter, effective), expected) << effective;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, CountedAsInReports, ::testing::Range(0, 12));

}  // namespace
}  // namespace sheaf::reports
