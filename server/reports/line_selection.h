// The lines of a plan that a filter lets through, read from the model: no record is parsed for a
// line that does not fit. A line's state is what rule state-v1 makes of it; which lines count, and
// in which class, is as in reports.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "proto/values/partial_date.h"
#include "server/model/model.h"
#include "server/reports/counted_lines.h"
#include "server/reports/membership.h"
#include "server/sectors/manifests.h"
#include "sheaf/v1/filter.pb.h"

namespace sheaf::reports {

// The word of a filter for `state`: "completed"; "not_reported" where nobody has reported one.
std::string StateWord(v1::CanonicalState state);
// All of them.
const std::vector<std::string>& StateWords();

// A part of a plan's lines, in byte order of their codes.
struct SelectedLines {
  std::vector<std::string> codes;  // of those that fit
  std::string last;                // the code of the last line that was looked at
  size_t looked_at = 0;
  bool more = false;  // whether the plan has lines after `last`
};

// How far one look goes.
struct LookLimits {
  size_t most_found;
  size_t most_looked_at;
};

// Immutable once made, so safe on any thread. What it is given must outlive it.
class LineSelection {
 public:
  // `counting` is the view that classes and delays are counted in: the same revision as `view`,
  // with the updates that count in reports. The filter's values have been checked: a date that is
  // none counts as not given, an unknown word fits no line. Its `sectors` are about plans and are
  // for the caller.
  LineSelection(const model::View& view, const model::View& counting,
                const sectors::Manifests& manifests, const v1::LineFilter& filter,
                PartialDate effective);

  // The lines of `plan` whose codes come after `after`.
  SelectedLines Select(const model::PlanRow& plan, std::string_view after, LookLimits limits) const;

 private:
  class Plan;

  const model::View& view_;
  const model::View& counting_;
  const sectors::Manifests& manifests_;
  const v1::LineFilter& filter_;
  const PartialDate effective_;
  const Membership membership_;
  const CountedElsewhere counted_elsewhere_;
  // The first and last day of the time asked for; not stated where it has no such end.
  const PartialDate from_, to_;
};

}  // namespace sheaf::reports
