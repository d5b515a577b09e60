// The conformance suite: holds a plugin against the contract, as the server would meet it, and says
// what to mend.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"

namespace sheaf::conformance {

enum class Outcome {
  kPassed,
  // Worth a look: nothing that the server refuses.
  kAdvice,
  // To be mended.
  kFailed,
};

struct Result {
  Outcome outcome = Outcome::kPassed;
  std::string trial;  // "missing values"
  std::string text;   // what was seen, and what to mend
};

// Tries `program`, an executable, in the order of the trials, and tells each result as it comes.
// False where anything failed. `core_version` is what the plugin is told. UNAVAILABLE where there
// is no folder for its socket.
absl::StatusOr<bool> CheckPlugin(const std::string& program, const std::string& core_version,
                                 const std::function<void(const Result&)>& tell);

}  // namespace sheaf::conformance
