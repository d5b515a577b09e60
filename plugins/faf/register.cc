#include "plugins/faf/register.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "absl/strings/str_cat.h"
#include "plugins/sdk/layout.h"
#include "proto/values/number.h"

namespace sheaf::faf {
namespace {

using plugin::Facts;
using plugin::LineView;
using plugin::UpdateView;

constexpr std::string_view kDecisions[] = {"issued", "approved", "endorsed", "adopted"};

// The higher, the more it is a decision; -1 for none.
int RankOf(const Facts& facts, const UpdateView& update) {
  if (!update.member_state.empty()) return -1;
  const auto found = std::find(std::begin(kDecisions), std::end(kDecisions), facts.StageOf(update));
  return found == std::end(kDecisions) ? -1 : static_cast<int>(found - std::begin(kDecisions));
}

std::string ContentsOf(const Facts& facts, int row) {
  std::string contents;
  for (const UpdateView& update : facts.Of(row)) {
    if (!update.value || !update.member_state.empty()) continue;
    absl::StrAppend(&contents, contents.empty() ? "" : "; ", FormatNumber(*update.value), " ",
                    std::string(update.unit));
  }
  return contents;
}

// The last state that each participant reported says whether it applies the text still; events
// leave it as it is.
std::map<std::string_view, UpdateView> UptakeOf(const Facts& facts, int row,
                                                const std::vector<std::string_view>& participants) {
  std::map<std::string_view, UpdateView> uptake;
  for (const UpdateView& update : facts.Of(row)) {
    const bool takes_part =
        participants.empty() || std::find(participants.begin(), participants.end(),
                                          update.member_state) != participants.end();
    const sheaf::v1::StatusDefinition* word = facts.words().Word(update.status);
    const bool is_event = word == nullptr || word->effect() != sheaf::v1::SETS_STATE;
    if (update.member_state.empty() || !takes_part || is_event) continue;
    if (facts.IsAt(update, {"uptake"})) {
      uptake[update.member_state] = update;
    } else {
      uptake.erase(update.member_state);
    }
  }
  return uptake;
}

std::vector<int> TextsOf(const Facts& facts) {
  std::vector<int> rows;
  for (const LineView& line : facts.data().lines()) {
    const bool stands = !line.vanished && line.headline != sheaf::v1::HEADLINE_EXCLUDED;
    if (stands && line.instrument_type == sheaf::v1::NON_BINDING) rows.push_back(line.row);
  }
  // Lines of a sub-strategy's plan join those of the thrust that it belongs to.
  std::stable_sort(rows.begin(), rows.end(),
                   [&](int a, int b) { return facts.RootOf(a) < facts.RootOf(b); });
  return rows;
}

// Remembers initiatives. A line without one is a text of its own, always new.
class Initiatives {
 public:
  bool IsKnown(const LineView& line) const {
    return !line.shared_initiative.empty() && known_.count(line.shared_initiative) > 0;
  }
  void Add(const LineView& line) { known_.insert(line.shared_initiative); }

 private:
  std::set<std::string_view> known_;
};

}  // namespace

sheaf::v1::Cell Entry::UptakeCell() const {
  if (uptake.empty()) return layout::Missing(sheaf::v1::NOT_REPORTED);
  const auto count = static_cast<int64_t>(uptake.size());
  if (participants.empty()) return layout::Count(count);
  return layout::Share(count, static_cast<int64_t>(participants.size()));
}

std::optional<UpdateView> DecisionOf(const Facts& facts, int row) {
  std::optional<UpdateView> decision;
  int best = 0;
  for (const UpdateView& update : facts.Of(row)) {
    const int rank = RankOf(facts, update);
    if (rank < best) continue;
    decision = update;
    best = rank;
  }
  return decision;
}

std::vector<Entry> EntriesOf(const Facts& facts) {
  std::vector<Entry> entries;
  Initiatives entered;
  for (int row : TextsOf(facts)) {
    const LineView& line = facts.Line(row);
    const std::optional<UpdateView> decision = DecisionOf(facts, row);
    if (!decision || entered.IsKnown(line)) continue;
    entered.Add(line);
    const std::vector<std::string_view> participants = facts.Participants(line);
    entries.push_back(
        {row, *decision, ContentsOf(facts, row), UptakeOf(facts, row, participants), participants});
  }
  return entries;
}

std::vector<int> UndecidedOf(const Facts& facts) {
  Initiatives seen;
  for (const Entry& entry : EntriesOf(facts)) seen.Add(facts.Line(entry.row));
  std::vector<int> rows;
  for (int row : TextsOf(facts)) {
    const LineView& line = facts.Line(row);
    if (DecisionOf(facts, row) || seen.IsKnown(line)) continue;
    seen.Add(line);
    rows.push_back(row);
  }
  return rows;
}

std::vector<ThrustEntries> ByThrust(const Facts& facts, const std::vector<Entry>& entries) {
  std::vector<ThrustEntries> thrusts;
  for (int row : facts.data().ChildrenOf(-1)) {
    if (facts.Line(row).vanished || facts.RootOf(row) != row) continue;
    ThrustEntries& thrust = thrusts.emplace_back(ThrustEntries{row, {}});
    std::copy_if(entries.begin(), entries.end(), std::back_inserter(thrust.entries),
                 [&](const Entry& entry) { return facts.RootOf(entry.row) == row; });
  }
  return thrusts;
}

}  // namespace sheaf::faf
