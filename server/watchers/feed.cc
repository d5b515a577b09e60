#include "server/watchers/feed.h"

#include <utility>

namespace sheaf::watchers {
namespace {

size_t FootprintOf(const ledger::Commit& commit) {
  size_t bytes = sizeof(ledger::Commit);
  for (const ledger::Record& record : commit.records) {
    bytes += sizeof(ledger::Record) + record.resource.size() + record.actor.size() +
             record.request_id.size() + record.reason.size() + record.payload.size() +
             record.standing.size();
  }
  return bytes;
}

}  // namespace

void Feed::OnCommit(const ledger::Commit& commit) {
  sectors_.Apply(commit);
  const std::lock_guard lock(mutex_);
  if (!wake_) return;
  const size_t bytes = FootprintOf(commit);
  if (bytes_ + bytes > max_bytes_) {
    waiting_.clear();
    bytes_ = 0;
    return;
  }
  waiting_.push_back({commit, bytes});
  bytes_ += bytes;
}

void Feed::OnHead(ledger::Revision) {
  const std::lock_guard lock(mutex_);
  if (wake_) wake_();
}

void Feed::Open(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

void Feed::Close() {
  const std::lock_guard lock(mutex_);
  wake_ = nullptr;
  waiting_.clear();
  bytes_ = 0;
}

std::vector<ledger::Commit> Feed::Take(ledger::Revision head) {
  std::vector<ledger::Commit> taken;
  const std::lock_guard lock(mutex_);
  while (!waiting_.empty() && waiting_.front().commit.revision <= head) {
    bytes_ -= waiting_.front().bytes;
    taken.push_back(std::move(waiting_.front().commit));
    waiting_.pop_front();
  }
  return taken;
}

}  // namespace sheaf::watchers
