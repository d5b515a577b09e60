#include "server/reports/each_record.h"

#include "server/base/status.h"

namespace sheaf::reports {
namespace {

constexpr size_t kReadAtOnce = 1000;

}  // namespace

absl::Status ForEachRecord(const ledger::Ledger& ledger, const std::string& prefix, int parts,
                           ledger::Revision revision,
                           const std::function<absl::Status(const ledger::Record&)>& take) {
  ledger::Ledger::Listing listing{prefix, parts, "", kReadAtOnce};
  while (true) {
    SHEAF_ASSIGN_OR_RETURN(const auto records, ledger.List(listing, revision));
    for (const ledger::Record& record : records) SHEAF_RETURN_IF_ERROR(take(record));
    if (records.size() < kReadAtOnce) return absl::OkStatus();
    listing.start_after = records.back().resource;
  }
}

}  // namespace sheaf::reports
