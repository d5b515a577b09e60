// The lines of one plan as a tree, and which of them count (rule counted-v1).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/model/model.h"
#include "server/sectors/manifests.h"

namespace sheaf::reports {

// How a line stands to the totals.
enum class Counting : uint8_t {
  kCounted,
  // A heading by its level.
  kHeading,
  // A heading for as long as it has counted lines below it.
  kReplacedByChildren,
  // No longer in the plan.
  kVanished,
  // Another line of its shared initiative counts it (rule shared-v1).
  kElsewhere,
};

// Rows are places in `lines`: a parent before its children, else in plan order.
struct PlanTree {
  static constexpr int32_t kTop = -1;

  model::PlanRow plan;
  // Never null: the core's own for a plan without a sector or whose sector has no manifest.
  std::shared_ptr<const sectors::Rules> rules;
  std::vector<model::LineRow> lines;
  std::vector<int32_t> parents;  // kTop where there is none
  std::vector<Counting> counting;

  int32_t size() const { return static_cast<int32_t>(lines.size()); }
  bool Counts(int32_t row) const { return counting[row] == Counting::kCounted; }
  int DepthOf(int32_t row) const;
};

// Whether lines of `level` are headings of `plan`. A level that nobody declared counts: an
// oversight must not hide lines.
bool IsHeadingLevel(const sectors::Rules& rules, const model::PlanRow& plan,
                    std::string_view level);

// The tree of `plan`, without regard to shared initiatives. `rules` may be null.
PlanTree MakeTree(const model::View& view, model::PlanRow plan,
                  std::shared_ptr<const sectors::Rules> rules);

// "EN-APG-001 'ASEAN Power Grid'", for texts.
std::string LabelOf(const model::View& view, const model::LineRow& line);

}  // namespace sheaf::reports
