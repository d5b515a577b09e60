#include "server/sectors/host/plugin_board.h"

#include <algorithm>
#include <utility>

namespace sheaf::sectors {

void PluginBoard::Post(const std::string& sector, v1::Sector fields,
                       std::shared_ptr<const RunningPlugin> running) {
  {
    const std::lock_guard lock(mutex_);
    Entry& entry = entries_[sector];
    entry.tried = entry.tried || fields.plugin_state() != v1::STARTING;
    entry.fields = std::move(fields);
    // The last one to hold a session closes its channel; let that happen outside the lock.
    entry.running.swap(running);
  }
  changed_.notify_all();
}

std::vector<v1::Sector> PluginBoard::All() const {
  const std::lock_guard lock(mutex_);
  std::vector<v1::Sector> all;
  for (const auto& [sector, entry] : entries_) all.push_back(entry.fields);
  return all;
}

v1::Sector PluginBoard::FieldsOf(std::string_view sector) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(sector);
  return found == entries_.end() ? v1::Sector() : found->second.fields;
}

std::shared_ptr<const RunningPlugin> PluginBoard::Running(std::string_view sector) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(sector);
  return found == entries_.end() ? nullptr : found->second.running;
}

void PluginBoard::WaitUntilTried(std::chrono::milliseconds limit) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, limit, [this] {
    return std::all_of(entries_.begin(), entries_.end(),
                       [](const auto& entry) { return entry.second.tried; });
  });
}

}  // namespace sheaf::sectors
