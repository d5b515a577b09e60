// What intake reads: the ledger's records and the manifests, all of them at the head that was there
// when the reading was made, so that one request is checked against one state.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"
#include "server/sectors/field_checks.h"
#include "server/sectors/intake.h"
#include "server/sectors/manifests.h"
#include "sheaf/v1/plan.pb.h"

namespace sheaf::sectors {

// A cheap value; must not outlive the ledger and the manifests. Thread-safe.
class HeadReading {
 public:
  explicit HeadReading(const Intake& intake)
      : ledger_(intake.ledger), manifests_(intake.manifests), head_(intake.ledger->Head()) {}

  // The latest version of `name`, live or not; nothing where there never was one.
  absl::StatusOr<std::optional<ledger::Record>> Find(std::string_view name) const;
  // The same for each of `names`, in their order.
  absl::StatusOr<std::vector<std::optional<ledger::Record>>> FindMany(
      const std::vector<std::string>& names) const {
    return ledger_->GetMany(names, head_);
  }
  // All records under `prefix` whose names have `parts` parts, live or not, in byte order.
  absl::StatusOr<std::vector<ledger::Record>> All(std::string_view prefix, int parts) const;

  // The plan of that id. NOT_FOUND (PLAN_NOT_FOUND) where there is none.
  absl::StatusOr<v1::Plan> PlanOf(std::string_view plan) const;
  // What rules its lines and updates: its sector's manifest, or the core's rules.
  // FAILED_PRECONDITION (UNKNOWN_SECTOR) where its sector has declared none.
  absl::StatusOr<std::shared_ptr<const Rules>> RulesOf(const v1::Plan& plan) const;

  // Null where the sector has no manifest.
  std::shared_ptr<const Rules> SectorRules(std::string_view sector) const;
  // "'x' is no sector ...; the sectors are ..."
  std::string NoSuchSector(std::string_view sector) const;

 private:
  const ledger::Ledger* ledger_;
  const Manifests* manifests_;
  ledger::Revision head_;
};

// Which member states there are. Until any is recorded, every code of three capitals is taken.
class MemberStateCodes {
 public:
  static absl::StatusOr<MemberStateCodes> Read(const HeadReading& reading);

  // Fails where `code` is no member state; empty is for the caller to judge.
  void Check(const FieldCheck& check, std::string_view field, const std::string& code) const;

 private:
  std::vector<std::string> listed_;
  std::unordered_set<std::string> known_;
};

// Three capital letters.
bool IsAlpha3(std::string_view code);

}  // namespace sheaf::sectors
