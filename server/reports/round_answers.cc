#include "server/reports/round_answers.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "server/base/clock.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/reports/assessment.h"
#include "server/reports/each_record.h"
#include "server/reports/line_cells.h"
#include "server/reports/membership.h"
#include "server/reports/update_answer.h"
#include "server/sectors/records.h"

namespace sheaf::reports {
namespace {

PartialDate DayOr(const std::string& text, PartialDate otherwise) {
  return PartialDate::Parse(text).value_or(otherwise);
}

// The newest revision before the day `open`: what is of it or older was not recorded for the round.
absl::StatusOr<ledger::Revision> RevisionBefore(const ledger::Ledger& ledger, PartialDate open) {
  SHEAF_ASSIGN_OR_RETURN(const Micros begin, ParseTime(open.ToString() + "T00:00:00Z"));
  return ledger.RevisionAt(begin - 1);
}

absl::StatusOr<UpdateVersion> VersionOf(const ledger::Record& record) {
  SHEAF_ASSIGN_OR_RETURN(v1::Update update, sectors::UpdateOf(record));
  return UpdateVersion{std::move(update), PartialDate::DayOf(record.commit_time), record.verb};
}

// Lists what is asked, then looks for the answers.
class Answering {
 public:
  Answering(const RoundSources& sources, RoundAnswers* answers)
      : sources_(sources),
        answers_(*answers),
        view_(sources.model->At(answers->revision)),
        membership_(view_, answers->effective),
        states_(answers->round.member_states().begin(), answers->round.member_states().end()),
        wanted_{answers->round.period(), DayOr(answers->round.open_date(), PartialDate())},
        deadline_(DayOr(answers->round.deadline(), PartialDate())) {}

  absl::Status Answer(std::string_view sector) {
    if (wanted_.open.stated()) {
      SHEAF_ASSIGN_OR_RETURN(before_, RevisionBefore(*sources_.ledger, wanted_.open));
    }
    const Ground ground = MakeGround(view_, *sources_.manifests, nullptr);
    for (const std::string& one : answers_.round.sectors()) {
      if (!sector.empty() && one != sector) continue;
      for (const PlanTree& tree : ground.trees) {
        if (tree.plan.sector == one) SHEAF_RETURN_IF_ERROR(AnswerPlan(tree));
      }
    }
    return absl::OkStatus();
  }

 private:
  // The answer to an item so far.
  struct Found {
    size_t item = 0;
    UpdateAnswer answer;
    ledger::Revision revision = 0;
    std::string update;
  };

  absl::Status AnswerPlan(const PlanTree& tree) {
    found_.clear();
    handed_in_.clear();
    for (int32_t row = 0; row < tree.size(); ++row) {
      if (!tree.Counts(row)) continue;
      AskAbout(tree, row);
      NoteHandedIn(tree, row);
    }
    if (found_.empty()) return absl::OkStatus();
    SHEAF_RETURN_IF_ERROR(ForEachRecord(*sources_.ledger, "plans/" + tree.plan.id + "/lines/", 6,
                                        answers_.revision, [&](const ledger::Record& record) {
                                          return record.revision > before_ && record.live()
                                                     ? Hear(record)
                                                     : absl::OkStatus();
                                        }));
    for (auto& [key, found] : found_) Settle(found);
    return absl::OkStatus();
  }

  void AskAbout(const PlanTree& tree, int32_t row) {
    if (AsksBodies(answers_.round)) Ask(tree, row, "");
    const model::LineRow& line = tree.lines[row];
    for (const std::string& state : states_) {
      if (TakesPart(line, state)) Ask(tree, row, state);
    }
  }

  // What was handed in since the opening, by the name of the update.
  void NoteHandedIn(const PlanTree& tree, int32_t row) {
    view_.UpdatesOf(tree.lines[row].id, &updates_);
    for (const model::UpdateRow& update : updates_) {
      if (update.revision <= before_) continue;
      handed_in_[view_.NameOf(tree.plan, tree.lines[row], update)] = update.revision;
    }
  }

  bool TakesPart(const model::LineRow& line, const std::string& state) const {
    if (line.member_states == 0) return !membership_.known() || membership_.Has(state);
    const std::vector<std::string> listed = SplitCodes(view_.Text(line.member_states));
    return std::find(listed.begin(), listed.end(), state) != listed.end();
  }

  void Ask(const PlanTree& tree, int32_t row, const std::string& state) {
    const model::LineRow& line = tree.lines[row];
    AskedItem& item = answers_.items.emplace_back();
    item.sector = tree.plan.sector;
    item.due.set_line(view_.NameOf(tree.plan, line));
    item.due.set_title(std::string(view_.Text(line.title)));
    item.due.set_member_state(state);
    item.due.set_lead_body(LeadBody(view_, tree, row));
    item.due.set_deadline(answers_.round.deadline());
    item.due.set_round(answers_.round.name());
    found_[KeyOf(item.due.line(), state)].item = answers_.items.size() - 1;
  }

  static std::string KeyOf(std::string_view line, std::string_view speaker) {
    return std::string(line) + '\n' + std::string(speaker);
  }

  // Takes an update into account whose newest version was recorded since the round was opened.
  absl::Status Hear(const ledger::Record& record) {
    SHEAF_ASSIGN_OR_RETURN(UpdateVersion last, VersionOf(record));
    const auto line = ParentName(record.resource);
    const auto asked = found_.find(KeyOf(line, last.update.member_state()));
    if (asked == found_.end()) return absl::OkStatus();
    SHEAF_RETURN_IF_ERROR(LookBehindReview(&last));
    std::vector<UpdateVersion> versions;
    if (SaysAll(last, record.previous == 0, deadline_)) {
      versions.push_back(std::move(last));
    } else {
      SHEAF_ASSIGN_OR_RETURN(versions, HistoryOf(record));
    }
    Prefer(Weigh(versions, wanted_), record, &asked->second);
    return absl::OkStatus();
  }

  // Makes of a step of review the version that it is about, as it was handed in: the model knows
  // when that was, which spares most histories.
  absl::Status LookBehindReview(UpdateVersion* last) {
    if (last->verb != ledger::Verb::kReview || !IsHandedIn(last->update)) return absl::OkStatus();
    const auto known = handed_in_.find(last->update.name());
    const ledger::Revision revision = known == handed_in_.end() ? before_ : known->second;
    const auto [day, added] = days_.try_emplace(revision);
    if (added) {
      SHEAF_ASSIGN_OR_RETURN(const Micros time, sources_.ledger->TimeOf(revision));
      day->second = PartialDate::DayOf(time);
    }
    last->recorded = day->second;
    last->verb = ledger::Verb::kReplace;
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<UpdateVersion>> HistoryOf(const ledger::Record& record) const {
    SHEAF_ASSIGN_OR_RETURN(const auto history,
                           sources_.ledger->History(record.resource, answers_.revision));
    std::vector<UpdateVersion> versions;
    for (const ledger::Record& one : history) {
      SHEAF_ASSIGN_OR_RETURN(UpdateVersion version, VersionOf(one));
      versions.push_back(std::move(version));
    }
    return versions;
  }

  // Of several answers the one that was handed in first, of several that were returned the last.
  static void Prefer(UpdateAnswer answer, const ledger::Record& record, Found* found) {
    using enum UpdateAnswer::Kind;
    const UpdateAnswer& known = found->answer;
    if (answer.kind < known.kind || answer.kind == kNone) return;
    if (answer.kind == known.kind) {
      const bool better = answer.kind == kAnswer ? answer.handed_in.SortsAs(known.handed_in) < 0
                                                 : record.revision > found->revision;
      if (!better) return;
    }
    *found = {found->item, std::move(answer), record.revision, record.resource};
  }

  void Settle(const Found& found) {
    v1::DueItem& due = answers_.items[found.item].due;
    due.set_state(StateOf(found.answer));
    due.set_update(found.update);
    due.set_returned_reason(found.answer.reason);
  }

  v1::DueState StateOf(const UpdateAnswer& answer) const {
    switch (answer.kind) {
      case UpdateAnswer::Kind::kAnswer:
        return answer.handed_in.SortsAs(deadline_) <= 0 ? v1::ANSWERED : v1::ANSWERED_LATE;
      case UpdateAnswer::Kind::kReturned:
        return v1::SENT_BACK;
      case UpdateAnswer::Kind::kNone:
        break;
    }
    return answers_.effective.SortsAs(deadline_) > 0 ? v1::OVERDUE : v1::DUE;
  }

  const RoundSources& sources_;
  RoundAnswers& answers_;
  const model::View view_;
  const Membership membership_;
  const std::set<std::string> states_;
  const Wanted wanted_;
  const PartialDate deadline_;
  ledger::Revision before_ = 0;
  std::unordered_map<ledger::Revision, PartialDate> days_;
  // Of one plan.
  std::unordered_map<std::string, Found> found_;
  std::unordered_map<std::string, ledger::Revision> handed_in_;
  std::vector<model::UpdateRow> updates_;
};

}  // namespace

bool AsksBodies(const v1::ReportingRound& round) {
  return round.asks_bodies() || round.member_states().empty();
}

absl::StatusOr<RoundAnswers> AnswersTo(const RoundSources& sources, const v1::ReportingRound& round,
                                       ledger::Revision revision, PartialDate effective,
                                       std::string_view sector) {
  using google::protobuf::util::TimeUtil;
  RoundAnswers answers{round, revision, effective, {}};
  if (round.closed()) {
    answers.revision = round.revision();
    answers.effective = PartialDate::DayOf(TimeUtil::TimestampToMicroseconds(round.commit_time()));
  }
  SHEAF_RETURN_IF_ERROR(Answering(sources, &answers).Answer(sector));
  return answers;
}

absl::StatusOr<std::vector<v1::ReportingRound>> RoundsOf(const ledger::Ledger& ledger,
                                                         std::string_view sector,
                                                         ledger::Revision revision) {
  std::vector<v1::ReportingRound> rounds;
  const auto take = [&](const ledger::Record& record) -> absl::Status {
    SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
    v1::ReportingRound& round = *resource.mutable_round();
    const auto& sectors = round.sectors();
    if (sector.empty() || std::find(sectors.begin(), sectors.end(), sector) != sectors.end()) {
      rounds.push_back(std::move(round));
    }
    return absl::OkStatus();
  };
  SHEAF_RETURN_IF_ERROR(ForEachRecord(ledger, "rounds/", 2, revision, take));
  return rounds;
}

}  // namespace sheaf::reports
