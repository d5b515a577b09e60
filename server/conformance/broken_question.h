// A question that is broken off: begun, and never finished by who asked.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace sheaf::conformance {

// Starts `program`, asks it for `format` of a sector without records, breaks a second such question
// off in the middle, and asks once more. OK where it goes on and answers as before; else a sentence
// about the plugin. `folder` is where its socket goes.
absl::Status BreakAQuestionOff(const std::string& program, const std::string& format,
                               const std::string& folder);

}  // namespace sheaf::conformance
