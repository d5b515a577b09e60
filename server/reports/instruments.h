// Rule entry-into-force-v1: the binding instruments of a plan and where they stand on the path of
// signature, ratification and force, read by the stages that the manifest gives its words.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/values/partial_date.h"
#include "server/model/model.h"
#include "server/reports/assessment.h"

namespace sheaf::reports {

// What an instrument waits for. Every instrument is in exactly one of them.
enum class Queue {
  kAwaitingSignature,
  kAwaitingForce,  // signed as far as is known, and not in force
  kInForceForSome,
  kInForceForAll,
  kBeforeSignature,  // no word on the path yet
  kLeftOut,          // excluded: withdrawn, cancelled, merged
};

// In the order in which reports show them.
inline constexpr std::array<Queue, 6> kQueues = {Queue::kAwaitingSignature, Queue::kAwaitingForce,
                                                 Queue::kInForceForSome,    Queue::kInForceForAll,
                                                 Queue::kBeforeSignature,   Queue::kLeftOut};

// For people: "Awaiting signature".
std::string_view TitleOf(Queue queue);

// Who has still to sign, or to ratify.
struct Outstanding {
  bool known = false;              // false: neither a number nor a name is reported
  std::vector<std::string> named;  // codes, in order
  int64_t unnamed = 0;             // further ones, of whom only the number is known
};

struct Instrument {
  int32_t row = 0;  // of its plan
  Queue queue = Queue::kBeforeSignature;
  int64_t participants = 0;  // on the effective date; 0 where nobody knows who takes part
  // Unset where neither a number nor a name is reported.
  std::optional<int64_t> signed_by, ratified_by;
  // Of signatures in the first queue, of ratifications in the next two; else not known.
  Outstanding outstanding;
  model::TextId word = 0;  // the last one on the path; 0 for none
  PartialDate since;       // when it came into the queue; may be not stated
  PartialDate last_word;   // the latest date of anything said of the line
};

// The instruments of `plan` in the order of the tree; counted lines only.
std::vector<Instrument> InstrumentsOf(const model::View& view, const PlanAssessment& plan,
                                      PartialDate effective);

}  // namespace sheaf::reports
