#include "server/reports/tree.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace sheaf::reports {
namespace {

using model::LineRow;

// For each place in `lines`, the place of its parent.
std::vector<int32_t> ParentsByPlace(const std::vector<LineRow>& lines) {
  std::vector<int32_t> parents(lines.size(), PlanTree::kTop);
  if (lines.empty()) return parents;
  const auto by_id = [](const LineRow& a, const LineRow& b) { return a.id < b.id; };
  const auto [low, high] = std::minmax_element(lines.begin(), lines.end(), by_id);
  const model::LineId first = low->id;
  std::vector<int32_t> place_of(high->id - first + 1, PlanTree::kTop);
  for (size_t i = 0; i < lines.size(); ++i) place_of[lines[i].id - first] = static_cast<int32_t>(i);
  for (size_t i = 0; i < lines.size(); ++i) {
    const model::LineId parent = lines[i].parent;
    if (parent >= first && parent - first < place_of.size()) parents[i] = place_of[parent - first];
  }
  return parents;
}

// Children of every place, in plan order: those of p are children[starts[p] .. starts[p + 1]).
struct Children {
  std::vector<int32_t> starts, children;

  explicit Children(const std::vector<int32_t>& parents)
      : starts(parents.size() + 1), children(parents.size()) {
    for (const int32_t parent : parents) {
      if (parent != PlanTree::kTop) ++starts[parent + 1];
    }
    for (size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    std::vector<int32_t> next(starts.begin(), starts.end() - 1);
    for (size_t i = 0; i < parents.size(); ++i) {
      if (parents[i] != PlanTree::kTop) children[next[parents[i]]++] = static_cast<int32_t>(i);
    }
  }
};

// The places from the top downwards. A line that stands under itself is put at the top: no input
// may hide a line.
std::vector<int32_t> Preorder(std::vector<int32_t>* parents) {
  const Children below(*parents);
  std::vector<int32_t> order, stack;
  std::vector<bool> seen(parents->size());
  order.reserve(parents->size());
  const auto visit = [&](int32_t top) {
    stack.push_back(top);
    while (!stack.empty()) {
      const int32_t place = stack.back();
      stack.pop_back();
      if (seen[place]) continue;
      seen[place] = true;
      order.push_back(place);
      for (int32_t i = below.starts[place + 1]; i-- > below.starts[place];) {
        if (!seen[below.children[i]]) stack.push_back(below.children[i]);
      }
    }
  };
  for (size_t i = 0; i < parents->size(); ++i) {
    if ((*parents)[i] == PlanTree::kTop) visit(static_cast<int32_t>(i));
  }
  for (size_t i = 0; i < parents->size(); ++i) {
    if (seen[i]) continue;
    (*parents)[i] = PlanTree::kTop;
    visit(static_cast<int32_t>(i));
  }
  return order;
}

void PutInOrder(const std::vector<int32_t>& order, PlanTree* tree) {
  if (std::is_sorted(order.begin(), order.end())) return;
  std::vector<int32_t> row_of(order.size());
  for (size_t row = 0; row < order.size(); ++row) row_of[order[row]] = static_cast<int32_t>(row);
  std::vector<LineRow> lines(order.size());
  std::vector<int32_t> parents(order.size());
  for (size_t row = 0; row < order.size(); ++row) {
    lines[row] = tree->lines[order[row]];
    const int32_t parent = tree->parents[order[row]];
    parents[row] = parent == PlanTree::kTop ? parent : row_of[parent];
  }
  tree->lines = std::move(lines);
  tree->parents = std::move(parents);
}

// Whether a level is a heading, looked up once a level.
class Headings {
 public:
  Headings(const model::View& view, const PlanTree& tree) : view_(view), tree_(tree) {}

  bool Has(model::TextId level) {
    const auto [entry, added] = known_.try_emplace(level, false);
    if (added) entry->second = IsHeadingLevel(*tree_.rules, tree_.plan, view_.Text(level));
    return entry->second;
  }

 private:
  const model::View& view_;
  const PlanTree& tree_;
  std::unordered_map<model::TextId, bool> known_;
};

void ReplaceParents(PlanTree* tree) {
  std::vector<bool> counted_below(tree->lines.size());
  for (int32_t row = tree->size(); row-- > 0;) {
    if (counted_below[row] && tree->Counts(row)) {
      tree->counting[row] = Counting::kReplacedByChildren;
    }
    const int32_t parent = tree->parents[row];
    if (parent != PlanTree::kTop && (counted_below[row] || tree->Counts(row))) {
      counted_below[parent] = true;
    }
  }
}

void DecideCounting(const model::View& view, PlanTree* tree) {
  Headings headings(view, *tree);
  tree->counting.resize(tree->lines.size());
  for (int32_t row = 0; row < tree->size(); ++row) {
    const LineRow& line = tree->lines[row];
    tree->counting[row] = line.vanished              ? Counting::kVanished
                          : headings.Has(line.level) ? Counting::kHeading
                                                     : Counting::kCounted;
  }
  if (tree->rules->manifest().counted_parent_rule() == v1::REPLACED_BY_CHILDREN) {
    ReplaceParents(tree);
  }
}

// The core's rules live for ever: a pointer that owns nothing is enough.
std::shared_ptr<const sectors::Rules> ByCoreRules() {
  return {std::shared_ptr<void>(), &sectors::CoreRules()};
}

}  // namespace

bool IsHeadingLevel(const sectors::Rules& rules, const model::PlanRow& plan,
                    std::string_view level) {
  if (const auto* declared = rules.Level(level)) return declared->heading();
  for (const v1::PlanLevel& own : plan.levels) {
    if (own.id() == level) return own.heading();
  }
  return false;
}

int PlanTree::DepthOf(int32_t row) const {
  int depth = 0;
  for (; parents[row] != kTop; row = parents[row]) ++depth;
  return depth;
}

PlanTree MakeTree(const model::View& view, model::PlanRow plan,
                  std::shared_ptr<const sectors::Rules> rules) {
  PlanTree tree;
  tree.plan = std::move(plan);
  tree.rules = rules != nullptr ? std::move(rules) : ByCoreRules();
  tree.lines = view.LinesOf(tree.plan);
  tree.parents = ParentsByPlace(tree.lines);
  const std::vector<int32_t> order = Preorder(&tree.parents);
  PutInOrder(order, &tree);
  DecideCounting(view, &tree);
  return tree;
}

std::string LabelOf(const model::View& view, const model::LineRow& line) {
  return std::string(view.Text(line.code)) + " '" + std::string(view.Text(line.title)) + "'";
}

}  // namespace sheaf::reports
