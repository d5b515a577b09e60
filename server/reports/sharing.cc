#include "server/reports/sharing.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

namespace sheaf::reports {
namespace {

SharedLine NamedLine(const model::View& view, const PlanTree& tree, int32_t row) {
  const model::LineRow& line = tree.lines[row];
  return {tree.plan.id, tree.plan.sector, std::string(view.Text(line.code)),
          view.NameOf(tree.plan, line)};
}

}  // namespace

bool SharedInitiative::Concerns(std::string_view sector) const {
  return owner.sector == sector ||
         std::any_of(others.begin(), others.end(),
                     [&](const SharedLine& other) { return other.sector == sector; });
}

std::string SharedInitiative::ToString() const {
  std::string text = key + "\n" + owner.name + "\n";
  for (const SharedLine& other : others) text += other.name + "\n";
  return text + "\n";
}

std::vector<SharedInitiative> ShareOut(const model::View& view, std::vector<PlanTree>* trees) {
  std::map<std::string_view, SharedInitiative> by_key;
  for (PlanTree& tree : *trees) {
    for (int32_t row = 0; row < tree.size(); ++row) {
      const model::TextId key = tree.lines[row].shared_initiative;
      if (key == 0 || !tree.Counts(row)) continue;
      const auto [entry, first] = by_key.try_emplace(view.Text(key));
      if (first) {
        entry->second.owner = NamedLine(view, tree, row);
      } else {
        entry->second.others.push_back(NamedLine(view, tree, row));
        tree.counting[row] = Counting::kElsewhere;
      }
    }
  }
  std::vector<SharedInitiative> shared;
  for (auto& [key, initiative] : by_key) {
    if (initiative.others.empty()) continue;
    initiative.key = std::string(key);
    shared.push_back(std::move(initiative));
  }
  return shared;
}

bool SharesAnything(const PlanTree& tree) {
  return std::any_of(tree.lines.begin(), tree.lines.end(),
                     [](const model::LineRow& line) { return line.shared_initiative != 0; });
}

bool SharesAnything(const model::View& view, const model::PlanRow& plan) {
  bool shares = false;
  // No update matters, so that any day will do.
  view.ForEachLine(plan, PartialDate(), [&](std::span<const model::LineGlance> lines) {
    for (const model::LineGlance& line : lines) shares |= line.shared_initiative != 0;
  });
  return shares;
}

}  // namespace sheaf::reports
