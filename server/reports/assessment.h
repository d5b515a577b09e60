// The assessment of plans: the state and class of every line on the effective date, and their
// counts.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "proto/values/partial_date.h"
#include "server/model/model.h"
#include "server/reports/headline.h"
#include "server/reports/membership.h"
#include "server/reports/sharing.h"
#include "server/reports/state.h"
#include "server/reports/tree.h"
#include "server/sectors/manifests.h"

namespace sheaf::reports {

// The trees that a report stands on, with the sharing between all plans decided.
struct Ground {
  std::vector<PlanTree> trees;  // in the order of their plans' ids
  // Those that concern the sector; all of them without one.
  std::vector<SharedInitiative> shared;
};

// The plans of `sector`; all plans for no value.
Ground MakeGround(const model::View& view, const sectors::Manifests& manifests,
                  const std::string* sector);

// How far a member state is on the counted lines that member states report on: by code. A line in
// which it takes part without having reported is in the class not reported.
using MemberTallies = std::map<std::string, ClassCounts, std::less<>>;

// What a member state takes part in, and what it has said of that.
struct MemberPart {
  int64_t lines = 0;     // counted lines in which it takes part
  int64_t reported = 0;  // of these, those that member states report on
  int64_t words = 0;     // of the latter, those of which it has said anything
  // Of the latest word on any of these lines; not stated where all are undated.
  PartialDate latest;

  MemberPart& operator+=(const MemberPart& other);
};
using MemberParts = std::map<std::string, MemberPart, std::less<>>;

// One plan. Rows are those of the tree.
struct PlanAssessment {
  PlanTree tree;
  std::vector<LineState> states;
  ClassCounts counts;              // of counted lines, each once
  int64_t counted_elsewhere = 0;   // lines whose shared initiative another line counts
  int64_t reported_by_states = 0;  // counted lines that member states report on
  MemberTallies members;
  MemberParts takes_part;
  // Counted lines, in the order of the tree.
  std::vector<int32_t> overdue, stale;
  // Open counted lines that have only undated words: whether they are stale, nobody can say.
  int64_t undated = 0;
};

PlanAssessment AssessPlan(const model::View& view, PlanTree tree, const Membership& membership,
                          PartialDate effective);

// What several plans come to together: each line once.
struct Totals {
  ClassCounts counts;
  int64_t counted_elsewhere = 0;
  int64_t overdue = 0;
  int64_t stale = 0;
  int64_t reported_by_states = 0;
  MemberTallies members;
  MemberParts takes_part;

  Totals& operator+=(const PlanAssessment& plan);
  Totals& operator+=(const Totals& other);
};

// For each row, the counts of the counted lines at it and below it.
std::vector<ClassCounts> RollUp(const PlanAssessment& plan);

}  // namespace sheaf::reports
