#include "plugins/energy/outlook.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "proto/values/number.h"

namespace sheaf::energy {
namespace {

using plugin::Facts;
using plugin::ObservationView;
using sheaf::v1::Target;

int YearOf(std::string_view period) { return std::atoi(std::string(period.substr(0, 4)).c_str()); }

// Earlier years first; those that are over, and "not stated", only where nothing else is left.
bool ComesBefore(const Target& a, const Target& b, int this_year) {
  const bool a_open = a.year() >= this_year;
  const bool b_open = b.year() >= this_year;
  if (a_open != b_open) return a_open;
  return a_open ? a.year() < b.year() : a.year() > b.year();
}

const Target* TargetInForce(const plugin::v1::KpiFigures& figures, int this_year) {
  const Target* best = nullptr;
  for (const Target& target : figures.targets()) {
    if (!target.has_value()) continue;
    // Not worse than the best so far: of one year, the later version wins.
    if (best == nullptr || !ComesBefore(*best, target, this_year)) best = &target;
  }
  return best;
}

EditionOutlook& EditionOf(std::string_view edition, std::vector<EditionOutlook>* editions) {
  for (EditionOutlook& known : *editions) {
    if (known.edition == edition) return known;
  }
  editions->push_back({edition, std::nullopt, std::nullopt});
  return editions->back();
}

void TakeActual(const ObservationView& observation, EditionOutlook* edition) {
  const int year = YearOf(observation.period);
  if (edition->actual && edition->actual->year > year) return;
  edition->actual = YearValue{*observation.value, year, observation.name};
}

void TakeForecast(const ObservationView& observation, int target_year, EditionOutlook* edition) {
  const int year = YearOf(observation.period);
  if (edition->forecast && edition->forecast->year == target_year && year != target_year) return;
  edition->forecast = YearValue{*observation.value, year, observation.name};
}

bool IsRegionalActual(const ObservationView& observation) {
  return observation.value && observation.member_state.empty() &&
         observation.kind == sheaf::v1::ACTUAL;
}

bool IsWorse(double value, double than, sheaf::v1::Direction direction) {
  if (direction == sheaf::v1::UP) return value < than;
  return direction == sheaf::v1::DOWN && value > than;
}

// Of the core's rule on editions: different values for one period, or a later one in one edition
// that is worse than an earlier one in the other.
bool Disagree(const ObservationView& first, const ObservationView& second,
              sheaf::v1::Direction direction) {
  if (first.edition == second.edition) return false;
  if (first.period == second.period) return first.value != second.value;
  return IsWorse(*second.value, *first.value, direction);
}

// The last pair is the one of the latest periods, and that is what a reader asks about.
std::optional<Disagreement> FindDisagreement(const std::vector<ObservationView>& observations,
                                             sheaf::v1::Direction direction) {
  std::vector<ObservationView> actuals;
  std::copy_if(observations.begin(), observations.end(), std::back_inserter(actuals),
               IsRegionalActual);
  std::stable_sort(actuals.begin(), actuals.end(),
                   [](const auto& a, const auto& b) { return a.period < b.period; });
  std::optional<Disagreement> found;
  for (size_t later = 0; later < actuals.size(); ++later) {
    for (size_t earlier = 0; earlier < later; ++earlier) {
      if (Disagree(actuals[earlier], actuals[later], direction)) {
        found = Disagreement{actuals[earlier], actuals[later]};
      }
    }
  }
  return found;
}

Outlook LookAt(const Facts& facts, const sheaf::v1::KpiDefinition& kpi,
               const plugin::v1::KpiFigures& figures) {
  Outlook outlook;
  outlook.kpi = &kpi;
  const int this_year = YearOf(facts.data().header().clocks().effective_date());
  if (const Target* target = TargetInForce(figures, this_year)) {
    outlook.target = YearValue{target->value(), target->year(), target->name()};
    outlook.aspirational = target->aspirational();
  }
  const int target_year = outlook.target ? outlook.target->year : 0;
  const std::vector<ObservationView> observations = facts.data().ObservationsOf(kpi.code());
  for (const ObservationView& observation : observations) {
    if (!observation.value || !observation.member_state.empty()) continue;
    EditionOutlook& edition = EditionOf(observation.edition, &outlook.editions);
    if (observation.kind == sheaf::v1::ACTUAL) TakeActual(observation, &edition);
    if (observation.kind == sheaf::v1::FORECAST) TakeForecast(observation, target_year, &edition);
  }
  outlook.disagreement = FindDisagreement(observations, kpi.direction());
  return outlook;
}

std::string OneSide(const ObservationView& observation) {
  return absl::StrCat(std::string(observation.edition), " gives ", FormatNumber(*observation.value),
                      " for ", YearText(YearOf(observation.period)));
}

int DecimalsOf(double value) {
  const std::string text = FormatNumber(value);
  const size_t point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point) - 1;
}

}  // namespace

std::vector<Outlook> OutlooksOf(const Facts& facts) {
  std::vector<Outlook> outlooks;
  for (const auto& kpi : facts.words().manifest().kpis()) {
    const plugin::v1::KpiFigures* figures = facts.data().FiguresOf(kpi.code());
    if (figures == nullptr || figures->targets().empty()) continue;
    outlooks.push_back(LookAt(facts, kpi, *figures));
  }
  return outlooks;
}

const EditionOutlook* QuotedEdition(const Outlook& outlook) {
  const EditionOutlook* quoted = nullptr;
  for (const EditionOutlook& edition : outlook.editions) {
    if (edition.actual && edition.forecast) return &edition;
    const bool is_later = edition.actual && (quoted == nullptr || !quoted->actual ||
                                             quoted->actual->year < edition.actual->year);
    if (is_later) quoted = &edition;
  }
  return quoted;
}

double BeyondTarget(const Outlook& outlook, double value) {
  const double beyond = value - outlook.target->value;
  return outlook.kpi->direction() == sheaf::v1::DOWN ? -beyond : beyond;
}

std::optional<YearValue> HeldAgainstTarget(const Outlook& outlook, const EditionOutlook& edition) {
  if (!outlook.target) return std::nullopt;
  const bool fits = edition.forecast && edition.forecast->year == outlook.target->year;
  return fits ? edition.forecast : edition.actual;
}

int DecimalsOf(double first, double second) {
  return std::max(DecimalsOf(first), DecimalsOf(second));
}

std::string YearText(int year) { return year == 0 ? "year not stated" : std::to_string(year); }

std::string Describe(const Disagreement& disagreement) {
  const double difference = *disagreement.second.value - *disagreement.first.value;
  const char* compared = difference < 0 ? ", which is lower." : ", which is higher.";
  return OneSide(disagreement.first) + "; " + OneSide(disagreement.second) + compared;
}

}  // namespace sheaf::energy
