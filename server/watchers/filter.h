// What one watcher wants to see.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace sheaf::watchers {

// Immutable.
class Filter {
 public:
  static constexpr size_t kMaxEntries = 1000;  // of resources, and of sectors

  // Fits everything.
  Filter() = default;

  // `resources`: names, or their beginnings up to a whole part ("plans/energy",
  // "sectors/energy/kpis"). `sectors`: ids. Empty: all. INVALID_ARGUMENT names the entry that is
  // neither.
  static absl::StatusOr<Filter> Make(std::vector<std::string> resources,
                                     std::vector<std::string> sectors);

  // Where it fits everything, nobody need ask.
  bool fits_all() const { return resources_.empty() && sectors_.empty(); }

  // True for a change of `resource`, which belongs to `sector` ("" for none), where both lists have
  // it.
  bool Fits(std::string_view resource, std::string_view sector) const;

 private:
  std::vector<std::string> resources_;
  std::vector<std::string> sectors_;
};

}  // namespace sheaf::watchers
