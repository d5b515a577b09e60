// One evaluation: the data set goes out while the answer comes in, within one deadline.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "server/sectors/host/plugin_board.h"
#include "server/sectors/host/plugin_host.h"

namespace sheaf::sectors {

struct EvaluationLimits {
  std::chrono::milliseconds deadline;
  int64_t document_max_bytes;
  int64_t document_max_parts;
};

struct EvaluationOutcome {
  // Where there is none, a sentence for the reader of the report: UNAVAILABLE where the plugin
  // ended, FAILED_PRECONDITION where it answered that it cannot, or what it may not: it would do so
  // again.
  absl::StatusOr<Evaluation> evaluation;
  // Where the plugin has to be ended, why, for an operator ("did not finish an evaluation within 30
  // s"); "" where it seems to have ended by itself. A plugin that merely answered with an error, or
  // nonsense, may go on.
  std::optional<std::string> end_reason;
};

// Blocks for at most the deadline. Any number at once, on one plugin or several.
EvaluationOutcome EvaluateOn(const RunningPlugin& plugin, const PluginHost::Source& source,
                             const EvaluationLimits& limits);

}  // namespace sheaf::sectors
