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

Part LoosePart(const model::PlanRow& plan) {
  Part part;
  part.plan = plan.id;
  part.title = plan.title.empty() ? plan.id : plan.title;
  return part;
}

// The parts as their plans come, each found by its sector.
class PartList {
 public:
  PartList(const model::View& view, const sectors::Manifests& manifests,
           const std::vector<std::string>& sectors)
      : view_(view), manifests_(manifests) {
    for (const std::string& sector : sectors) OfSector(sector);
  }

  // Good until the next plan is asked for.
  Part& Of(const model::PlanRow& plan) {
    return plan.sector.empty() ? loose_.emplace_back(LoosePart(plan)) : OfSector(plan.sector);
  }

  std::vector<Part> Take() && {
    std::vector<Part> parts;
    for (auto& [sector, part] : by_sector_) parts.push_back(std::move(part));
    std::move(loose_.begin(), loose_.end(), std::back_inserter(parts));
    return parts;
  }

 private:
  Part& OfSector(const std::string& sector) {
    const auto known = by_sector_.find(sector);
    if (known != by_sector_.end()) return known->second;
    return by_sector_.emplace(sector, SectorPart(sector, manifests_.At(sector, view_.revision())))
        .first->second;
  }

  const model::View& view_;
  const sectors::Manifests& manifests_;
  std::map<std::string, Part> by_sector_;
  std::vector<Part> loose_;
};

}  // namespace

std::vector<Part> MakeParts(const model::View& view, std::vector<PlanTree> trees,
                            const std::vector<std::string>& sectors,
                            const sectors::Manifests& manifests, const Membership& membership,
                            PartialDate effective) {
  PartList parts(view, manifests, sectors);
  for (PlanTree& tree : trees) {
    Part& part = parts.Of(tree.plan);
    part.plans.push_back(AssessPlan(view, std::move(tree), membership, effective));
    part.totals += part.plans.back();
  }
  return std::move(parts).Take();
}

std::vector<Part> MakeCountedParts(const model::View& view, const std::vector<PlanCounts>& plans,
                                   const std::vector<std::string>& sectors,
                                   const sectors::Manifests& manifests) {
  PartList parts(view, manifests, sectors);
  for (const PlanCounts& plan : plans) {
    Totals& totals = parts.Of(plan.plan).totals;
    totals.counts += plan.counts;
    totals.counted_elsewhere += plan.counted_elsewhere;
  }
  return std::move(parts).Take();
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
