#include "server/reports/child_plans.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "server/base/resource_name.h"

namespace sheaf::reports {
namespace {

using RowsByName = std::unordered_map<std::string, int32_t>;

// Adds those lines of `plan` that are `wanted`; its first line has the row `first`.
void FindRows(const model::View& view, const PlanTree& tree, int32_t first,
              const std::unordered_set<std::string_view>& wanted, RowsByName* rows) {
  for (int32_t row = 0; row < tree.size(); ++row) {
    std::string name = view.NameOf(tree.plan, tree.lines[row]);
    if (wanted.contains(name)) rows->emplace(std::move(name), first + row);
  }
}

RowsByName RowsOfParentLines(const model::View& view, const std::vector<PlanAssessment>& plans) {
  std::unordered_set<std::string_view> wanted;
  std::unordered_set<std::string_view> parents;  // plans with such a line
  for (const PlanAssessment& plan : plans) {
    const std::string_view line = plan.tree.plan.parent_line;
    if (!line.empty()) wanted.insert(line), parents.insert(IdOf(ParentName(line)));
  }
  RowsByName rows;
  int32_t first = 0;
  for (const PlanAssessment& plan : plans) {
    if (parents.contains(plan.tree.plan.id)) FindRows(view, plan.tree, first, wanted, &rows);
    first += plan.tree.size();
  }
  return rows;
}

}  // namespace

std::vector<int32_t> ParentRowsOf(const model::View& view,
                                  const std::vector<PlanAssessment>& plans) {
  const RowsByName rows = RowsOfParentLines(view, plans);
  std::vector<int32_t> parent_rows;
  parent_rows.reserve(plans.size());
  for (const PlanAssessment& plan : plans) {
    const auto found = rows.find(plan.tree.plan.parent_line);
    parent_rows.push_back(found == rows.end() ? -1 : found->second);
  }
  return parent_rows;
}

}  // namespace sheaf::reports
