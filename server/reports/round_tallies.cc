#include "server/reports/round_tallies.h"

#include <algorithm>
#include <utility>

#include "server/base/status.h"

namespace sheaf::reports {
namespace {

using Records = std::vector<v1::ReportingRound>;

Records FirstOf(Records::iterator begin, size_t count, size_t most) {
  return {begin, begin + static_cast<std::ptrdiff_t>(std::min(count, most))};
}

// Which of `rounds` are shown; says in `counts` how many there are.
Records Choose(Records rounds, Rounds* counts) {
  const auto closed = std::stable_partition(rounds.begin(), rounds.end(),
                                            [](const auto& round) { return !round.closed(); });
  std::stable_sort(rounds.begin(), closed, [](const auto& a, const auto& b) {
    return a.deadline() < b.deadline();  // whole dates
  });
  std::stable_sort(closed, rounds.end(),
                   [](const auto& a, const auto& b) { return a.revision() > b.revision(); });
  counts->open = static_cast<size_t>(closed - rounds.begin());
  counts->closed = static_cast<size_t>(rounds.end() - closed);
  Records shown = FirstOf(rounds.begin(), counts->open, Rounds::kMostOpen);
  for (auto& round : FirstOf(closed, counts->closed, Rounds::kMostClosed)) {
    shown.push_back(std::move(round));
  }
  return shown;
}

}  // namespace

std::string_view TitleOf(v1::DueState state) {
  switch (state) {
    case v1::ANSWERED:
      return "In time";
    case v1::ANSWERED_LATE:
      return "Late";
    case v1::SENT_BACK:
      return "Sent back";
    case v1::DUE:
      return "Due";
    default:
      return "Overdue";
  }
}

int64_t Tally::Of(v1::DueState state) const {
  const auto found = counts_.find(state);
  return found == counts_.end() ? 0 : found->second;
}

int64_t Tally::Asked() const {
  int64_t asked = 0;
  for (const v1::DueState state : kDueStates) asked += Of(state);
  return asked;
}

bool Round::HasPassed() const {
  return answers.effective.ToString() > round().deadline();  // whole dates, both
}

std::string Round::SpeakerOf(const v1::DueItem& due) const {
  return due.member_state().empty() ? "" : membership.TitleOf(due.member_state());
}

std::map<std::string, Tally> Round::SplitBy(
    const std::function<std::string(const v1::DueItem&)>& by) const {
  std::map<std::string, Tally> split;
  for (const AskedItem& item : answers.items) split[by(item.due)].Add(item.due.state());
  return split;
}

std::vector<const v1::DueItem*> Round::ItemsIn(v1::DueState state) const {
  std::vector<const v1::DueItem*> items;
  for (const AskedItem& item : answers.items) {
    if (item.due.state() == state) items.push_back(&item.due);
  }
  std::stable_sort(items.begin(), items.end(), [&](const v1::DueItem* a, const v1::DueItem* b) {
    return SpeakerOf(*a) < SpeakerOf(*b);
  });
  return items;
}

absl::StatusOr<Rounds> ReadRounds(const Material& material, const std::string& sector) {
  const ledger::Revision revision = material.view->revision();
  const RoundSources sources{material.model, material.manifests, material.ledger};
  SHEAF_ASSIGN_OR_RETURN(auto all, RoundsOf(*material.ledger, sector, revision));
  Rounds rounds;
  for (const v1::ReportingRound& round : Choose(std::move(all), &rounds)) {
    SHEAF_ASSIGN_OR_RETURN(RoundAnswers answers,
                           AnswersTo(sources, round, revision, material.effective, sector));
    Membership membership(material.model->At(answers.revision), answers.effective);
    Tally tally;
    for (const AskedItem& item : answers.items) tally.Add(item.due.state());
    rounds.shown.push_back({std::move(answers), std::move(membership), std::move(tally)});
  }
  return rounds;
}

}  // namespace sheaf::reports
