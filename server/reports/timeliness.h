// Rules overdue-v1 and stale-v1: what is late, and what has fallen silent.
#pragma once

#include "proto/values/partial_date.h"
#include "server/model/model.h"
#include "server/reports/state.h"
#include "sheaf/v1/manifest.pb.h"

namespace sheaf::reports {

// `day`, a whole day, moved by `months`; the 31st becomes the last day of a shorter month.
PartialDate AddMonths(PartialDate day, int months);

// Whole months from the last day of `from`, which is stated, to the whole day `to`; the last day of
// a month ends any month.
int MonthsBetween(PartialDate from, PartialDate to);

// The last day of the earlier of planned end and expected date where it has passed and the line is
// neither completed nor excluded; "not stated" where nothing is overdue. For counted lines.
PartialDate OverdueSince(const model::LineRow& line, const LineState& state, PartialDate effective);

// Months after which silence makes an open line stale; 0 where the cadence does not say.
int StaleAfterMonths(const v1::Cadence& cadence);

// Whether a line in progress or not started has had no word for `stale_after` months. A line of
// which only undated words are known cannot be judged, and is not stale.
bool IsStale(const LineState& state, int stale_after, PartialDate effective);

}  // namespace sheaf::reports
