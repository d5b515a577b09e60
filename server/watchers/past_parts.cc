#include "server/watchers/past_parts.h"

#include "server/base/status.h"

namespace sheaf::watchers {
namespace {

// Of a large revision, read at once: finding the place in it costs as much as some thousand
// records.
constexpr size_t kReadRecords = 4096;
// Changes looked at in one turn: some ten milliseconds.
constexpr size_t kTurnChanges = 1000;

}  // namespace

absl::StatusOr<SharedPart> PastParts::Read(Position position) {
  const auto kept = parts_.find(position);
  if (kept != parts_.end()) return kept->second;
  // One more than is wanted tells whether the revision ends here.
  SHEAF_ASSIGN_OR_RETURN(
      ledger::Commit commit,
      ledger_->CommitPartAt(position.revision, position.index, kReadRecords + 1));
  const bool ends = commit.records.size() <= kReadRecords;
  if (!ends) commit.records.pop_back();
  SHEAF_ASSIGN_OR_RETURN(const auto parts, PartsOf(commit, position.index, ends, *sectors_));
  for (const SharedPart& part : parts) Keep(part);
  return parts.front();
}

absl::Status PastParts::Fill(ledger::Revision head, Message* message) {
  for (size_t looked_at = 0; looked_at < kTurnChanges && message->next().revision <= head;) {
    SHEAF_ASSIGN_OR_RETURN(const SharedPart part, Read(message->next()));
    if (!message->Take(*part)) break;
    looked_at += part->changes.size();
  }
  return absl::OkStatus();
}

void PastParts::Keep(const SharedPart& part) {
  if (!parts_.emplace(part->begin, part).second) return;
  order_.push_back(part->begin);
  bytes_ += part->Footprint();
  while (bytes_ > max_bytes_ && order_.size() > 1) {
    const auto first = parts_.find(order_.front());
    bytes_ -= first->second->Footprint();
    parts_.erase(first);
    order_.pop_front();
  }
}

}  // namespace sheaf::watchers
