#include "server/reports/member_state_words.h"

#include <algorithm>
#include <map>
#include <utility>

#include "server/reports/instruments.h"
#include "server/reports/vocabulary.h"

namespace sheaf::reports {
namespace {

using model::UpdateRow;

// Reads the lines of one plan. Not thread-safe.
class PlanReader {
 public:
  PlanReader(const Material& material, const PlanAssessment& plan, std::string_view state,
             StateLines* lines)
      : view_(*material.view),
        membership_(*material.membership),
        effective_(material.effective),
        plan_(plan),
        state_(state),
        vocabulary_(view_, *plan.tree.rules),
        lines_(*lines) {
    for (Instrument& instrument : InstrumentsOf(view_, plan, effective_)) {
      const int32_t row = instrument.row;
      instruments_.emplace(row, std::move(instrument));
    }
  }

  void Read() {
    for (int32_t row = 0; row < plan_.tree.size(); ++row) {
      if (plan_.tree.Counts(row)) ReadLine({&plan_, row});
    }
  }

 private:
  void ReadLine(const PlacedLine& at) {
    const bool takes_part = TakesPart(at.line());
    view_.UpdatesOf(at.line().id, &updates_);
    const UpdateRow* fact = nullptr;
    const UpdateRow* event = nullptr;
    const UpdateRow* step = nullptr;
    for (const UpdateRow& update : updates_) {
      if (!Counts(update)) continue;
      const bool sets = StateOf(at, update) != v1::CANONICAL_STATE_UNSPECIFIED;
      (sets ? fact : event) = &update;
      if (!StageOf(update).empty()) step = &update;
    }
    const UpdateRow* word = fact != nullptr ? fact : event;
    if (word != nullptr) {
      lines_.words.push_back({at, *word, StateOf(at, *word)});
    } else if (takes_part && plan_.states[static_cast<size_t>(at.row)].by_member_states) {
      lines_.silent.push_back(at);
    }
    AddStage(at, step, takes_part);
  }

  // A word of the state that is known on the effective date and is no expectation.
  bool Counts(const UpdateRow& update) {
    return update.member_state != 0 && view_.Text(update.member_state) == state_ &&
           update.effective_date.SortsAs(effective_) <= 0 &&
           vocabulary_.Of(update.status).effect != v1::EXPECTATION;
  }

  v1::CanonicalState StateOf(const PlacedLine& at, const UpdateRow& update) {
    return vocabulary_.Of(update.status).StateOn(at.line().instrument_type);
  }

  std::string_view StageOf(const UpdateRow& update) const {
    const v1::StatusDefinition* status = plan_.tree.rules->Status(view_.Text(update.status));
    return status == nullptr ? std::string_view() : status->stage();
  }

  void AddStage(const PlacedLine& at, const UpdateRow* step, bool takes_part) {
    const auto found = instruments_.find(at.row);
    const bool is_instrument = found != instruments_.end();
    if (step == nullptr && !(is_instrument && takes_part)) return;
    StateStage stage{.at = at, .stage = {}, .since = {}, .queue = {}, .outstanding = false};
    if (step != nullptr) {
      stage.stage = StageOf(*step);
      stage.since = step->effective_date;
    }
    if (is_instrument) {
      const Instrument& instrument = found->second;
      stage.queue = TitleOf(instrument.queue);
      const auto& named = instrument.outstanding.named;
      stage.outstanding = std::find(named.begin(), named.end(), state_) != named.end();
    }
    lines_.stages.push_back(std::move(stage));
  }

  bool TakesPart(const model::LineRow& line) {
    if (line.member_states == 0) return membership_.Has(state_);
    const auto [known, added] = takes_part_.try_emplace(line.member_states, false);
    if (added) {
      const std::vector<std::string> codes = SplitCodes(view_.Text(line.member_states));
      known->second = std::find(codes.begin(), codes.end(), state_) != codes.end();
    }
    return known->second;
  }

  const model::View& view_;
  const Membership& membership_;
  const PartialDate effective_;
  const PlanAssessment& plan_;
  const std::string_view state_;
  Vocabulary vocabulary_;
  StateLines& lines_;
  std::map<int32_t, Instrument> instruments_;
  std::map<model::TextId, bool> takes_part_;
  std::vector<UpdateRow> updates_;
};

}  // namespace

StateLines LinesOfState(const Material& material, std::string_view state) {
  StateLines lines;
  for (const Part& part : material.parts) {
    for (const PlanAssessment& plan : part.plans) {
      PlanReader(material, plan, state, &lines).Read();
    }
  }
  return lines;
}

}  // namespace sheaf::reports
