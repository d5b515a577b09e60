#include "server/reports/line_findings.h"

#include <algorithm>
#include <map>
#include <utility>

#include "server/reports/rules.h"
#include "server/reports/vocabulary.h"

namespace sheaf::reports {
namespace {

using model::UpdateRow;

// More records than these a finding does not name.
constexpr size_t kMostRecords = 100;

std::string Quoted(std::string_view word) { return "'" + std::string(word) + "'"; }

// Looks at one plan; reads updates again for the few lines that have something to say.
class PlanFinder {
 public:
  PlanFinder(const model::View& view, const PlanAssessment& plan, PartialDate effective,
             FindingList* findings)
      : view_(view),
        plan_(plan),
        tree_(plan.tree),
        effective_(effective),
        vocabulary_(view, *plan.tree.rules),
        findings_(findings) {}

  void Find() {
    for (int32_t row = 0; row < tree_.size(); ++row) {
      const LineState& state = plan_.states[row];
      if (tree_.counting[row] == Counting::kVanished) {
        Vanished(row);
      } else if (state.state == v1::NO_LONGER_REPORTED) {
        NoLongerReported(row);
      }
      if (state.contradicts) Contradiction(row);
    }
    RollUps();
    Groups();
  }

 private:
  std::string Label(int32_t row) const { return LabelOf(view_, tree_.lines[row]); }
  std::string Name(int32_t row) const { return view_.NameOf(tree_.plan, tree_.lines[row]); }
  std::string Name(int32_t row, const UpdateRow& update) const {
    return view_.NameOf(tree_.plan, tree_.lines[row], update);
  }

  // "'on_going' of 2023-05, for KHM, at ATM-29".
  std::string Words(const UpdateRow& update) const {
    std::string text = Quoted(view_.Text(update.status));
    text +=
        update.effective_date.stated() ? " of " + update.effective_date.ToString() : ", undated";
    if (update.member_state != 0) text += ", for " + std::string(view_.Text(update.member_state));
    const model::TextId place = update.meeting != 0 ? update.meeting : update.body;
    if (place != 0) text += ", at " + std::string(view_.Text(place));
    return text;
  }

  // The last thing said of a line, but for a word that only says that nothing is said.
  std::string LastWord(int32_t row, std::vector<std::string>* records) {
    view_.UpdatesOf(tree_.lines[row].id, &updates_);
    for (size_t i = updates_.size(); i-- > 0;) {
      const UpdateRow& update = updates_[i];
      if (update.effective_date.SortsAs(effective_) > 0) continue;
      const auto instrument = tree_.lines[row].instrument_type;
      if (vocabulary_.Of(update.status).StateOn(instrument) == v1::NO_LONGER_REPORTED) continue;
      records->push_back(Name(row, update));
      return "The last word on it: " + Words(update) + ".";
    }
    return "Nothing was ever said of it.";
  }

  void Vanished(int32_t row) {
    std::vector<std::string> records = {Name(row)};
    const std::string last = LastWord(row, &records);
    findings_->Add(kVanishedRule, v1::WARNING,
                   Label(row) + " is no longer in the plan's latest import. " + last +
                       " Say whether it was completed, merged or withdrawn.",
                   std::move(records));
  }

  void NoLongerReported(int32_t row) {
    std::vector<std::string> records = {Name(row)};
    const std::string last = LastWord(row, &records);
    findings_->Add(kNoLongerReportedRule, v1::WARNING,
                   Label(row) + " is no longer reported, without a decision. " + last +
                       " Say what became of it.",
                   std::move(records));
  }

  // The first two facts of one speaker under one date whose states differ.
  void Contradiction(int32_t row) {
    view_.UpdatesOf(tree_.lines[row].id, &updates_);
    std::map<std::pair<uint32_t, model::TextId>, const UpdateRow*> first;
    for (const UpdateRow& update : updates_) {
      const PartialDate date = update.effective_date;
      if (!date.stated() || date.SortsAs(effective_) > 0) continue;
      const v1::CanonicalState state = StateOf(row, update);
      if (state == v1::CANONICAL_STATE_UNSPECIFIED) continue;
      const UpdateRow* known =
          first.try_emplace({date.packed(), update.member_state}, &update).first->second;
      if (StateOf(row, *known) == state) continue;
      AddContradiction(row, *known, update);
      return;
    }
  }

  v1::CanonicalState StateOf(int32_t row, const UpdateRow& update) {
    return vocabulary_.Of(update.status).StateOn(tree_.lines[row].instrument_type);
  }

  void AddContradiction(int32_t row, const UpdateRow& a, const UpdateRow& b) {
    const bool same_day = a.effective_date.day() != 0;
    const std::string speaker =
        a.member_state == 0 ? "the region" : std::string(view_.Text(a.member_state));
    const auto said = [&](const UpdateRow& update) {
      return Quoted(view_.Text(update.status)) + " (" + std::string(TitleOf(StateOf(row, update))) +
             ")";
    };
    findings_->Add(kContradictionRule, same_day ? v1::ERROR : v1::NOTE,
                   Label(row) + " is both " + said(a) + " and " + said(b) + " for " + speaker +
                       " under the date " + a.effective_date.ToString() +
                       "; the one recorded last " + "counts. " +
                       (same_day ? "Withdraw the one that is wrong."
                                 : "Give the dates to the day if one followed the other."),
                   {Name(row), Name(row, a), Name(row, b)});
  }

  // A line that counts by itself beside those below it may be done before they are; a heading may
  // not.
  void RollUps() {
    std::vector<int32_t> open(tree_.lines.size()), below(tree_.lines.size());
    std::vector<int32_t> ahead;
    for (int32_t row = tree_.size(); row-- > 0;) {
      const v1::HeadlineClass headline = plan_.states[row].headline;
      if (headline == v1::HEADLINE_COMPLETED && open[row] > 0) {
        if (tree_.Counts(row)) {
          ahead.push_back(row);
        } else {
          RollUpDiffers(row, open[row], below[row]);
        }
      }
      const int32_t parent = tree_.parents[row];
      if (parent == PlanTree::kTop) continue;
      const bool done = headline == v1::HEADLINE_COMPLETED || headline == v1::HEADLINE_EXCLUDED;
      open[parent] += open[row] + (tree_.Counts(row) && !done ? 1 : 0);
      below[parent] += below[row] + (tree_.Counts(row) ? 1 : 0);
    }
    std::reverse(ahead.begin(), ahead.end());
    AddGroup(
        kRollUpRule, v1::NOTE, ahead,
        " reported as completed with counted lines below it that are not; each counts by itself",
        " reported as completed with counted lines below them that are not; each counts by "
        "itself");
  }

  void RollUpDiffers(int32_t row, int32_t open, int32_t below) {
    findings_->Add(kRollUpRule, v1::WARNING,
                   Label(row) + " is reported as completed, but of the counted lines below it " +
                       std::to_string(open) + " of " + std::to_string(below) +
                       " are not. Mend the one or report on the others.",
                   {Name(row)});
  }

  void Groups() {
    Group(
        kEventsOnlyRule, v1::NOTE, [](const LineState& s) { return s.events_only; },
        " of which only events are known, so that it has no state and counts as not reported",
        " of which only events are known, so that they have no state and count as not reported");
    Group(
        kUnknownWordRule, v1::WARNING, [](const LineState& s) { return s.unknown_word; },
        " with a status word that the manifest in force does not have; it sets no state",
        " with status words that the manifest in force does not have; they set no state");
    Group(
        kParticipantsRule, v1::NOTE, [](const LineState& s) { return s.stranger; },
        " with a report for a member state that takes no part on this date; it does not count",
        " with reports for member states that take no part on this date; those do not count");
  }

  template <typename Has>
  void Group(std::string_view rule, v1::Severity severity, const Has& has, std::string_view one,
             std::string_view many) {
    std::vector<int32_t> rows;
    for (int32_t row = 0; row < tree_.size(); ++row) {
      if (tree_.Counts(row) && has(plan_.states[row])) rows.push_back(row);
    }
    AddGroup(rule, severity, rows, one, many);
  }

  // One finding for all of `rows`.
  void AddGroup(std::string_view rule, v1::Severity severity, const std::vector<int32_t>& rows,
                std::string_view one, std::string_view many) {
    if (rows.empty()) return;
    std::vector<std::string> codes, records;
    for (const int32_t row : rows) {
      codes.emplace_back(view_.Text(tree_.lines[row].code));
      if (records.size() < kMostRecords) records.push_back(Name(row));
    }
    const bool single = rows.size() == 1;
    findings_->Add(rule, severity,
                   std::to_string(rows.size()) + (single ? " line" : " lines") +
                       std::string(single ? one : many) + ": " + FewOf(codes) + ".",
                   std::move(records));
  }

  const model::View& view_;
  const PlanAssessment& plan_;
  const PlanTree& tree_;
  const PartialDate effective_;
  Vocabulary vocabulary_;
  FindingList* findings_;
  std::vector<UpdateRow> updates_;
};

std::string Place(const SharedLine& line) { return line.code + " in plan '" + line.plan + "'"; }

}  // namespace

void FindInLines(const model::View& view, const PlanAssessment& plan, PartialDate effective,
                 FindingList* findings) {
  findings->About(plan.tree.plan.title.empty() ? plan.tree.plan.id : plan.tree.plan.title,
                  plan.tree.plan.sector);
  PlanFinder(view, plan, effective, findings).Find();
}

void FindShared(const std::vector<SharedInitiative>& shared, FindingList* findings) {
  findings->About("Shared initiatives", "");
  for (const SharedInitiative& initiative : shared) {
    std::vector<std::string> places, records = {initiative.owner.name};
    for (const SharedLine& other : initiative.others) {
      places.push_back(Place(other));
      records.push_back(other.name);
    }
    findings->Add(kSharedRule, v1::NOTE,
                  Quoted(initiative.key) + " is counted once, at " + Place(initiative.owner) +
                      "; not counted again at " + FewOf(places) + ".",
                  std::move(records));
  }
}

}  // namespace sheaf::reports
