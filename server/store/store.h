// An ordered key-value store: the port that the ledger stands on. RocksDB is behind it
// (rocks_store.h); a distributed engine can be. Keys and values are bytes; keys are ordered as
// unsigned bytes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace sheaf::store {

// Puts and deletes that take effect together or not at all. A key stands in a batch once.
struct Batch {
  std::vector<std::pair<std::string, std::string>> puts;
  std::vector<std::string> deletes;
};

// A read-only walk over keys in [lower, upper), over the state when it was made. It is not valid
// before the first Seek. Not thread-safe; must not outlive its store.
class Cursor {
 public:
  virtual ~Cursor() = default;
  virtual void Seek(std::string_view key) = 0;  // to the first key >= `key`
  virtual bool Valid() const = 0;
  virtual void Next() = 0;
  // Valid until the cursor moves.
  virtual std::string_view key() const = 0;
  virtual std::string_view value() const = 0;
  // Not OK where the walk ended because of a read error and not because of the end.
  virtual absl::Status status() const = 0;
};

// Thread-safe. Errors: DATA_LOSS for bytes that do not fit their checksum, RESOURCE_EXHAUSTED where
// the disk is full, UNAVAILABLE for other input and output errors.
class Store {
 public:
  virtual ~Store() = default;
  // NOT_FOUND where `key` is absent.
  virtual absl::StatusOr<std::string> Get(std::string_view key) const = 0;
  // The value of `key` where memory holds it; nothing where only the disk says, or where it is
  // absent or damaged: then Get says which. Never waits.
  virtual std::optional<std::string> GetInMemory(std::string_view key) const {
    static_cast<void>(key);
    return std::nullopt;
  }
  // What Get gives for each of `keys`, in their order, cheaper where they are near each other.
  virtual std::vector<absl::StatusOr<std::string>> GetMany(
      const std::vector<std::string>& keys) const {
    std::vector<absl::StatusOr<std::string>> values;
    for (const std::string& key : keys) values.push_back(Get(key));
    return values;
  }
  // `upper` empty means no end.
  virtual std::unique_ptr<Cursor> Walk(std::string_view lower, std::string_view upper) const = 0;
  // Returns once the batch is on disk. After an error nothing of the batch is visible, and no
  // further batch is taken before Recover returns OK; where the error came late, all of it may be
  // there then, or once the store is opened again.
  virtual absl::Status Write(const Batch& batch) = 0;
  // Makes the store take batches again after one that it could not write; OK where it takes them.
  // Otherwise says what the operator has to do. Cheap to call again and again; must not be called
  // by a thread that holds a cursor. Reads that come in the meantime wait.
  virtual absl::Status Recover() { return absl::OkStatus(); }
};

}  // namespace sheaf::store
