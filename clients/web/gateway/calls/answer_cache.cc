#include "clients/web/gateway/calls/answer_cache.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "clients/cpp/sha256.h"

namespace sheaf::gateway {

std::string AnswerCache::KeyOf(std::string_view path, std::string_view message, Codec codec,
                               bool takes_gzip, const Credentials& credentials) {
  const std::string_view form =
      codec == Codec::kJson ? (takes_gzip ? "jz" : "j-") : (takes_gzip ? "pz" : "p-");
  // Neither a path nor a header holds a zero byte, so no two calls run into each other.
  constexpr std::string_view kEnd("\0", 1);
  return client::Sha256(
      {form, path, kEnd, credentials.authorization, kEnd, credentials.user, kEnd, message});
}

bool AnswerCache::IsGood(const Entry& entry, Clock::time_point now) const {
  if (entry.state != state_) return false;
  if (entry.reply != nullptr) return now - entry.kept_at < options_.age_max;
  return !entry.asking->IsGivenUp();
}

std::shared_ptr<const Reply> AnswerCache::Get(const std::string& key, Clock::time_point now) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  return found != entries_.end() && IsGood(found->second, now) ? found->second.reply : nullptr;
}

AnswerCache::Found AnswerCache::Find(const std::string& key, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found != entries_.end()) {
    if (IsGood(found->second, now)) return {found->second.reply, found->second.asking};
    Remove(found);
  }
  Entry entry;
  entry.asking = std::make_shared<Asking>();
  entry.state = state_;
  entry.place = kept_.end();
  const auto asking = entry.asking;
  entries_.emplace(key, std::move(entry));
  return {nullptr, asking, true};
}

void AnswerCache::Keep(const std::string& key, const std::shared_ptr<Asking>& asking,
                       const std::shared_ptr<const Reply>& reply, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  // Another call may have taken its place.
  if (found == entries_.end() || found->second.asking != asking) return;
  Entry& entry = found->second;
  if (reply->code != 0 || entry.state != state_ || reply->bytes() > options_.bytes_max / 4) {
    entries_.erase(found);
    return;
  }
  entry.asking = nullptr;
  entry.reply = reply;
  entry.kept_at = now;
  entry.place = kept_.insert(kept_.end(), key);
  bytes_ += reply->bytes();
  while (bytes_ > options_.bytes_max) RemoveOldest();
}

void AnswerCache::Remove(Entries::iterator entry) {
  if (entry->second.reply != nullptr) {
    bytes_ -= entry->second.reply->bytes();
    kept_.erase(entry->second.place);
  }
  entries_.erase(entry);
}

void AnswerCache::RemoveOldest() { Remove(entries_.find(kept_.front())); }

void AnswerCache::Changed() {
  const std::lock_guard lock(mutex_);
  ++state_;
}

void AnswerCache::Heard(std::string_view message) {
  const size_t digest = std::hash<std::string_view>()(message);
  const std::lock_guard lock(mutex_);
  if (std::find(heard_.begin(), heard_.end(), digest) != heard_.end()) return;
  heard_[next_heard_++ % heard_.size()] = digest;
  ++state_;
}

void AnswerCache::DropOld(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  while (!kept_.empty() && !IsGood(entries_.at(kept_.front()), now)) RemoveOldest();
}

size_t AnswerCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace sheaf::gateway
