// The rules of plans that have no sector, kept as any sector's are: a manifest in text format.
#include <google/protobuf/text_format.h>

#include <cstdlib>

#include "server/sectors/manifests.h"

namespace sheaf::sectors {
namespace {

// No levels: a plan without a sector brings its own.
constexpr char kCoreManifest[] = R"pb(
  sector: "core"
  title: "Plans without a sector"
  rules_version: "core-1"
  counted_parent_rule: REPLACED_BY_CHILDREN
  statuses {
    word: "completed"
    title: "Completed"
    state: COMPLETED
    reason: "The canonical state itself."
  }
  statuses {
    word: "substantially_completed"
    title: "Substantially completed"
    state: SUBSTANTIALLY_COMPLETED
    reason: "The canonical state itself."
  }
  statuses {
    word: "partially_completed"
    title: "Partially completed"
    state: PARTIALLY_COMPLETED
    reason: "The canonical state itself; a part is not the whole."
  }
  statuses {
    word: "in_progress"
    title: "In progress"
    state: IN_PROGRESS
    reason: "The canonical state itself."
  }
  statuses {
    word: "continuing"
    title: "Continuing"
    state: CONTINUING
    reason: "The canonical state itself."
  }
  statuses {
    word: "not_started"
    title: "Not started"
    state: NOT_STARTED
    reason: "The canonical state itself."
  }
  statuses { word: "pending" title: "Pending" state: PENDING reason: "The canonical state itself." }
  statuses {
    word: "postponed"
    title: "Postponed"
    state: POSTPONED
    reason: "The canonical state itself."
  }
  statuses {
    word: "withdrawn"
    title: "Withdrawn"
    state: WITHDRAWN
    reason: "The canonical state itself."
  }
  statuses {
    word: "cancelled"
    title: "Cancelled"
    state: CANCELLED
    reason: "The canonical state itself."
  }
  statuses {
    word: "planned"
    title: "Planned"
    effect: EXPECTATION
    reason: "Sets the date expected; it is never a fact."
  }
  cadence { months: 12 description: "yearly, where the plan does not say" }
)pb";

Rules* MakeCoreRules() {
  v1::SectorManifest manifest;
  // The text is ours: one that does not parse is a slip that every test shows.
  if (!google::protobuf::TextFormat::ParseFromString(kCoreManifest, &manifest)) std::abort();
  return new Rules(std::move(manifest));
}

}  // namespace

const Rules& CoreRules() {
  // Never destroyed: threads may still read it while the process ends.
  static const Rules* const rules = MakeCoreRules();
  return *rules;
}

}  // namespace sheaf::sectors
