#include "server/reports/assessment.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "server/reports/timeliness.h"

namespace sheaf::reports {
namespace {

// Counts who reported what. Members are counted by the numbers of their texts, and participants
// once for each different list of them, so that no line costs a look at a text.
class MemberCounter {
 public:
  // A counted line; `by_member_states` where they report on it.
  void Add(const model::LineRow& line, const Participation& participation, bool by_member_states) {
    ++taken_part_in_[line.member_states];
    asked_lists_[line.member_states] = participation.participants;
    if (!by_member_states) return;
    ++lines_;
    ++asked_[line.member_states];
    const bool anybody = participation.participants->empty();
    for (const ParticipantWord& word : participation.words) AddWord(word);
    for (const ParticipantState& participant : participation.reported) {
      reported_[participant.member_state].Add(HeadlineOf(participant.state));
      if (anybody) ++unasked_[participant.member_state];
    }
  }

  int64_t lines() const { return lines_; }

  MemberTallies Tallies(const model::View& view) const {
    MemberTallies tallies;
    for (const auto& [member, counts] : reported_)
      tallies[std::string(view.Text(member))] += counts;
    for (const auto& [member, lines] : Asked(view)) {
      ClassCounts& counts = tallies[member];
      counts.Add(v1::HEADLINE_NOT_REPORTED, lines - counts.Counted());
    }
    return tallies;
  }

  MemberParts Parts(const model::View& view) const {
    MemberParts parts;
    for (const auto& [list, lines] : taken_part_in_) {
      for (const std::string& member : *asked_lists_.at(list)) parts[member].lines += lines;
    }
    for (const auto& [member, lines] : unasked_)
      parts[std::string(view.Text(member))].lines += lines;
    for (const auto& [member, lines] : Asked(view)) parts[member].reported += lines;
    for (const auto& [member, words] : words_) {
      MemberPart& part = parts[std::string(view.Text(member))];
      part.words = std::min(words.words, part.reported);
      part.latest = words.latest;
    }
    return parts;
  }

 private:
  void AddWord(const ParticipantWord& word) {
    MemberPart& words = words_[word.member_state];
    ++words.words;
    if (word.date.SortsAs(words.latest) > 0) words.latest = word.date;
  }

  // On how many of the lines that member states report on each is to be heard.
  std::map<std::string, int64_t> Asked(const model::View& view) const {
    std::map<std::string, int64_t> asked;
    for (const auto& [member, lines] : unasked_) asked[std::string(view.Text(member))] += lines;
    for (const auto& [list, lines] : asked_) {
      for (const std::string& member : *asked_lists_.at(list)) asked[member] += lines;
    }
    return asked;
  }

  int64_t lines_ = 0;
  // By the list of who takes part: counted lines, and those that member states report on.
  std::unordered_map<model::TextId, int64_t> taken_part_in_, asked_;
  // Reports on lines whose participants nobody knows.
  std::unordered_map<model::TextId, int64_t> unasked_;
  std::unordered_map<model::TextId, const std::vector<std::string>*> asked_lists_;
  std::unordered_map<model::TextId, ClassCounts> reported_;
  std::unordered_map<model::TextId, MemberPart> words_;
};

void CountRow(int32_t row, int stale_after, PartialDate effective, PlanAssessment* plan) {
  const LineState& state = plan->states[row];
  plan->counts.Add(state.headline);
  if (OverdueSince(plan->tree.lines[row], state, effective).stated()) plan->overdue.push_back(row);
  if (IsStale(state, stale_after, effective)) plan->stale.push_back(row);
  const bool open =
      state.headline == v1::HEADLINE_IN_PROGRESS || state.headline == v1::HEADLINE_NOT_STARTED;
  if (open && !state.last_word.stated()) ++plan->undated;
}

}  // namespace

Ground MakeGround(const model::View& view, const sectors::Manifests& manifests,
                  const std::string* sector) {
  Ground ground;
  for (model::PlanRow& plan : view.Plans()) {
    auto rules = plan.sector.empty() ? nullptr : manifests.At(plan.sector, view.revision());
    PlanTree tree = MakeTree(view, std::move(plan), std::move(rules));
    if (sector == nullptr || tree.plan.sector == *sector || SharesAnything(tree)) {
      ground.trees.push_back(std::move(tree));
    }
  }
  ground.shared = ShareOut(view, &ground.trees);
  if (sector != nullptr) {
    std::erase_if(ground.trees, [&](const PlanTree& tree) { return tree.plan.sector != *sector; });
    std::erase_if(ground.shared,
                  [&](const SharedInitiative& shared) { return !shared.Concerns(*sector); });
  }
  return ground;
}

PlanAssessment AssessPlan(const model::View& view, PlanTree tree, const Membership& membership,
                          PartialDate effective) {
  PlanAssessment plan;
  plan.tree = std::move(tree);
  plan.states.resize(plan.tree.lines.size());
  StateRule rule(view, *plan.tree.rules, membership, effective);
  const int stale_after = StaleAfterMonths(plan.tree.rules->manifest().cadence());
  MemberCounter members;
  std::vector<model::UpdateRow> updates;
  Participation participation;
  for (int32_t row = 0; row < plan.tree.size(); ++row) {
    const model::LineRow& line = plan.tree.lines[row];
    view.UpdatesOf(line.id, &updates);
    plan.states[row] = rule.StateOf(line, updates, &participation);
    if (plan.tree.counting[row] == Counting::kElsewhere) ++plan.counted_elsewhere;
    if (!plan.tree.Counts(row)) continue;
    CountRow(row, stale_after, effective, &plan);
    members.Add(line, participation, plan.states[row].by_member_states);
  }
  plan.reported_by_states = members.lines();
  plan.members = members.Tallies(view);
  plan.takes_part = members.Parts(view);
  return plan;
}

MemberPart& MemberPart::operator+=(const MemberPart& other) {
  lines += other.lines;
  reported += other.reported;
  words += other.words;
  if (other.latest.SortsAs(latest) > 0) latest = other.latest;
  return *this;
}

Totals& Totals::operator+=(const PlanAssessment& plan) {
  counts += plan.counts;
  counted_elsewhere += plan.counted_elsewhere;
  overdue += static_cast<int64_t>(plan.overdue.size());
  stale += static_cast<int64_t>(plan.stale.size());
  reported_by_states += plan.reported_by_states;
  for (const auto& [member, tally] : plan.members) members[member] += tally;
  for (const auto& [member, part] : plan.takes_part) takes_part[member] += part;
  return *this;
}

Totals& Totals::operator+=(const Totals& other) {
  counts += other.counts;
  counted_elsewhere += other.counted_elsewhere;
  overdue += other.overdue;
  stale += other.stale;
  reported_by_states += other.reported_by_states;
  for (const auto& [member, tally] : other.members) members[member] += tally;
  for (const auto& [member, part] : other.takes_part) takes_part[member] += part;
  return *this;
}

std::vector<ClassCounts> RollUp(const PlanAssessment& plan) {
  std::vector<ClassCounts> counts(plan.states.size());
  for (int32_t row = plan.tree.size(); row-- > 0;) {
    if (plan.tree.Counts(row)) counts[row].Add(plan.states[row].headline);
    const int32_t parent = plan.tree.parents[row];
    if (parent != PlanTree::kTop) counts[parent] += counts[row];
  }
  return counts;
}

}  // namespace sheaf::reports
