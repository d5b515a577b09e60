// A bounded memory of what was computed: the least recently used goes first.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace sheaf::reports {

// Thread-safe. Values are immutable and shared with whoever has found them.
template <typename Value>
class RecentlyUsed {
 public:
  using Time = std::chrono::steady_clock::time_point;

  RecentlyUsed(size_t most_entries, size_t most_bytes)
      : most_entries_(most_entries), most_bytes_(most_bytes) {}

  // Null where there is none.
  std::shared_ptr<const Value> Find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(key);
    if (found == places_.end()) return nullptr;
    if (found->second->until < std::chrono::steady_clock::now()) {
      Drop(found->second);
      return nullptr;
    }
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->value;
  }

  // Replaces what is known under `key`. A value larger than the whole memory is not kept, nor is
  // any after `until`.
  void Put(const std::string& key, std::shared_ptr<const Value> value, size_t bytes,
           Time until = Time::max()) {
    const std::lock_guard lock(mutex_);
    if (const auto known = places_.find(key); known != places_.end()) Drop(known->second);
    if (bytes > most_bytes_) return;
    entries_.push_front({key, std::move(value), bytes, until});
    places_[key] = entries_.begin();
    bytes_ += bytes;
    while (entries_.size() > most_entries_ || bytes_ > most_bytes_) Drop(std::prev(entries_.end()));
  }

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Value> value;
    size_t bytes;
    Time until;
  };
  using Place = typename std::list<Entry>::iterator;

  void Drop(Place place) {
    bytes_ -= place->bytes;
    places_.erase(place->key);
    entries_.erase(place);
  }

  const size_t most_entries_, most_bytes_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // the most recently used first
  std::unordered_map<std::string, Place> places_;
  size_t bytes_ = 0;
};

}  // namespace sheaf::reports
