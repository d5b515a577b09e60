#include "server/store/memory_store.h"

#include <map>
#include <mutex>
#include <shared_mutex>

namespace sheaf::store {
namespace {

// Every key with its values by the number of the batch that wrote them; no value where it was
// deleted.
class MemoryStore : public Store {
 public:
  absl::StatusOr<std::string> Get(std::string_view key) const override {
    std::shared_lock lock(mutex_);
    const auto found = keys_.find(key);
    const std::string* value = found == keys_.end() ? nullptr : At(found->second, batch_);
    if (value == nullptr) return absl::NotFoundError("no such key");
    return *value;
  }

  std::unique_ptr<Cursor> Walk(std::string_view lower, std::string_view upper) const override;

  absl::Status Write(const Batch& batch) override {
    std::unique_lock lock(mutex_);
    ++batch_;
    for (const auto& [key, value] : batch.puts) keys_[key][batch_] = value;
    for (const std::string& key : batch.deletes) keys_[key][batch_] = std::nullopt;
    return absl::OkStatus();
  }

 private:
  friend class MemoryCursor;
  using Values = std::map<uint64_t, std::optional<std::string>>;

  static const std::string* At(const Values& values, uint64_t batch) {
    const auto after = values.upper_bound(batch);
    if (after == values.begin()) return nullptr;
    const std::optional<std::string>& value = std::prev(after)->second;
    return value ? &*value : nullptr;
  }

  mutable std::shared_mutex mutex_;
  uint64_t batch_ = 0;
  std::map<std::string, Values, std::less<>> keys_;
};

class MemoryCursor : public Cursor {
 public:
  MemoryCursor(const MemoryStore* store, uint64_t batch, std::string_view lower,
               std::string_view upper)
      : store_(store), batch_(batch), lower_(lower), upper_(upper) {}

  void Seek(std::string_view key) override {
    std::shared_lock lock(store_->mutex_);
    Settle(store_->keys_.lower_bound(key < lower_ ? lower_ : key));
  }
  bool Valid() const override { return valid_; }
  void Next() override {
    std::shared_lock lock(store_->mutex_);
    Settle(store_->keys_.upper_bound(key_));
  }
  std::string_view key() const override { return key_; }
  std::string_view value() const override { return value_; }
  absl::Status status() const override { return absl::OkStatus(); }

 private:
  using Place = std::map<std::string, MemoryStore::Values, std::less<>>::const_iterator;

  // Takes the first key from `place` on that had a value when this cursor was made.
  void Settle(Place place) {
    const std::string* value = nullptr;
    const auto within = [&] {
      return place != store_->keys_.end() && (upper_.empty() || place->first < upper_);
    };
    while (within() && (value = MemoryStore::At(place->second, batch_)) == nullptr) ++place;
    valid_ = value != nullptr;
    if (!valid_) return;
    key_ = place->first;
    value_ = *value;
  }

  const MemoryStore* const store_;
  const uint64_t batch_;
  const std::string lower_, upper_;
  bool valid_ = false;
  std::string key_, value_;
};

std::unique_ptr<Cursor> MemoryStore::Walk(std::string_view lower, std::string_view upper) const {
  std::shared_lock lock(mutex_);
  return std::make_unique<MemoryCursor>(this, batch_, lower, upper);
}

}  // namespace

std::unique_ptr<Store> MakeMemoryStore() { return std::make_unique<MemoryStore>(); }

}  // namespace sheaf::store
