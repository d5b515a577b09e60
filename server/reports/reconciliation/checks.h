// The rules of reconciliation, one function each: what it compares and when it speaks is said in
// ../rules.cc, in the words that reports print. Each adds a check for everything it could compare,
// whatever came out. None of them knows a document: what adds up to what is said by the figures.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "proto/values/partial_date.h"
#include "server/reports/headline.h"
#include "server/reports/reconciliation/check.h"
#include "server/reports/reconciliation/resolver.h"

namespace sheaf::reports {

using Checks = std::vector<Check>;

// Parts against their whole.
void CheckSums(Resolver& resolver, Checks* checks);
// Years against totals and cumulative figures, and those against each other.
void CheckYears(Resolver& resolver, Checks* checks);
// Shares of parts, weighted, against the share of the whole.
void CheckRollUps(Resolver& resolver, Checks* checks);
// Percentages against the whole numbers that they are of, and whether a split makes 100.
void CheckSplits(Resolver& resolver, Checks* checks);
// Splits of different subjects that are the same: only beside a roll-up among `checks` that fails.
void HintAtEqualSplits(Resolver& resolver, Checks* checks);
// Shares against what they are of.
void CheckShares(Resolver& resolver, Checks* checks);
// Ratios, sums, differences, growth rates and starts of periods, as the document says.
void CheckDerivations(Resolver& resolver, Checks* checks);
// What a figure and its share say of the whole.
void CheckImpliedTotals(Resolver& resolver, Checks* checks);
// Some of a thing against all of it.
void CheckSubsets(Resolver& resolver, Checks* checks);
// Two printed values of one thing, in one document and across documents.
void CheckTwoValues(Resolver& resolver, Checks* checks);
// What is not printed, where it can be derived in two ways.
void CheckDerivedTotals(Resolver& resolver, Checks* checks);

// The lines of a plan by class on a day; nothing where there is no such plan.
using LinesOnRecord =
    std::function<std::optional<ClassCounts>(const std::string& plan, PartialDate)>;
// Printed lines and shares of lines against those on record.
void CheckAgainstRecords(Resolver& resolver, const LinesOnRecord& lines, Checks* checks);

// All of the above.
Checks CheckAll(Resolver& resolver, const LinesOnRecord& lines);

}  // namespace sheaf::reports
