#include "plugins/transport/instruments.h"

#include <algorithm>
#include <set>

namespace sheaf::transport {
namespace {

using plugin::Facts;
using plugin::LineView;
using plugin::UpdateView;
using Stages = std::vector<std::string_view>;

const Stages kTreatyStages = {"partially_signed",     "pending_signature", "signed",
                              "pending_ratification", "ratified",          "in_force"};
const Stages kTrialStages = {"pilot", "live_operation"};
const Stages kSignedStages = {"signed", "pending_ratification", "ratified", "in_force"};
const Stages kRatifiedStages = {"ratified", "in_force"};

// How the sector counts states: "member states signed", "member states ratified".
constexpr std::string_view kSignedUnit = "member states signed";
constexpr std::string_view kRatifiedUnit = "member states ratified";

bool AnyAt(const Facts& facts, int row, const Stages& stages) {
  const std::vector<UpdateView> updates = facts.Of(row);
  return std::any_of(updates.begin(), updates.end(),
                     [&](const UpdateView& update) { return facts.IsAt(update, stages); });
}

bool IsInstrument(const Facts& facts, const LineView& line, bool below_one) {
  if (line.vanished) return false;
  return line.instrument_type == sheaf::v1::BINDING || AnyAt(facts, line.row, kTreatyStages) ||
         (below_one && AnyAt(facts, line.row, kTrialStages));
}

// One word a stage: the first, which says since when; a later one only where it brings a number.
void AddToPath(const Facts& facts, const UpdateView& update, std::vector<UpdateView>* path) {
  const auto known = std::find_if(path->begin(), path->end(), [&](const UpdateView& step) {
    return facts.StageOf(step) == facts.StageOf(update);
  });
  if (known == path->end()) {
    path->push_back(update);
  } else if (!known->value && update.value) {
    *known = update;
  }
}

void ReadWords(const Facts& facts, Instrument* instrument) {
  for (const UpdateView& update : facts.Of(instrument->row)) {
    if (facts.StageOf(update).empty()) continue;
    if (update.member_state.empty()) {
      AddToPath(facts, update, &instrument->region);
    } else if (auto [last, is_new] = instrument->by_state.emplace(update.member_state, update);
               !is_new && facts.StageOf(last->second) != facts.StageOf(update)) {
      last->second = update;
    }
  }
}

int64_t NamedAt(const Facts& facts, const Instrument& instrument, const Stages& stages) {
  return std::count_if(instrument.by_state.begin(), instrument.by_state.end(),
                       [&](const auto& word) { return facts.IsAt(word.second, stages); });
}

// The latest regional number in `unit`, with its date.
const UpdateView* NumberIn(const Instrument& instrument, std::string_view unit) {
  const UpdateView* found = nullptr;
  for (const UpdateView& update : instrument.region) {
    if (update.value && update.unit == unit) found = &update;
  }
  return found;
}

void Raise(std::optional<int64_t>* number, int64_t to) {
  if (to > number->value_or(0)) *number = to;
}

void CountParties(const Facts& facts, Instrument* instrument) {
  if (const UpdateView* ratified = NumberIn(*instrument, kRatifiedUnit)) {
    instrument->ratified_by = static_cast<int64_t>(*ratified->value);
    instrument->ratified_date = ratified->effective_date;
  }
  Raise(&instrument->ratified_by, NamedAt(facts, *instrument, kRatifiedStages));
  if (const UpdateView* with_number = NumberIn(*instrument, kSignedUnit)) {
    instrument->signed_by = static_cast<int64_t>(*with_number->value);
    instrument->signed_date = with_number->effective_date;
  }
  Raise(&instrument->signed_by, NamedAt(facts, *instrument, kSignedStages));
  Raise(&instrument->signed_by, instrument->ratified_by.value_or(0));
}

void CountTrials(const Facts& facts, Instrument* instrument) {
  std::set<std::string_view> states;
  for (const UpdateView& update : facts.Of(instrument->row)) {
    if (!facts.IsAt(update, kTrialStages)) continue;
    if (!update.member_state.empty()) states.insert(update.member_state);
    if (instrument->on_trial_since.empty()) instrument->on_trial_since = update.effective_date;
  }
  if (!states.empty()) instrument->on_trial = static_cast<int64_t>(states.size());
}

// True where `update` says of all who took part on its date that they are at one of `stages`.
bool IsOfAll(const Facts& facts, const Instrument& instrument, const UpdateView& update) {
  if (!facts.IsAt(update, kSignedStages) || !update.value) return false;
  if (update.unit != kSignedUnit && update.unit != kRatifiedUnit) return false;
  const auto states = facts.Participants(facts.Line(instrument.row), update.effective_date);
  return !states.empty() && *update.value >= static_cast<double>(states.size());
}

}  // namespace

std::vector<Instrument> InstrumentsOf(const Facts& facts) {
  std::vector<Instrument> instruments;
  std::set<int> rows;
  for (const LineView& line : facts.data().lines()) {
    const bool below_one = rows.count(line.parent_row) > 0;
    if (!IsInstrument(facts, line, below_one)) continue;
    rows.insert(line.row);
    Instrument& instrument = instruments.emplace_back();
    instrument.row = line.row;
    instrument.is_part = below_one;
    ReadWords(facts, &instrument);
    CountParties(facts, &instrument);
    CountTrials(facts, &instrument);
  }
  return instruments;
}

const UpdateView* InForceWord(const Facts& facts, const Instrument& instrument) {
  const auto found =
      std::find_if(instrument.region.begin(), instrument.region.end(),
                   [&](const UpdateView& word) { return facts.IsAt(word, {"in_force"}); });
  return found == instrument.region.end() ? nullptr : &*found;
}

bool IsInForce(const Facts& facts, const Instrument& instrument) {
  return InForceWord(facts, instrument) != nullptr;
}

bool IsRatifiedByAll(const Facts& facts, const Instrument& instrument) {
  const auto states = facts.Participants(facts.Line(instrument.row), instrument.ratified_date);
  return !states.empty() &&
         instrument.ratified_by.value_or(0) >= static_cast<int64_t>(states.size());
}

Waiting WaitingFor(const Facts& facts, const UpdateView& last_word) {
  if (facts.IsAt(last_word, {"pending_signature", "partially_signed"})) {
    return Waiting::kForSignature;
  }
  return facts.IsAt(last_word, {"pending_ratification"}) ? Waiting::kForRatification
                                                         : Waiting::kForNothing;
}

Waiting WaitingFor(const Facts& facts, const Instrument& instrument) {
  if (IsInForce(facts, instrument)) return Waiting::kForNothing;
  const std::optional<UpdateView> last = facts.LastOf(instrument.row, "");
  return last ? WaitingFor(facts, *last) : Waiting::kForNothing;
}

std::optional<UpdateView> ImpliedFor(const Facts& facts, const Instrument& instrument,
                                     std::string_view member_state) {
  std::optional<UpdateView> implied;
  for (const UpdateView& update : instrument.region) {
    if (!IsOfAll(facts, instrument, update)) continue;
    const auto states = facts.Participants(facts.Line(instrument.row), update.effective_date);
    if (std::find(states.begin(), states.end(), member_state) != states.end()) implied = update;
  }
  return implied;
}

}  // namespace sheaf::transport
