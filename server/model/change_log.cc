#include "server/model/change_log.h"

#include <algorithm>
#include <mutex>

namespace sheaf::model {

void ChangeLog::Mark(std::string_view subject, ledger::Revision revision) {
  const std::lock_guard lock(mutex_);
  auto it = revisions_.find(subject);
  if (it == revisions_.end()) it = revisions_.try_emplace(std::string(subject)).first;
  std::vector<StoredRevision>& marked = it->second;
  if (marked.empty() || marked.back() != Stored(revision)) marked.push_back(Stored(revision));
}

ledger::Revision ChangeLog::LastAt(std::string_view subject, ledger::Revision revision) const {
  const std::lock_guard lock(mutex_);
  const auto it = revisions_.find(subject);
  if (it == revisions_.end()) return 0;
  const auto later = std::upper_bound(it->second.begin(), it->second.end(), revision);
  return later == it->second.begin() ? 0 : *std::prev(later);
}

}  // namespace sheaf::model
