// Which plans a listing is about.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "server/api/serving.h"

namespace sheaf::api {

using SectorIds = google::protobuf::RepeatedPtrField<std::string>;

// Whether a plan of `sector` is one of `asked`, where "-" stands for no sector; any is, where
// nothing is asked for.
bool IsOfSectors(const SectorIds& asked, std::string_view sector);

// The plans of `view` that `plan` names, "-" for all, and that are of one of `sectors`; in the
// order in which the names of their lines sort.
std::vector<model::PlanRow> PlansOf(const model::View& view, std::string_view plan,
                                    const SectorIds& sectors);

// "energy" of "plans/energy" and of "plans/energy/lines/EN-1"; "-" of "plans/-".
std::string_view PlanIdOf(std::string_view name);

// OK where `parent`, "plans/{plan}", or a record in it, is there at `revision`, or it is "plans/-".
absl::Status CheckParent(const Serving& serving, std::string_view parent,
                         ledger::Revision revision);

// The rules that each plan goes by at one revision. Not thread-safe.
class PlanRules {
 public:
  PlanRules(const Serving& serving, ledger::Revision revision);

  // Of the plan that the record called `name` is in.
  const sectors::Rules& Of(std::string_view name) const;

 private:
  std::map<std::string, std::shared_ptr<const sectors::Rules>, std::less<>> rules_;
};

}  // namespace sheaf::api
