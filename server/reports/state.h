// Rule state-v1: the present state of a line, from all that was said of it.
//
// A fact counts when its date has passed, a partial date when its last day has: "2024" is not yet
// known to have happened on 2024-06-30. Undated facts count, and come before all dated ones. The
// latest decides; its word may be an event, which leaves the state, or an expectation, which is no
// fact and may lie ahead. A regional fact decides for the line. Where only member states reported,
// the line is completed when all participants are, not started when none has begun, and in progress
// else.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "proto/values/partial_date.h"
#include "server/model/model.h"
#include "server/reports/membership.h"
#include "server/reports/vocabulary.h"

namespace sheaf::reports {

// What is known of one line on the effective date.
struct LineState {
  v1::CanonicalState state = v1::CANONICAL_STATE_UNSPECIFIED;
  v1::HeadlineClass headline = v1::HEADLINE_NOT_REPORTED;
  // The word of the update that decided; 0 where none did, or several member states'.
  model::TextId word = 0;
  PartialDate since;  // its date
  // The expectation in force: the one recorded last, the region's before those of member states.
  PartialDate expected;
  // Date of the latest fact or event.
  PartialDate last_word;
  bool reported = false;          // a fact or an event counts
  bool events_only = false;       // reported, but no fact
  bool by_member_states = false;  // some member state reported a state
  bool contradicts = false;       // two states under one date
  bool unknown_word = false;      // a word that the manifest does not have
  bool stranger = false;          // a state that takes no part reported
};

// What one participant has reached.
struct ParticipantState {
  model::TextId member_state = 0;
  v1::CanonicalState state = v1::CANONICAL_STATE_UNSPECIFIED;
  PartialDate since;
};

// When a participant last said anything: a fact or an event.
struct ParticipantWord {
  model::TextId member_state = 0;
  PartialDate date;
};

// What StateRule reads of a line, besides its updates, and hands out besides its state.
struct Participation {
  // Participants in the order of their codes.
  const std::vector<std::string>* participants = nullptr;
  // The participants that reported a state, in the order of their first report.
  std::vector<ParticipantState> reported;
  // The participants that said anything, in the order of their first word.
  std::vector<ParticipantWord> words;
};

// Applies the rule to the lines of one plan. Not thread-safe; what it is given must outlive it.
class StateRule {
 public:
  StateRule(const model::View& view, const sectors::Rules& rules, const Membership& membership,
            PartialDate effective);
  ~StateRule();

  // `updates` are those of `line` in the order in which they decide, as View::UpdatesOf gives them.
  LineState StateOf(const model::LineRow& line, const std::vector<model::UpdateRow>& updates,
                    Participation* participation);

  // Whether a fact of this date had happened.
  bool HasPassed(PartialDate date) const;
  Vocabulary& vocabulary() { return vocabulary_; }

 private:
  struct Said;
  const std::vector<std::string>& ParticipantsOf(const model::LineRow& line);
  bool TakesPart(model::TextId member_state, const std::vector<std::string>& participants) const;
  void Hear(const model::UpdateRow& update, v1::InstrumentType instrument, LineState* state);
  // Keeps what participants said. Where nobody knows who takes part, whoever speaks does.
  void ListWords(Participation* participation) const;
  void ListReported(Participation* participation, LineState* state) const;
  void Decide(const Participation& participation, LineState* state) const;
  void DecideByMemberStates(const Participation& participation, LineState* state) const;

  const model::View& view_;
  const Membership& membership_;
  const PartialDate effective_;
  Vocabulary vocabulary_;
  std::map<model::TextId, std::vector<std::string>> participants_;
  // Of the line at hand; kept so that its memory serves the next one.
  std::unique_ptr<Said> said_;
};

}  // namespace sheaf::reports
