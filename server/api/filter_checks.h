// What is wrong with the filter of a listing: a value that nothing can have is a slip of whoever
// wrote it, and is told with what is possible. INVALID_ARGUMENT (INVALID_FILTER) names the fields.
//
// What counts as known is what is known now or was at the listing's revision: a listing of the past
// may ask for a sector that came later, and gets nothing.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "server/api/serving.h"
#include "sheaf/v1/filter.pb.h"

namespace sheaf::api {

absl::Status CheckFilter(const Serving& serving, ledger::Revision revision,
                         const v1::PlanFilter& filter);
// `plan` is the id of the plan that is listed; "-" for all.
absl::Status CheckFilter(const Serving& serving, ledger::Revision revision, std::string_view plan,
                         const v1::LineFilter& filter);
absl::Status CheckFilter(const Serving& serving, ledger::Revision revision, std::string_view plan,
                         const v1::UpdateFilter& filter);
absl::Status CheckFilter(const Serving& serving, ledger::Revision revision,
                         const v1::FigureFilter& filter);

// The same of the sectors that another request names.
absl::Status CheckSectors(const Serving& serving, ledger::Revision revision,
                          const google::protobuf::RepeatedPtrField<std::string>& sectors);

}  // namespace sheaf::api
