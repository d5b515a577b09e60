#include "server/reports/state.h"

#include <algorithm>
#include <utility>

#include "server/reports/headline.h"

namespace sheaf::reports {
namespace {

using model::TextId;
using model::UpdateRow;

// A fact, and the state it sets.
struct Fact {
  TextId member_state = 0;
  PartialDate date;
  v1::CanonicalState state = v1::CANONICAL_STATE_UNSPECIFIED;
  TextId word = 0;
};

template <typename Container>
auto FindFor(Container& container, TextId member_state) {
  return std::find_if(container.begin(), container.end(),
                      [&](const auto& entry) { return entry.member_state == member_state; });
}

// Recorded later, and so in force.
bool RecordedLater(const UpdateRow& a, const UpdateRow& b) {
  return std::pair(a.revision, a.row) > std::pair(b.revision, b.row);
}

}  // namespace

// The latest that each speaker, the region or a member state, has said of one line.
struct StateRule::Said {
  std::vector<Fact> facts;
  std::vector<UpdateRow> expectations;
  // Of member states alone.
  std::vector<ParticipantWord> words;
  // The facts of the last day that is being heard, for contradictions.
  std::vector<Fact> same_day;

  void Clear() {
    facts.clear();
    expectations.clear();
    words.clear();
    same_day.clear();
  }
};

StateRule::StateRule(const model::View& view, const sectors::Rules& rules,
                     const Membership& membership, PartialDate effective)
    : view_(view),
      membership_(membership),
      effective_(effective),
      vocabulary_(view, rules),
      said_(std::make_unique<Said>()) {}

StateRule::~StateRule() = default;

bool StateRule::HasPassed(PartialDate date) const { return date.SortsAs(effective_) <= 0; }

const std::vector<std::string>& StateRule::ParticipantsOf(const model::LineRow& line) {
  if (line.member_states == 0) return membership_.codes();
  const auto [entry, added] = participants_.try_emplace(line.member_states);
  if (added) {
    entry->second = SplitCodes(view_.Text(line.member_states));
    std::sort(entry->second.begin(), entry->second.end());
  }
  return entry->second;
}

bool StateRule::TakesPart(TextId member_state, const std::vector<std::string>& participants) const {
  return std::binary_search(participants.begin(), participants.end(), view_.Text(member_state));
}

namespace {

// Words come in the order of their dates.
void HearWord(const UpdateRow& update, std::vector<ParticipantWord>* words) {
  const auto known = FindFor(*words, update.member_state);
  if (known == words->end()) {
    words->push_back({update.member_state, update.effective_date});
  } else {
    known->date = update.effective_date;
  }
}

void HearExpectation(const UpdateRow& update, std::vector<UpdateRow>* expectations) {
  const auto known = FindFor(*expectations, update.member_state);
  if (known == expectations->end()) {
    expectations->push_back(update);
  } else if (RecordedLater(update, *known)) {
    *known = update;
  }
}

// Whether `fact` contradicts what the same speaker said under the same date.
bool Contradicts(const Fact& fact, std::vector<Fact>* same_day) {
  if (!same_day->empty() && same_day->front().date.SortsAs(fact.date) != 0) same_day->clear();
  if (!fact.date.stated()) return false;
  const auto same = std::find_if(same_day->begin(), same_day->end(), [&](const Fact& other) {
    return other.member_state == fact.member_state && other.date == fact.date;
  });
  if (same == same_day->end()) {
    same_day->push_back(fact);
    return false;
  }
  return same->state != fact.state;
}

// The region's expectation; where it has none, the latest that a member state has.
PartialDate ExpectedOf(const std::vector<UpdateRow>& expectations) {
  PartialDate latest;
  for (const UpdateRow& expectation : expectations) {
    if (expectation.member_state == 0) return expectation.effective_date;
    if (expectation.effective_date.SortsAs(latest) > 0) latest = expectation.effective_date;
  }
  return latest;
}

// Participants by how far they are.
struct Progressed {
  size_t completed = 0, fully = 0, begun = 0, not_started = 0, excluded = 0, silent = 0;

  void Add(v1::CanonicalState state) {
    switch (HeadlineOf(state)) {
      case v1::HEADLINE_COMPLETED:
        ++completed;
        fully += state == v1::COMPLETED ? 1 : 0;
        break;
      case v1::HEADLINE_IN_PROGRESS:
        ++begun;
        break;
      case v1::HEADLINE_NOT_STARTED:
        ++not_started;
        break;
      case v1::HEADLINE_EXCLUDED:
        ++excluded;
        break;
      default:
        ++silent;
    }
  }

  // `participants` are all that take part, reported or not; who withdrew is none of them.
  v1::CanonicalState StateOf(size_t participants, v1::CanonicalState last) const {
    if (excluded >= participants) return last;
    if (completed + begun + not_started == 0) {
      return silent > 0 ? v1::NO_LONGER_REPORTED : v1::CANONICAL_STATE_UNSPECIFIED;
    }
    if (completed + excluded >= participants) {
      return fully == completed ? v1::COMPLETED : v1::SUBSTANTIALLY_COMPLETED;
    }
    return completed + begun == 0 ? v1::NOT_STARTED : v1::IN_PROGRESS;
  }
};

}  // namespace

void StateRule::Hear(const UpdateRow& update, v1::InstrumentType instrument, LineState* state) {
  const Vocabulary::Meaning& meaning = vocabulary_.Of(update.status);
  if (!meaning.known) state->unknown_word = true;
  if (meaning.effect == v1::EXPECTATION) {
    HearExpectation(update, &said_->expectations);
    return;
  }
  if (!HasPassed(update.effective_date)) return;
  state->reported = true;
  // Updates come in the order of their dates, so the last one heard is the latest.
  state->last_word = update.effective_date;
  if (update.member_state != 0) HearWord(update, &said_->words);
  const v1::CanonicalState sets = meaning.StateOn(instrument);
  if (sets == v1::CANONICAL_STATE_UNSPECIFIED) return;
  const Fact fact{update.member_state, update.effective_date, sets, update.status};
  state->contradicts |= Contradicts(fact, &said_->same_day);
  const auto known = FindFor(said_->facts, update.member_state);
  if (known == said_->facts.end()) {
    said_->facts.push_back(fact);
  } else {
    *known = fact;
  }
}

void StateRule::ListWords(Participation* participation) const {
  const std::vector<std::string>& participants = *participation->participants;
  for (const ParticipantWord& word : said_->words) {
    if (participants.empty() || TakesPart(word.member_state, participants)) {
      participation->words.push_back(word);
    }
  }
}

void StateRule::ListReported(Participation* participation, LineState* state) const {
  // Where nobody knows who takes part, whoever reports does.
  const bool anybody = participation->participants->empty();
  for (const Fact& fact : said_->facts) {
    if (fact.member_state == 0) continue;
    state->by_member_states = true;
    if (anybody || TakesPart(fact.member_state, *participation->participants)) {
      participation->reported.push_back({fact.member_state, fact.state, fact.date});
    } else {
      state->stranger = true;
    }
  }
}

void StateRule::DecideByMemberStates(const Participation& participation, LineState* state) const {
  Progressed progressed;
  const ParticipantState* last = nullptr;
  for (const ParticipantState& participant : participation.reported) {
    progressed.Add(participant.state);
    if (last == nullptr || participant.since.SortsAs(last->since) >= 0) last = &participant;
  }
  if (last == nullptr) return;
  // One more than have reported, where nobody knows who takes part: then nothing is complete.
  const size_t participants = participation.participants->empty()
                                  ? participation.reported.size() + 1
                                  : participation.participants->size();
  state->state = progressed.StateOf(participants, last->state);
  state->since = last->since;
}

void StateRule::Decide(const Participation& participation, LineState* state) const {
  const auto regional = FindFor(said_->facts, 0);
  if (regional == said_->facts.end()) {
    DecideByMemberStates(participation, state);
  } else {
    state->state = regional->state;
    state->word = regional->word;
    state->since = regional->date;
  }
  state->headline = HeadlineOf(state->state);
}

LineState StateRule::StateOf(const model::LineRow& line, const std::vector<UpdateRow>& updates,
                             Participation* participation) {
  LineState state;
  participation->participants = &ParticipantsOf(line);
  participation->reported.clear();
  participation->words.clear();
  if (updates.empty()) return state;
  said_->Clear();
  for (const UpdateRow& update : updates) Hear(update, line.instrument_type, &state);
  ListWords(participation);
  ListReported(participation, &state);
  Decide(*participation, &state);
  state.events_only = state.reported && said_->facts.empty();
  state.expected = ExpectedOf(said_->expectations);
  return state;
}

}  // namespace sheaf::reports
