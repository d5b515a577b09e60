#include "server/api/visibility.h"

#include <utility>

#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/records.h"
#include "server/sectors/review.h"

namespace sheaf::api {
namespace {

using auth::Access;

// "energy" of "plans/energy/lines/L"; "" of what is in no plan.
std::string_view PlanOf(std::string_view name) {
  constexpr std::string_view kPlans = "plans/";
  if (!name.starts_with(kPlans)) return "";
  const std::string_view rest = name.substr(kPlans.size());
  return rest.substr(0, rest.find('/'));
}

}  // namespace

bool Visibility::SeesAllOf(std::string_view sector) const {
  return caller_.has_every_role() || caller_.May(Access::OfSector(v1::READ_UNPUBLISHED, sector));
}

bool Visibility::SeesAllUnder(std::string_view name) {
  if (caller_.has_every_role() || caller_.May(Access::OfAll(v1::READ_UNPUBLISHED))) return true;
  const std::string plan(PlanOf(name));
  return !plan.empty() && plan != "-" && SeesAllOf(SectorOf(plan));
}

const std::string& Visibility::SectorOf(const std::string& plan) {
  const auto known = sector_of_plan_.find(plan);
  if (known != sector_of_plan_.end()) return known->second;
  for (const model::PlanRow& row : serving_.model->At(serving_.ledger->Head()).Plans()) {
    sector_of_plan_[row.id] = row.sector;
  }
  return sector_of_plan_[plan];
}

bool Visibility::MayReadUnpublished(const v1::Update& update) {
  const std::string& sector = SectorOf(std::string(PlanOf(update.name())));
  if (SeesAllOf(sector)) return true;
  return !update.member_state().empty() &&
         caller_.May(Access::OfSector(v1::READ_UNPUBLISHED, sector, update.member_state()));
}

absl::StatusOr<bool> Visibility::MayReadUnpublished(const ledger::Record& update) {
  if (caller_.has_every_role()) return true;
  SHEAF_ASSIGN_OR_RETURN(const v1::Update message, sectors::UpdateOf(update));
  return MayReadUnpublished(message);
}

absl::StatusOr<std::optional<ledger::Record>> Visibility::Seen(const ledger::Record& record) {
  if (!NameFits(record.resource, kUpdatePattern)) return record;
  SHEAF_ASSIGN_OR_RETURN(const bool may, MayReadUnpublished(record));
  if (may) return record;
  SHEAF_ASSIGN_OR_RETURN(const v1::Review review, sectors::ReviewOf(record));
  const ledger::Revision published = sectors::CountedRevision(record, review, v1::PUBLISHED);
  if (published == 0) return std::nullopt;
  if (published == record.revision) return record;
  SHEAF_ASSIGN_OR_RETURN(ledger::Record seen, serving_.ledger->Get(record.resource, published));
  if (!record.live()) {
    seen.verb = record.verb;
    seen.reason = record.reason;
    seen.actor = record.actor;
    seen.revision = record.revision;
    seen.commit_time = record.commit_time;
  }
  return seen;
}

absl::StatusOr<bool> Visibility::SeesVersion(const ledger::Record& record) {
  if (!NameFits(record.resource, kUpdatePattern)) return true;
  SHEAF_ASSIGN_OR_RETURN(const bool may, MayReadUnpublished(record));
  if (may) return true;
  SHEAF_ASSIGN_OR_RETURN(const v1::Review review, sectors::ReviewOf(record));
  return review.state() == v1::PUBLISHED;
}

absl::StatusOr<bool> Visibility::Shows(v1::Change* change) {
  if (caller_.has_every_role() || !change->after().has_update()) return true;
  v1::Update* update = change->mutable_after()->mutable_update();
  if (MayReadUnpublished(*update) || update->review().state() == v1::PUBLISHED) return true;
  const ledger::Revision published = update->review().published_revision();
  if (change->verb() != v1::TAKEN_BACK || published == 0) return false;
  SHEAF_ASSIGN_OR_RETURN(const ledger::Record record,
                         serving_.ledger->Get(change->resource(), published));
  SHEAF_ASSIGN_OR_RETURN(v1::Update seen, sectors::UpdateOf(record));
  seen.set_withdrawn_reason(update->withdrawn_reason());
  seen.set_revision(update->revision());
  seen.set_etag(update->etag());
  *seen.mutable_commit_time() = update->commit_time();
  *update = std::move(seen);
  return true;
}

}  // namespace sheaf::api
