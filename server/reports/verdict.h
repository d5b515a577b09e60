// Rule verdict-v1: what a KPI's values say against its target, and why nothing can be said where it
// cannot.
#pragma once

#include <optional>
#include <string>

#include "proto/values/partial_date.h"
#include "server/reports/kpi_sheet.h"
#include "server/reports/pace.h"

namespace sheaf::reports {

enum class VerdictKind {
  kMet,            // the latest actual reaches the target
  kExpected,       // the forecast for the target's year does
  kShort,          // neither does: short by `gap`
  kWrongWay,       // nothing to reach, but the last two actuals move the wrong way
  kNotAssessable,  // and the text says why
};

// Pointers are into the sheet, null where there is none.
struct Verdict {
  VerdictKind kind = VerdictKind::kNotAssessable;
  // The last two actuals of the edition move against the direction, whatever the kind.
  bool wrong_way = false;
  // How much is missing, in the KPI's unit, as a positive number; 0 unless kShort.
  double gap = 0;
  // A sentence for an official, with the rule: "Short by 2.8 points: ... (verdict-v1)".
  std::string text;
  const KpiTarget* target = nullptr;
  // What was judged by: the edition that gives the forecast, else the one with the latest actual.
  const KpiEdition* edition = nullptr;
  const KpiPoint* latest = nullptr;
  const KpiPoint* previous = nullptr;
  // The forecast for the target's year; where there is none, the one that reports show all the
  // same.
  const KpiPoint* forecast = nullptr;
  std::optional<Pace> pace;
};

// `sheet` must outlive the verdict.
Verdict Judge(const KpiSheet& sheet, PartialDate effective);

// "27%" where the unit is a percentage, else "27".
std::string ValueText(double value, const v1::KpiDefinition& definition);
// "2.8 points" where the unit is a percentage, else "6 member states". Rounded to the decimals that
// the two values have.
std::string GapText(double from, double to, const v1::KpiDefinition& definition);
// "32% by 2025, raised from 30%"; "aspirational" is said.
std::string TargetText(const KpiTarget& target, const v1::KpiDefinition& definition);
// Every version of every target, the years in order.
std::string AllTargetsText(const KpiSheet& sheet);

// Whether `to` is further the wrong way than `from`.
bool IsWorse(double from, double to, v1::Direction direction);
// "falling" or "rising".
std::string_view WrongWayOf(v1::Direction direction);

}  // namespace sheaf::reports
