#include "server/api/plan_choice.h"

#include <algorithm>

#include "server/api/reading.h"
#include "server/base/status.h"

namespace sheaf::api {

bool IsOfSectors(const SectorIds& asked, std::string_view sector) {
  const std::string_view id = sector.empty() ? "-" : sector;
  return asked.empty() || std::find(asked.begin(), asked.end(), id) != asked.end();
}

std::vector<model::PlanRow> PlansOf(const model::View& view, std::string_view plan,
                                    const SectorIds& sectors) {
  std::vector<model::PlanRow> plans = view.Plans();
  std::erase_if(plans, [&](const model::PlanRow& row) {
    return (plan != "-" && row.id != plan) || !IsOfSectors(sectors, row.sector);
  });
  // "plans/a-b/lines/..." comes before "plans/a/lines/...".
  std::sort(plans.begin(), plans.end(),
            [](const auto& a, const auto& b) { return a.id + "/" < b.id + "/"; });
  return plans;
}

std::string_view PlanIdOf(std::string_view name) {
  const size_t start = name.find('/') + 1;
  return name.substr(start, std::min(name.find('/', start), name.size()) - start);
}

absl::Status CheckParent(const Serving& serving, std::string_view parent,
                         ledger::Revision revision) {
  if (parent == "plans/-") return absl::OkStatus();
  return serving.ledger->Get(parent, revision).status();
}

PlanRules::PlanRules(const Serving& serving, ledger::Revision revision) {
  for (const model::PlanRow& plan : serving.model->At(revision).Plans()) {
    rules_.emplace(plan.id, RulesOf(serving, plan.sector, revision));
  }
}

const sectors::Rules& PlanRules::Of(std::string_view name) const {
  const auto found = rules_.find(PlanIdOf(name));
  return found == rules_.end() ? sectors::CoreRules() : *found->second;
}

}  // namespace sheaf::api
