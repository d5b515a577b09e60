#include "server/api/import_queue.h"

#include <utility>

namespace sheaf::api {

void ImportQueue::Enter(const std::string& plan, std::function<void()> start) {
  {
    const std::lock_guard lock(mutex_);
    const auto [entry, is_free] = waiting_.try_emplace(plan);
    if (!is_free) return entry->second.push_back(std::move(start));
  }
  start();
}

void ImportQueue::Leave(const std::string& plan) {
  std::function<void()> next;
  {
    const std::lock_guard lock(mutex_);
    const auto entry = waiting_.find(plan);
    if (entry->second.empty()) {
      waiting_.erase(entry);
      return;
    }
    next = std::move(entry->second.front());
    entry->second.pop_front();
  }
  next();
}

}  // namespace sheaf::api
