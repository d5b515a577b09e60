#include "server/reports/material.h"

#include <algorithm>
#include <map>
#include <utility>

namespace sheaf::reports {
namespace {

Part SectorPart(const std::string& sector, std::shared_ptr<const sectors::Rules> rules) {
  Part part;
  part.sector = sector;
  part.rules = std::move(rules);
  const bool titled = part.rules != nullptr && !part.rules->manifest().title().empty();
  part.title = titled ? part.rules->manifest().title() : sector;
  return part;
}

Part LoosePart(const PlanTree& tree) {
  Part part;
  part.title = tree.plan.title.empty() ? tree.plan.id : tree.plan.title;
  return part;
}

}  // namespace

std::vector<Part> MakeParts(const model::View& view, std::vector<PlanTree> trees,
                            const std::vector<std::string>& sectors,
                            const sectors::Manifests& manifests, const Membership& membership,
                            PartialDate effective) {
  std::map<std::string, Part> by_sector;
  const auto part_of = [&](const std::string& sector) -> Part& {
    const auto known = by_sector.find(sector);
    if (known != by_sector.end()) return known->second;
    return by_sector.emplace(sector, SectorPart(sector, manifests.At(sector, view.revision())))
        .first->second;
  };
  for (const std::string& sector : sectors) part_of(sector);
  std::vector<Part> loose;
  for (PlanTree& tree : trees) {
    Part& part =
        tree.plan.sector.empty() ? loose.emplace_back(LoosePart(tree)) : part_of(tree.plan.sector);
    part.plans.push_back(AssessPlan(view, std::move(tree), membership, effective));
    part.totals += part.plans.back();
  }
  std::vector<Part> parts;
  for (auto& [sector, part] : by_sector) parts.push_back(std::move(part));
  std::move(loose.begin(), loose.end(), std::back_inserter(parts));
  return parts;
}

void JudgeKpis(const model::View& view, PartialDate effective, Part* part) {
  if (part->rules == nullptr) return;
  ComputedKpis computed;
  if (part->answer.evaluation != nullptr) computed.values = part->answer.evaluation->kpi_values;
  computed.unavailable = part->answer.unavailable;
  part->sheets = MakeKpiSheets(view, *part->rules, computed, effective);
  part->coverage = CoverageOf(part->sheets);
  part->verdicts.reserve(part->sheets.size());
  for (const KpiSheet& sheet : part->sheets) part->verdicts.push_back(Judge(sheet, effective));
}

const v1::ReportFormat* HighlightsOf(const Part& part) {
  if (part.rules == nullptr) return nullptr;
  const auto& formats = part.rules->manifest().report_formats();
  const auto found =
      std::find_if(formats.begin(), formats.end(),
                   [](const v1::ReportFormat& format) { return format.highlights(); });
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace sheaf::reports
