#include "server/reports/counted_lines.h"

#include <utility>
#include <vector>

#include "server/reports/sharing.h"
#include "server/reports/tree.h"

namespace sheaf::reports {
namespace {

const sectors::Rules& OrCoreRules(const std::shared_ptr<const sectors::Rules>& rules) {
  return rules != nullptr ? *rules : sectors::CoreRules();
}

}  // namespace

bool CountedElsewhere::Has(model::LineId line) const {
  std::call_once(looked_, [this] { LookAtAll(); });
  return lines_.contains(line);
}

void CountedElsewhere::LookAtAll() const {
  std::vector<PlanTree> trees;
  for (model::PlanRow& plan : view_.Plans()) {
    if (!SharesAnything(view_, plan)) continue;
    auto rules = plan.sector.empty() ? nullptr : manifests_.At(plan.sector, view_.revision());
    trees.push_back(MakeTree(view_, std::move(plan), std::move(rules)));
  }
  ShareOut(view_, &trees);
  for (const PlanTree& tree : trees) {
    for (int32_t row = 0; row < tree.size(); ++row) {
      if (tree.counting[row] == Counting::kElsewhere) lines_.insert(tree.lines[row].id);
    }
  }
}

CountedLines::CountedLines(const model::View& view, const model::PlanRow& plan,
                           std::shared_ptr<const sectors::Rules> rules,
                           const CountedElsewhere& elsewhere)
    : view_(view), plan_(plan), rules_(std::move(rules)), elsewhere_(elsewhere) {
  if (OrCoreRules(rules_).manifest().counted_parent_rule() != v1::REPLACED_BY_CHILDREN) return;
  const PlanTree tree = MakeTree(view, plan, rules_);
  for (int32_t row = 0; row < tree.size(); ++row) {
    if (tree.counting[row] == Counting::kReplacedByChildren) replaced_.insert(tree.lines[row].id);
  }
}

bool CountedLines::Has(const model::LineRow& line) {
  return !line.vanished && !IsHeading(line.level) && !replaced_.contains(line.id) &&
         (line.shared_initiative == 0 || !elsewhere_.Has(line.id));
}

bool CountedLines::IsHeading(model::TextId level) {
  const auto [known, added] = headings_.try_emplace(level, false);
  if (added) known->second = IsHeadingLevel(OrCoreRules(rules_), plan_, view_.Text(level));
  return known->second;
}

}  // namespace sheaf::reports
