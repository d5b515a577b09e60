#include "server/reports/headline_count.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

#include "server/reports/all_cores.h"
#include "server/reports/assessment.h"

namespace sheaf::reports {
namespace {

// What `look_up` gave for each text before: as many texts as a plan has levels or status words.
template <typename Value>
class ByText {
 public:
  template <typename LookUp>
  const Value& Of(model::TextId text, const LookUp& look_up) {
    Entry& entry = recent_[text % recent_.size()];
    if (entry.value == nullptr || entry.text != text) {
      const auto [known, is_new] = known_.try_emplace(text);
      if (is_new) known->second = look_up(text);
      entry = {text, &known->second};
    }
    return *entry.value;
  }

 private:
  struct Entry {
    model::TextId text = 0;
    const Value* value = nullptr;
  };
  std::array<Entry, 64> recent_{};
  std::unordered_map<model::TextId, Value> known_;
};

// Counts the lines of one plan. Not thread-safe.
class PlanCounter {
 public:
  PlanCounter(const model::View& view, const model::PlanRow& plan, const sectors::Rules& rules,
              const Membership& membership, PartialDate effective)
      : view_(view),
        plan_(plan),
        rules_(rules),
        effective_(effective),
        state_(view, rules, membership, effective) {}

  // Nothing where lines count by what stands below them or in another plan: that takes the tree.
  std::optional<ClassCounts> Count() {
    if (rules_.manifest().counted_parent_rule() == v1::REPLACED_BY_CHILDREN) return std::nullopt;
    bool shares = false;
    ClassCounts counts;
    view_.ForEachLine(plan_, effective_, [&](std::span<const model::LineGlance> lines) {
      for (const model::LineGlance& line : lines) {
        shares |= line.shared_initiative != 0;
        if (!line.vanished && !IsHeading(line.level)) counts.Add(HeadlineOf(StateOf(line)));
      }
    });
    return shares ? std::nullopt : std::optional(counts);
  }

 private:
  bool IsHeading(model::TextId level) {
    return headings_.Of(
        level, [this](model::TextId id) { return IsHeadingLevel(rules_, plan_, view_.Text(id)); });
  }

  // Where the last word is the region's and sets a state, it decides; what goes before it need not
  // be looked at. Anything else is for the rule.
  v1::CanonicalState StateOf(const model::LineGlance& line) {
    if (!line.latest) return v1::CANONICAL_STATE_UNSPECIFIED;
    const Vocabulary::Meaning& meaning = meanings_.Of(
        line.latest->status, [this](model::TextId word) { return state_.vocabulary().Of(word); });
    const v1::CanonicalState state = meaning.effect == v1::EXPECTATION
                                         ? v1::CANONICAL_STATE_UNSPECIFIED
                                         : meaning.StateOn(line.instrument_type);
    if (line.latest->member_state == 0 && state != v1::CANONICAL_STATE_UNSPECIFIED) return state;
    return ByRule(line.id);
  }

  v1::CanonicalState ByRule(model::LineId id) {
    if (rows_.empty()) {
      for (model::LineRow& row : view_.LinesOf(plan_)) rows_.emplace(row.id, row);
    }
    view_.UpdatesOf(id, &updates_);
    return state_.StateOf(rows_.at(id), updates_, &participation_).state;
  }

  const model::View& view_;
  const model::PlanRow& plan_;
  const sectors::Rules& rules_;
  const PartialDate effective_;
  StateRule state_;
  ByText<bool> headings_;
  ByText<Vocabulary::Meaning> meanings_;
  // For the lines that the rule is asked about; filled with the first of them.
  std::unordered_map<model::LineId, model::LineRow> rows_;
  std::vector<model::UpdateRow> updates_;
  Participation participation_;
};

// Counts the plans that are asked for: at once where it can, and the others by their trees.
class HeadlineCounter {
 public:
  HeadlineCounter(const model::View& view, const sectors::Manifests& manifests,
                  const Membership& membership, PartialDate effective, const std::string* sector)
      : view_(view), membership_(membership), effective_(effective), sector_(sector) {
    for (model::PlanRow& plan : view.Plans()) {
      auto rules = plan.sector.empty() ? nullptr : manifests.At(plan.sector, view.revision());
      plans_.push_back({{std::move(plan), {}, 0}, std::move(rules)});
    }
  }

  HeadlineCounts Count() && {
    OnAllCores(plans_.size(), [this](size_t i) {
      if (IsAskedFor(plans_[i])) CountAtOnce(&plans_[i]);
    });
    HeadlineCounts counted;
    const bool any_tree = std::any_of(plans_.begin(), plans_.end(),
                                      [](const Counted& plan) { return plan.needs_tree; });
    if (any_tree) counted.shared = CountByTrees();
    for (Counted& plan : plans_) {
      if (IsAskedFor(plan)) counted.plans.push_back(std::move(plan.counts));
    }
    return counted;
  }

 private:
  struct Counted {
    PlanCounts counts;
    std::shared_ptr<const sectors::Rules> rules;  // null: the core's
    bool needs_tree = false;
  };

  bool IsAskedFor(const Counted& plan) const {
    return sector_ == nullptr || plan.counts.plan.sector == *sector_;
  }

  void CountAtOnce(Counted* plan) const {
    const sectors::Rules& rules = plan->rules ? *plan->rules : sectors::CoreRules();
    const auto counts =
        PlanCounter(view_, plan->counts.plan, rules, membership_, effective_).Count();
    plan->needs_tree = !counts;
    plan->counts.counts = counts.value_or(ClassCounts());
  }

  // Whose lines share what with whom takes the trees of all plans that share.
  std::vector<SharedInitiative> CountByTrees() {
    OnAllCores(plans_.size(), [this](size_t i) {
      Counted& plan = plans_[i];
      if (!IsAskedFor(plan)) plan.needs_tree = SharesAnything(view_, plan.counts.plan);
    });
    std::vector<PlanTree> trees;
    std::vector<Counted*> of_trees;
    for (Counted& plan : plans_) {
      if (!plan.needs_tree) continue;
      trees.push_back(MakeTree(view_, plan.counts.plan, plan.rules));
      of_trees.push_back(&plan);
    }
    std::vector<SharedInitiative> shared = ShareOut(view_, &trees);
    for (size_t i = 0; i < trees.size(); ++i) {
      if (IsAskedFor(*of_trees[i])) Assess(std::move(trees[i]), &of_trees[i]->counts);
    }
    std::erase_if(shared, [this](const SharedInitiative& initiative) {
      return sector_ != nullptr && !initiative.Concerns(*sector_);
    });
    return shared;
  }

  void Assess(PlanTree tree, PlanCounts* counts) const {
    const PlanAssessment plan = AssessPlan(view_, std::move(tree), membership_, effective_);
    counts->counts = plan.counts;
    counts->counted_elsewhere = plan.counted_elsewhere;
  }

  const model::View& view_;
  const Membership& membership_;
  const PartialDate effective_;
  const std::string* const sector_;
  std::vector<Counted> plans_;
};

}  // namespace

HeadlineCounts CountHeadlines(const model::View& view, const sectors::Manifests& manifests,
                              const Membership& membership, PartialDate effective,
                              const std::string* sector) {
  return HeadlineCounter(view, manifests, membership, effective, sector).Count();
}

}  // namespace sheaf::reports
