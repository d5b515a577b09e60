#include "server/model/change_log.h"

#include <algorithm>
#include <cstring>
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

void ChangeLog::Write(ledger::Revision revision, SnapshotWriter& to) const {
  const auto revisions = [this] {
    const std::lock_guard lock(mutex_);
    return revisions_;
  }();
  to.Number(revisions.size());
  for (const auto& [subject, marked] : revisions) {
    const auto end = std::upper_bound(marked.begin(), marked.end(), revision);
    const auto count = static_cast<size_t>(end - marked.begin());
    to.Text(subject);
    to.Text({reinterpret_cast<const char*>(marked.data()), count * sizeof(StoredRevision)});
  }
}

void ChangeLog::Load(SnapshotReader& from) {
  const std::lock_guard lock(mutex_);
  for (uint64_t left = from.Number(); left > 0 && from.ok(); --left) {
    std::vector<StoredRevision>& marked = revisions_[from.Text()];
    const std::string bytes = from.Text();
    marked.resize(bytes.size() / sizeof(StoredRevision));
    std::memcpy(marked.data(), bytes.data(), bytes.size());
  }
}

}  // namespace sheaf::model
