// The writes of one request, each record once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/ledger/ledger.h"

namespace sheaf::sectors {

// Not thread-safe.
class Creations {
 public:
  // An item of the same request that has the same name.
  struct Earlier {
    std::string identity;  // what it states (identity.h)
    int64_t row = 0;
  };

  // The item that was taken under `resource` before, or null.
  const Earlier* Find(const std::string& resource) const {
    const auto found = by_name_.find(resource);
    return found == by_name_.end() ? nullptr : &found->second;
  }

  // Takes an item that is held already, and needs no write.
  void TakeHeld(const std::string& resource, Earlier item) {
    by_name_.emplace(resource, std::move(item));
  }

  // Takes an item that is written. There must be no earlier one of its name.
  void TakeNew(const std::string& resource, Earlier item, std::string payload,
               const std::string& standing = "") {
    ledger::Write write;
    write.resource = resource;
    write.mode = ledger::WriteMode::kCreate;
    write.payload = std::move(payload);
    write.standing = standing;
    Take(std::move(item), std::move(write));
  }

  // The same for a write of another mode.
  void Take(Earlier item, ledger::Write write) {
    by_name_.emplace(write.resource, std::move(item));
    writes_.push_back(std::move(write));
  }

  std::vector<ledger::Write> Writes() && { return std::move(writes_); }

 private:
  std::unordered_map<std::string, Earlier> by_name_;
  std::vector<ledger::Write> writes_;
};

}  // namespace sheaf::sectors
