// The manifests: what each sector declares, at every revision. Manifests are records, so an update
// is checked, and an old report counted, without its plugin.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "server/base/snapshot.h"
#include "server/ledger/ledger.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/plan.pb.h"

namespace sheaf::sectors {

// A manifest made ready for look-ups. Immutable, so shared freely.
class Rules {
 public:
  explicit Rules(v1::SectorManifest manifest);

  const v1::SectorManifest& manifest() const { return manifest_; }

  // Null where the manifest has none of that name. Pointers live as long as this object.
  const v1::LevelDefinition* Level(std::string_view id) const;
  const v1::StatusDefinition* Status(std::string_view word) const;
  const v1::KpiDefinition* Kpi(std::string_view code_or_indicator) const;

  // The state that `status` sets on a line of `instrument`; UNSPECIFIED where it sets none.
  static v1::CanonicalState StateOf(const v1::StatusDefinition& status,
                                    v1::InstrumentType instrument);

 private:
  v1::SectorManifest manifest_;
  std::unordered_map<std::string, int> levels_, statuses_, kpis_;
};

// The rules of plans that have no sector: the canonical states are the words, any level is allowed,
// and a line that has children is a heading. Its `rules_version` is "core-1".
const Rules& CoreRules();

// What is wrong with a manifest, for its author: every problem, or OK. Checks ids, duplicate codes,
// words without a state, levels under unknown levels, exactly one highlights format, and the like.
absl::Status CheckManifest(const v1::SectorManifest& manifest);

// Thread-safe. An observer of the ledger that keeps every version of every manifest.
class Manifests : public ledger::Observer, public Snapshotted {
 public:
  void OnCommit(const ledger::Commit& commit) override;

  Write Capture() const override;
  void Load(SnapshotReader& from) override;

  // The rules of `sector` at `revision`; null where it had no manifest.
  std::shared_ptr<const Rules> At(std::string_view sector, ledger::Revision revision) const;
  // The revision of that manifest; 0 where there was none.
  ledger::Revision RevisionOf(std::string_view sector, ledger::Revision revision) const;
  // The ids of the sectors that had a manifest at `revision`, in order.
  std::vector<std::string> SectorsAt(ledger::Revision revision) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::map<ledger::Revision, std::shared_ptr<const Rules>>, std::less<>>
      versions_;
};

}  // namespace sheaf::sectors
