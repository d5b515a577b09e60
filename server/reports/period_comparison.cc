#include "server/reports/period_comparison.h"

#include "server/reports/vocabulary.h"

namespace sheaf::reports {
namespace {

class Comparer {
 public:
  Comparer(const Material& material, PartialDate before)
      : material_(material), membership_(*material.view, before) {
    comparison_.before = before;
    comparison_.now = material.effective;
  }

  void Add(const PlanAssessment& plan) {
    const PlanAssessment before =
        AssessPlan(*material_.view, plan.tree, membership_, comparison_.before);
    comparison_.counts_before += before.counts;
    Vocabulary vocabulary(*material_.view, *plan.tree.rules);
    for (int32_t row = 0; row < plan.tree.size(); ++row) {
      if (plan.tree.Counts(row)) Compare(plan, row, before.states[row], &vocabulary);
    }
  }

  Comparison Take() && { return std::move(comparison_); }

 private:
  void Compare(const PlanAssessment& plan, int32_t row, const LineState& before,
               Vocabulary* vocabulary) {
    const LineState& now = plan.states[row];
    Moved moved{&plan, row, before, MovementOf(before, now), false, {}};
    ++comparison_.movements[moved.movement];
    ++comparison_.from_to[{before.headline, now.headline}];
    LookAtUpdates(vocabulary, &moved);
    if (moved.reported) ++comparison_.reported;
    const bool open =
        now.headline == v1::HEADLINE_IN_PROGRESS || now.headline == v1::HEADLINE_NOT_STARTED;
    if (open || moved.reported || moved.movement != Movement::kUnchanged) {
      comparison_.listed.push_back(moved);
    }
  }

  void LookAtUpdates(Vocabulary* vocabulary, Moved* moved) {
    material_.view->UpdatesOf(moved->plan->tree.lines[moved->row].id, &updates_);
    for (const model::UpdateRow& update : updates_) {
      if (vocabulary->Of(update.status).effect == v1::EXPECTATION) continue;
      if (update.effective_date.SortsAs(comparison_.now) > 0) continue;
      moved->last = update;
      if (update.effective_date.SortsAs(comparison_.before) <= 0) continue;
      moved->reported = true;
      comparison_.said.push_back({moved->plan, moved->row, update});
    }
  }

  const Material& material_;
  const Membership membership_;
  Comparison comparison_;
  std::vector<model::UpdateRow> updates_;
};

}  // namespace

Comparison Compare(const Material& material, PartialDate before) {
  Comparer comparer(material, before);
  for (const PlanAssessment& plan : material.parts.front().plans) comparer.Add(plan);
  return std::move(comparer).Take();
}

}  // namespace sheaf::reports
