#include "server/sectors/head_reading.h"

#include <algorithm>
#include <utility>

#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/records.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

constexpr std::string_view kPlanPrefix = "plans/";
constexpr std::string_view kMemberStatePrefix = "memberStates/";
constexpr int kTopParts = 2;
constexpr size_t kPage = 10'000;

}  // namespace

absl::StatusOr<std::optional<ledger::Record>> HeadReading::Find(std::string_view name) const {
  auto record = ledger_->Get(name, head_);
  if (record.ok()) return std::optional(*std::move(record));
  if (absl::IsNotFound(record.status())) return std::optional<ledger::Record>();
  return record.status();
}

absl::StatusOr<std::vector<ledger::Record>> HeadReading::All(std::string_view prefix,
                                                             int parts) const {
  std::vector<ledger::Record> all;
  ledger::Ledger::Listing listing{std::string(prefix), parts, "", kPage};
  while (true) {
    SHEAF_ASSIGN_OR_RETURN(std::vector<ledger::Record> page, ledger_->List(listing, head_));
    const bool last = page.size() < kPage;
    std::move(page.begin(), page.end(), std::back_inserter(all));
    if (last) return all;
    listing.start_after = all.back().resource;
  }
}

absl::StatusOr<v1::Plan> HeadReading::PlanOf(std::string_view plan) const {
  SHEAF_ASSIGN_OR_RETURN(const auto record, Find(std::string(kPlanPrefix) + std::string(plan)));
  if (record) {
    return sectors::PlanOf(*record);
  }
  SHEAF_ASSIGN_OR_RETURN(const auto plans, All(kPlanPrefix, kTopParts));
  std::vector<std::string> ids;
  for (const ledger::Record& each : plans) ids.emplace_back(IdOf(each.resource));
  return Refusal(absl::StatusCode::kNotFound, "PLAN_NOT_FOUND",
                 "there is no plan " + Quoted(plan) + "; import it first, or correct its id (" +
                     Suggestion(plan, ids, "plans") + ")");
}

absl::StatusOr<std::shared_ptr<const Rules>> HeadReading::RulesOf(const v1::Plan& plan) const {
  // The core's rules are never destroyed, so nobody owns them.
  if (plan.sector().empty()) {
    return std::shared_ptr<const Rules>(std::shared_ptr<const Rules>(), &CoreRules());
  }
  auto rules = SectorRules(plan.sector());
  if (rules != nullptr) return rules;
  return Refusal(absl::StatusCode::kFailedPrecondition, "UNKNOWN_SECTOR",
                 "the rules of " + plan.name() + " are not known: " + NoSuchSector(plan.sector()));
}

std::shared_ptr<const Rules> HeadReading::SectorRules(std::string_view sector) const {
  return manifests_->At(sector, head_);
}

std::string HeadReading::NoSuchSector(std::string_view sector) const {
  const std::vector<std::string> sectors = manifests_->SectorsAt(head_);
  return Quoted(sector) + " is no sector with a manifest; " +
         Suggestion(sector, sectors, "sectors") +
         ". Correct the sector, or have its plugin started";
}

absl::StatusOr<MemberStateCodes> MemberStateCodes::Read(const HeadReading& reading) {
  SHEAF_ASSIGN_OR_RETURN(const auto records, reading.All(kMemberStatePrefix, kTopParts));
  MemberStateCodes codes;
  for (const ledger::Record& record : records) {
    codes.listed_.emplace_back(IdOf(record.resource));
    codes.known_.insert(codes.listed_.back());
  }
  return codes;
}

void MemberStateCodes::Check(const FieldCheck& check, std::string_view field,
                             const std::string& code) const {
  if (known_.empty() ? IsAlpha3(code) : known_.count(code) > 0) return;
  if (known_.empty()) {
    check.Fail(field, Quoted(code) +
                          " is no member state; write its ISO 3166-1 alpha-3 code, three capitals "
                          "such as IDN");
  } else {
    check.Fail(field, Quoted(code) + " is no member state; write its ISO 3166-1 alpha-3 code: " +
                          Listed(listed_, "or"));
  }
}

bool IsAlpha3(std::string_view code) {
  return code.size() == 3 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace sheaf::sectors
