#include "server/reports/verdict.h"

#include <algorithm>
#include <cmath>

#include "proto/values/number.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

bool IsPercentage(const v1::KpiDefinition& definition) {
  return definition.unit().rfind('%', 0) == 0;
}

int DecimalsOf(double value) {
  const std::string text = FormatNumber(value);
  const size_t point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

bool IsActual(const KpiPoint& point) {
  return point.kind == v1::ACTUAL || point.kind == v1::OBSERVATION_KIND_UNSPECIFIED;
}

// The last and the last but one value of an edition: actuals, or whatever it has where it has none.
struct LastTwo {
  const KpiPoint* latest = nullptr;
  const KpiPoint* previous = nullptr;
};
LastTwo LastTwoOf(const KpiEdition& edition) {
  const bool actuals = std::any_of(edition.points.begin(), edition.points.end(), IsActual);
  LastTwo last;
  for (const KpiPoint& point : edition.points) {
    if (actuals && !IsActual(point)) continue;
    last.previous = last.latest;
    last.latest = &point;
  }
  return last;
}

const KpiPoint* ForecastFor(const KpiSheet& sheet, int year) {
  const KpiPoint* found = nullptr;
  for (const KpiPoint& forecast : sheet.forecasts) {
    if (year == 0 || forecast.date.year() == year) found = &forecast;
  }
  return found;
}

// Where no forecast is for the target's year: the next one ahead, else the one recorded last.
const KpiPoint* ForecastToShow(const KpiSheet& sheet, PartialDate effective) {
  const KpiPoint* next = nullptr;
  for (const KpiPoint& forecast : sheet.forecasts) {
    if (forecast.date.SortsAs(effective) < 0) continue;
    if (next == nullptr || forecast.date.SortsAs(next->date) <= 0) next = &forecast;
  }
  return next != nullptr || sheet.forecasts.empty() ? next : &sheet.forecasts.back();
}

const KpiEdition* EditionWithLatest(const KpiSheet& sheet) {
  const KpiEdition* found = nullptr;
  const KpiPoint* latest = nullptr;
  for (const KpiEdition& edition : sheet.editions) {
    const KpiPoint* point = LastTwoOf(edition).latest;
    if (latest != nullptr) {
      const auto order = point->date.SortsAs(latest->date);
      if (order < 0 || (order == 0 && point->order < latest->order)) continue;
    }
    found = &edition;
    latest = point;
  }
  return found;
}

const KpiEdition* EditionToJudgeBy(const KpiSheet& sheet, const KpiPoint* forecast) {
  for (const KpiEdition& edition : sheet.editions) {
    if (forecast != nullptr && edition.name == forecast->edition) return &edition;
  }
  return EditionWithLatest(sheet);
}

bool Reaches(double value, double target, v1::Direction direction) {
  return direction == v1::DOWN ? value <= target : value >= target;
}

double YearOf(PartialDate date) {
  return date.year() + (date.month() == 0 ? 12 : date.month()) / 12.0;
}

// The baseline, or else the edition's first dated actual.
std::optional<PacePoint> StartOf(const KpiSheet& sheet, const KpiEdition& edition) {
  if (sheet.baseline && sheet.baseline->has_value() && sheet.baseline->year() != 0) {
    return PacePoint{sheet.baseline->value(), YearOf(PartialDate::Of(sheet.baseline->year()))};
  }
  for (const KpiPoint& point : edition.points) {
    if (IsActual(point) && point.date.stated()) return PacePoint{point.value, YearOf(point.date)};
  }
  return std::nullopt;
}

std::optional<Pace> PaceTo(const KpiSheet& sheet, const Verdict& verdict) {
  if (verdict.latest == nullptr || !verdict.latest->date.stated()) return std::nullopt;
  if (verdict.target == nullptr || verdict.target->versions.empty()) return std::nullopt;
  if (verdict.target->year == 0) return std::nullopt;
  const std::optional<PacePoint> start = StartOf(sheet, *verdict.edition);
  if (!start) return std::nullopt;
  return PaceOf(*start, {verdict.latest->value, YearOf(verdict.latest->date)},
                {verdict.target->versions.back(), YearOf(PartialDate::Of(verdict.target->year))},
                sheet.definition->direction());
}

std::string PointText(const KpiPoint& point, const v1::KpiDefinition& definition) {
  const std::string value = ValueText(point.value, definition);
  return point.period.empty() ? value + ", year not stated" : value + " in " + point.period;
}

// Why nothing can be said against a target; "" where something can.
std::string Obstacle(const KpiSheet& sheet, const Verdict& verdict) {
  const bool no_target = verdict.target == nullptr;
  const bool no_value = verdict.latest == nullptr && sheet.forecasts.empty();
  if (no_value && !sheet.unavailable.empty()) return "the plugin that computes it has no answer";
  if (no_value && sheet.member_state_values > 0) {
    return "only values of member states are recorded, and none of the region";
  }
  if (sheet.definition->direction() == v1::DIRECTION_UNSPECIFIED) {
    return no_value ? "no data" : "a context figure, without a direction";
  }
  if (no_value) return no_target ? "neither target nor data" : "no data";
  if (no_target) return "no target";
  if (verdict.target->versions.empty()) {
    return "the value of the target for " + std::to_string(verdict.target->year) + " is not stated";
  }
  return "";
}

// What the verdict rests on: "forecast 29.2% for 2025, target 32% by 2025, raised from 30%".
std::string Grounds(const KpiSheet& sheet, const Verdict& verdict, const KpiPoint* forecast) {
  const v1::KpiDefinition& definition = *sheet.definition;
  std::string text;
  if (verdict.kind != VerdictKind::kMet && forecast != nullptr) {
    text = "forecast " + ValueText(forecast->value, definition);
    if (!forecast->period.empty()) text += " for " + forecast->period;
  } else {
    text = PointText(*verdict.latest, definition);
    if (!IsActual(*verdict.latest)) text += " (not an actual)";
  }
  return text + ", target " + TargetText(*verdict.target, definition);
}

std::string WrongWayText(const KpiSheet& sheet, const Verdict& verdict) {
  return std::string(WrongWayOf(sheet.definition->direction())) + " (" +
         PointText(*verdict.previous, *sheet.definition) + ", " +
         PointText(*verdict.latest, *sheet.definition) + ")";
}

std::string EditionText(const KpiSheet& sheet, const Verdict& verdict) {
  if (sheet.editions.size() < 2) return "";
  const std::string& name = verdict.edition->name;
  return "; by the edition " + (name.empty() ? "that is not named" : "'" + name + "'");
}

// The forecast counts where it is for the target's year.
void Measure(const KpiSheet& sheet, const KpiPoint* forecast, Verdict* verdict) {
  const v1::Direction direction = sheet.definition->direction();
  const double target = verdict->target->versions.back();
  if (verdict->latest != nullptr && Reaches(verdict->latest->value, target, direction)) {
    verdict->kind = VerdictKind::kMet;
  } else if (forecast != nullptr && Reaches(forecast->value, target, direction)) {
    verdict->kind = VerdictKind::kExpected;
  } else {
    const double basis = forecast != nullptr ? forecast->value : verdict->latest->value;
    verdict->kind = VerdictKind::kShort;
    verdict->gap = std::abs(target - basis);
  }
}

std::string Opening(const KpiSheet& sheet, const Verdict& verdict, const KpiPoint* forecast) {
  switch (verdict.kind) {
    case VerdictKind::kMet:
      return "Met";
    case VerdictKind::kExpected:
      return "Expected to be met";
    default:
      break;
  }
  const double basis = forecast != nullptr ? forecast->value : verdict.latest->value;
  return "Short by " + GapText(basis, verdict.target->versions.back(), *sheet.definition);
}

void Assess(const KpiSheet& sheet, PartialDate effective, Verdict* verdict) {
  const KpiPoint* forecast = ForecastFor(sheet, verdict->target->year);
  if (forecast == nullptr && verdict->latest == nullptr) {
    verdict->text =
        "Not assessable: no actual, and no forecast for " + std::to_string(verdict->target->year);
    return;
  }
  Measure(sheet, forecast, verdict);
  verdict->text = Opening(sheet, *verdict, forecast);
  if (verdict->wrong_way) verdict->text += " and " + WrongWayText(sheet, *verdict);
  verdict->text += ": " + Grounds(sheet, *verdict, forecast);
  if (verdict->edition != nullptr) verdict->text += EditionText(sheet, *verdict);
  const bool over = verdict->target->year != 0 && verdict->target->year < effective.year();
  if (over && verdict->kind == VerdictKind::kExpected) {
    verdict->text += "; no actual of that year is recorded yet";
  }
}

void FindPoints(const KpiSheet& sheet, PartialDate effective, Verdict* verdict) {
  verdict->target = sheet.TargetFor(effective.year());
  if (verdict->target != nullptr) verdict->forecast = ForecastFor(sheet, verdict->target->year);
  verdict->edition = EditionToJudgeBy(sheet, verdict->forecast);
  if (verdict->forecast == nullptr) verdict->forecast = ForecastToShow(sheet, effective);
  if (verdict->edition == nullptr) return;
  const LastTwo last = LastTwoOf(*verdict->edition);
  verdict->latest = last.latest;
  verdict->previous = last.previous;
  verdict->wrong_way =
      last.previous != nullptr && last.previous->date.stated() &&
      IsWorse(last.previous->value, last.latest->value, sheet.definition->direction());
}

}  // namespace

Verdict Judge(const KpiSheet& sheet, PartialDate effective) {
  Verdict verdict;
  FindPoints(sheet, effective, &verdict);
  const std::string obstacle = Obstacle(sheet, verdict);
  if (obstacle.empty()) {
    Assess(sheet, effective, &verdict);
  } else if (verdict.wrong_way) {
    verdict.kind = VerdictKind::kWrongWay;
    verdict.text = WrongWayText(sheet, verdict) + "; not assessable against a target: " + obstacle;
    verdict.text[0] = static_cast<char>(verdict.text[0] - 'a' + 'A');
  } else {
    verdict.text = "Not assessable: " + obstacle;
  }
  verdict.text += " (" + std::string(kVerdictRule) + ")";
  verdict.pace = PaceTo(sheet, verdict);
  return verdict;
}

std::string ValueText(double value, const v1::KpiDefinition& definition) {
  return FormatNumber(value) + (IsPercentage(definition) ? "%" : "");
}

std::string GapText(double from, double to, const v1::KpiDefinition& definition) {
  const int decimals = std::min(6, std::max(DecimalsOf(from), DecimalsOf(to)));
  const std::string gap = FormatFixed(std::abs(to - from), decimals);
  if (IsPercentage(definition)) return gap + (gap == "1" ? " point" : " points");
  return definition.unit().empty() ? gap : gap + " " + definition.unit();
}

std::string TargetText(const KpiTarget& target, const v1::KpiDefinition& definition) {
  std::string text = target.versions.empty() ? "a value not stated"
                                             : ValueText(target.versions.back(), definition);
  if (target.year != 0) text += " by " + std::to_string(target.year);
  for (size_t i = target.versions.size(); i-- > 1;) {
    const bool raised = target.versions[i] > target.versions[i - 1];
    text += raised ? ", raised from " : ", lowered from ";
    text += ValueText(target.versions[i - 1], definition);
  }
  return target.aspirational ? text + " (aspirational)" : text;
}

std::string AllTargetsText(const KpiSheet& sheet) {
  std::string text;
  for (const KpiTarget& target : sheet.targets) {
    if (!text.empty()) text += "; ";
    text += TargetText(target, *sheet.definition);
  }
  return text;
}

bool IsWorse(double from, double to, v1::Direction direction) {
  return direction == v1::UP ? to < from : direction == v1::DOWN && to > from;
}

std::string_view WrongWayOf(v1::Direction direction) {
  return direction == v1::DOWN ? "rising" : "falling";
}

}  // namespace sheaf::reports
