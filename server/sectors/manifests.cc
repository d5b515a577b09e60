#include "server/sectors/manifests.h"

#include <utility>

#include "server/base/resource_name.h"

namespace sheaf::sectors {
namespace {

using Index = std::unordered_map<std::string, int>;

template <typename Repeated>
const typename Repeated::value_type* Find(const Index& index, std::string_view key,
                                          const Repeated& definitions) {
  const auto found = index.find(std::string(key));
  return found == index.end() ? nullptr : &definitions.Get(found->second);
}

// The rules of a stored manifest; null where the record is no longer live or cannot be read.
std::shared_ptr<const Rules> RulesOf(const ledger::Record& record) {
  v1::SectorManifest manifest;
  if (!record.live() || !manifest.ParseFromString(record.payload)) return nullptr;
  return std::make_shared<const Rules>(std::move(manifest));
}

// The entry that ruled at `revision`; end where there was none.
template <typename Versions>
auto EntryAt(const Versions& versions, ledger::Revision revision) {
  const auto after = versions.upper_bound(revision);
  return after == versions.begin() ? versions.end() : std::prev(after);
}

}  // namespace

Rules::Rules(v1::SectorManifest manifest) : manifest_(std::move(manifest)) {
  for (int i = 0; i < manifest_.levels_size(); ++i) levels_.emplace(manifest_.levels(i).id(), i);
  for (int i = 0; i < manifest_.statuses_size(); ++i) {
    statuses_.emplace(manifest_.statuses(i).word(), i);
  }
  // Codes come before indicators: an indicator never hides another KPI's code.
  for (int i = 0; i < manifest_.kpis_size(); ++i) kpis_.emplace(manifest_.kpis(i).code(), i);
  for (int i = 0; i < manifest_.kpis_size(); ++i) {
    for (const std::string& indicator : manifest_.kpis(i).indicators()) kpis_.emplace(indicator, i);
  }
}

const v1::LevelDefinition* Rules::Level(std::string_view id) const {
  return Find(levels_, id, manifest_.levels());
}

const v1::StatusDefinition* Rules::Status(std::string_view word) const {
  return Find(statuses_, word, manifest_.statuses());
}

const v1::KpiDefinition* Rules::Kpi(std::string_view code_or_indicator) const {
  return Find(kpis_, code_or_indicator, manifest_.kpis());
}

v1::CanonicalState Rules::StateOf(const v1::StatusDefinition& status,
                                  v1::InstrumentType instrument) {
  if (status.effect() != v1::SETS_STATE) return v1::CANONICAL_STATE_UNSPECIFIED;
  for (const v1::StateByInstrument& exception : status.by_instrument()) {
    if (exception.instrument_type() == instrument) return exception.state();
  }
  return status.state();
}

void Manifests::OnCommit(const ledger::Commit& commit) {
  for (const ledger::Record& record : commit.records) {
    const auto ids = MatchName(record.resource, kManifestPattern);
    if (!ids.ok()) continue;
    std::shared_ptr<const Rules> rules = RulesOf(record);
    const std::lock_guard lock(mutex_);
    versions_[ids->front()][record.revision] = std::move(rules);
  }
}

Snapshotted::Write Manifests::Capture() const {
  const std::lock_guard lock(mutex_);
  return [versions = versions_](SnapshotWriter& to) {
    to.Number(versions.size());
    for (const auto& [sector, by_revision] : versions) {
      to.Text(sector);
      to.Number(by_revision.size());
      for (const auto& [revision, rules] : by_revision) {
        to.Number(static_cast<uint64_t>(revision));
        to.Number(rules != nullptr);
        if (rules != nullptr) to.Text(rules->manifest().SerializeAsString());
      }
    }
  };
}

void Manifests::Load(SnapshotReader& from) {
  const std::lock_guard lock(mutex_);
  for (uint64_t sectors = from.Number(); sectors > 0 && from.ok(); --sectors) {
    auto& by_revision = versions_[from.Text()];
    for (uint64_t left = from.Number(); left > 0 && from.ok(); --left) {
      std::shared_ptr<const Rules>& rules = by_revision[static_cast<int64_t>(from.Number())];
      if (from.Number() == 0) continue;
      v1::SectorManifest manifest;
      if (!manifest.ParseFromString(from.Text())) return from.Fail();
      rules = std::make_shared<const Rules>(std::move(manifest));
    }
  }
}

std::shared_ptr<const Rules> Manifests::At(std::string_view sector,
                                           ledger::Revision revision) const {
  const std::lock_guard lock(mutex_);
  const auto versions = versions_.find(sector);
  if (versions == versions_.end()) return nullptr;
  const auto entry = EntryAt(versions->second, revision);
  return entry == versions->second.end() ? nullptr : entry->second;
}

ledger::Revision Manifests::RevisionOf(std::string_view sector, ledger::Revision revision) const {
  const std::lock_guard lock(mutex_);
  const auto versions = versions_.find(sector);
  if (versions == versions_.end()) return 0;
  const auto entry = EntryAt(versions->second, revision);
  return entry == versions->second.end() || entry->second == nullptr ? 0 : entry->first;
}

std::vector<std::string> Manifests::SectorsAt(ledger::Revision revision) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> sectors;
  for (const auto& [sector, versions] : versions_) {
    const auto entry = EntryAt(versions, revision);
    if (entry != versions.end() && entry->second != nullptr) sectors.push_back(sector);
  }
  return sectors;
}

}  // namespace sheaf::sectors
