#include "server/watchers/plan_sectors.h"

#include <iterator>
#include <utility>

#include "sheaf/v1/plan.pb.h"

namespace sheaf::watchers {
namespace {

constexpr std::string_view kPlans = "plans/";
constexpr std::string_view kSectors = "sectors/";

bool IsPlan(std::string_view resource) {
  return resource.starts_with(kPlans) &&
         resource.find('/', kPlans.size()) == std::string_view::npos;
}

// "energy" of "sectors/energy/kpis/...".
std::string_view IdAfter(std::string_view collection, std::string_view resource) {
  return resource.substr(collection.size(),
                         resource.find('/', collection.size()) - collection.size());
}

}  // namespace

void PlanSectors::Apply(const ledger::Commit& commit) {
  for (const ledger::Record& record : commit.records) {
    if (!IsPlan(record.resource)) continue;
    v1::Plan plan;
    if (!plan.ParseFromString(record.payload)) continue;
    const std::lock_guard lock(mutex_);
    auto& versions = sectors_[record.resource];
    if (versions.empty() || versions.rbegin()->second != plan.sector()) {
      versions[commit.revision] = std::move(*plan.mutable_sector());
    }
  }
}

Snapshotted::Write PlanSectors::Capture() const {
  const std::lock_guard lock(mutex_);
  return [plans = sectors_](SnapshotWriter& to) {
    to.Number(plans.size());
    for (const auto& [plan, sectors] : plans) {
      to.Text(plan);
      to.Number(sectors.size());
      for (const auto& [revision, sector] : sectors) {
        to.Number(static_cast<uint64_t>(revision));
        to.Text(sector);
      }
    }
  };
}

void PlanSectors::Load(SnapshotReader& from) {
  const std::lock_guard lock(mutex_);
  for (uint64_t plans = from.Number(); plans > 0 && from.ok(); --plans) {
    auto& sectors = sectors_[from.Text()];
    for (uint64_t left = from.Number(); left > 0 && from.ok(); --left) {
      const auto revision = static_cast<ledger::Revision>(from.Number());
      sectors[revision] = from.Text();
    }
  }
}

std::string PlanSectors::SectorOf(std::string_view resource, ledger::Revision revision) const {
  if (resource.starts_with(kSectors)) return std::string(IdAfter(kSectors, resource));
  if (!resource.starts_with(kPlans)) return "";
  return SectorOfPlan(resource.substr(0, resource.find('/', kPlans.size())), revision);
}

std::string PlanSectors::SectorOfPlan(std::string_view plan, ledger::Revision revision) const {
  const std::lock_guard lock(mutex_);
  const auto versions = sectors_.find(plan);
  if (versions == sectors_.end()) return "";
  const auto after = versions->second.upper_bound(revision);
  return after == versions->second.begin() ? "" : std::prev(after)->second;
}

}  // namespace sheaf::watchers
