#include "server/reports/instruments.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "server/reports/known_on.h"

namespace sheaf::reports {
namespace {

using model::UpdateRow;

// The steps of the path; a word that stands on none of them is not on the path.
enum class Step { kNone, kSignaturePending, kSigned, kRatificationPending, kRatified, kInForce };

Step StepOf(std::string_view stage) {
  if (stage == "pending_signature" || stage == "partially_signed") return Step::kSignaturePending;
  if (stage == "signed") return Step::kSigned;
  if (stage == "pending_ratification") return Step::kRatificationPending;
  if (stage == "ratified") return Step::kRatified;
  return stage == "in_force" ? Step::kInForce : Step::kNone;
}

// How numbers of member states are reported.
constexpr std::string_view kSignedUnit = "member states signed";
constexpr std::string_view kRatifiedUnit = "member states ratified";

// A word on the path that counts on the effective date.
struct PathWord {
  Step step;
  UpdateRow update;
};

using States = std::set<std::string, std::less<>>;

// Reads one instrument's words, oldest first.
class PathReader {
 public:
  PathReader(const model::View& view, const sectors::Rules& rules, PartialDate effective)
      : view_(view), rules_(rules), effective_(effective) {}

  const std::vector<PathWord>& Read(model::LineId line) {
    words_.clear();
    view_.UpdatesOf(line, &updates_);
    for (const UpdateRow& update : updates_) {
      const Step step = StepOfWord(update.status);
      if (step == Step::kNone) continue;
      if (UpdateIsKnownOn(effective_, update.effective_date, v1::SETS_STATE)) {
        words_.push_back({step, update});
      }
    }
    return words_;
  }

 private:
  // An expectation is no step.
  Step StepOfWord(model::TextId word) {
    const auto [known, added] = steps_.try_emplace(word, Step::kNone);
    if (!added) return known->second;
    const v1::StatusDefinition* status = rules_.Status(view_.Text(word));
    if (status != nullptr && status->effect() != v1::EXPECTATION) {
      known->second = StepOf(status->stage());
    }
    return known->second;
  }

  const model::View& view_;
  const sectors::Rules& rules_;
  const PartialDate effective_;
  std::unordered_map<model::TextId, Step> steps_;
  std::vector<UpdateRow> updates_;
  std::vector<PathWord> words_;
};

// Who takes part in a line, on the effective date and on earlier ones.
class Participants {
 public:
  Participants(const model::View& view, PartialDate effective)
      : view_(view), effective_(effective) {}

  // In the order of their codes; an unstated date is the effective one.
  const std::vector<std::string>& On(PartialDate date, const model::LineRow& line) {
    if (line.member_states != 0) {
      return Remembered(&lists_, line.member_states,
                        [&] { return SplitCodes(view_.Text(line.member_states)); });
    }
    const PartialDate day = date.stated() ? date.LastDay() : effective_;
    return Remembered(&members_, day.packed(), [&] { return Membership(view_, day).codes(); });
  }

 private:
  using Lists = std::map<uint32_t, std::vector<std::string>>;

  template <typename Make>
  static const std::vector<std::string>& Remembered(Lists* lists, uint32_t key, const Make& make) {
    const auto [known, added] = lists->try_emplace(key);
    if (added) {
      known->second = make();
      std::sort(known->second.begin(), known->second.end());
    }
    return known->second;
  }

  const model::View& view_;
  const PartialDate effective_;
  Lists lists_, members_;
};

// How many have taken a step, and who of them is known by name.
struct Parties {
  std::optional<int64_t> number;
  bool region_counted = false;  // the number is one that the region gave, or larger
  States by_name;
};

// Places one instrument by its words.
class Placing {
 public:
  Placing(const model::View& view, const model::LineRow& line, const std::vector<PathWord>& words,
          Participants* all)
      : view_(view), line_(line), words_(words), all_(*all), participants_(all->On({}, line)) {}

  void Place(Instrument* instrument) {
    instrument->participants = static_cast<int64_t>(participants_.size());
    const Parties ratified = PartiesAt(Step::kRatified, kRatifiedUnit);
    Parties signers = PartiesAt(Step::kSigned, kSignedUnit);
    instrument->queue = QueueOf(signers, ratified);
    if (ratified.number > signers.number) signers.number = ratified.number;
    signers.by_name.insert(ratified.by_name.begin(), ratified.by_name.end());
    instrument->signed_by = signers.number;
    instrument->ratified_by = ratified.number;
    if (!words_.empty()) instrument->word = words_.back().update.status;
    instrument->since = SinceOf(instrument->queue);
    const bool signature = instrument->queue == Queue::kAwaitingSignature;
    if (!signature && instrument->queue != Queue::kAwaitingForce &&
        instrument->queue != Queue::kInForceForSome) {
      return;
    }
    instrument->outstanding = signature ? OutstandingOf(signers, Step::kSignaturePending)
                                        : OutstandingOf(ratified, Step::kRatificationPending);
  }

 private:
  std::string_view StateOf(const PathWord& word) const {
    return view_.Text(word.update.member_state);
  }

  // The last step of each member state that is named.
  std::map<std::string_view, Step> NamedSteps() const {
    std::map<std::string_view, Step> steps;
    for (const PathWord& word : words_) {
      if (word.update.member_state != 0) steps[StateOf(word)] = word.step;
    }
    return steps;
  }

  // Who has taken `step`, by name and by the region's last number in `unit`. Pending ratification
  // is signed, in force is ratified. A number as large as all who took part on its date names them
  // all. Who takes no part any more is not counted by name.
  Parties PartiesAt(Step step, std::string_view unit) const {
    Parties parties;
    for (const auto& [state, reached] : NamedSteps()) {
      if (reached >= step && TakesPart(state)) parties.by_name.emplace(state);
    }
    for (const PathWord& word : words_) {
      if (word.update.member_state != 0 || !(word.update.value >= 0)) continue;
      if (view_.Text(word.update.unit) != unit) continue;
      parties.number = static_cast<int64_t>(word.update.value);
      parties.region_counted = true;
      const auto& then = all_.On(word.update.effective_date, line_);
      if (then.empty() || *parties.number < static_cast<int64_t>(then.size())) continue;
      for (const std::string& state : then) {
        if (TakesPart(state)) parties.by_name.insert(state);
      }
    }
    const auto named = static_cast<int64_t>(parties.by_name.size());
    if (named > parties.number.value_or(0)) parties.number = named;
    return parties;
  }

  bool TakesPart(std::string_view state) const {
    return participants_.empty() ||
           std::find(participants_.begin(), participants_.end(), state) != participants_.end();
  }

  bool AreAll(const Parties& parties) const {
    return !participants_.empty() &&
           parties.number.value_or(0) >= static_cast<int64_t>(participants_.size());
  }

  bool Has(Step step) const {
    return std::any_of(words_.begin(), words_.end(),
                       [&](const PathWord& word) { return word.step == step; });
  }

  bool RegionSaysSigned() const {
    return std::any_of(words_.begin(), words_.end(), [](const PathWord& word) {
      return word.update.member_state == 0 && word.step >= Step::kSigned;
    });
  }

  bool SomeWait() const {
    if (words_.back().step == Step::kSignaturePending) return true;
    const auto steps = NamedSteps();
    return std::any_of(steps.begin(), steps.end(),
                       [](const auto& step) { return step.second == Step::kSignaturePending; });
  }

  Queue QueueOf(const Parties& signers, const Parties& ratified) const {
    if (words_.empty()) return Queue::kBeforeSignature;
    if (Has(Step::kInForce))
      return AreAll(ratified) ? Queue::kInForceForAll : Queue::kInForceForSome;
    // Where the region says that it is signed, names alone do not say that others have not.
    const bool told = signers.region_counted || !RegionSaysSigned();
    const bool some_have_not = told && !participants_.empty() && !AreAll(signers);
    return SomeWait() || some_have_not ? Queue::kAwaitingSignature : Queue::kAwaitingForce;
  }

  // The first stated date of a word that belongs to the queue.
  PartialDate SinceOf(Queue queue) const {
    for (const PathWord& word : words_) {
      const bool belongs = queue == Queue::kAwaitingSignature ? word.step <= Step::kSigned
                           : queue == Queue::kAwaitingForce   ? word.step >= Step::kSigned
                                                              : word.step == Step::kInForce;
      if (belongs && word.update.effective_date.stated()) return word.update.effective_date;
    }
    return {};
  }

  // Those named as waiting. Where names account for all who are done, the others are known too.
  Outstanding OutstandingOf(const Parties& done, Step pending) const {
    Outstanding outstanding;
    States named;
    for (const auto& [state, step] : NamedSteps()) {
      if (step <= pending && TakesPart(state) && !done.by_name.contains(state))
        named.emplace(state);
    }
    outstanding.known = done.number.has_value() || !named.empty();
    const auto missing = static_cast<int64_t>(participants_.size()) - done.number.value_or(0);
    if (done.number && *done.number == static_cast<int64_t>(done.by_name.size())) {
      for (const std::string& state : participants_) {
        if (!done.by_name.contains(state)) named.insert(state);
      }
    }
    outstanding.named.assign(named.begin(), named.end());
    if (done.number && missing > static_cast<int64_t>(named.size())) {
      outstanding.unnamed = missing - static_cast<int64_t>(named.size());
    }
    return outstanding;
  }

  const model::View& view_;
  const model::LineRow& line_;
  const std::vector<PathWord>& words_;
  Participants& all_;
  const std::vector<std::string>& participants_;
};

bool IsInstrument(const model::LineRow& line, const std::vector<PathWord>& words) {
  if (line.instrument_type == v1::BINDING) return true;
  if (line.instrument_type == v1::NON_BINDING) return false;
  return std::any_of(words.begin(), words.end(),
                     [](const PathWord& word) { return word.step != Step::kSigned; });
}

}  // namespace

std::string_view TitleOf(Queue queue) {
  switch (queue) {
    case Queue::kAwaitingSignature:
      return "Awaiting signature";
    case Queue::kAwaitingForce:
      return "Awaiting ratification or force";
    case Queue::kInForceForSome:
      return "In force, but not everywhere";
    case Queue::kInForceForAll:
      return "In force everywhere";
    case Queue::kBeforeSignature:
      return "Not yet up for signature";
    case Queue::kLeftOut:
      break;
  }
  return "Excluded";
}

std::vector<Instrument> InstrumentsOf(const model::View& view, const PlanAssessment& plan,
                                      PartialDate effective) {
  std::vector<Instrument> instruments;
  Participants participants(view, effective);
  PathReader reader(view, *plan.tree.rules, effective);
  for (int32_t row = 0; row < plan.tree.size(); ++row) {
    const model::LineRow& line = plan.tree.lines[row];
    if (!plan.tree.Counts(row) || line.instrument_type == v1::NON_BINDING) continue;
    const std::vector<PathWord>& words = reader.Read(line.id);
    if (!IsInstrument(line, words)) continue;
    Instrument& instrument = instruments.emplace_back();
    instrument.row = row;
    instrument.last_word = plan.states[row].last_word;
    Placing(view, line, words, &participants).Place(&instrument);
    if (plan.states[row].headline == v1::HEADLINE_EXCLUDED) instrument.queue = Queue::kLeftOut;
  }
  return instruments;
}

}  // namespace sheaf::reports
