#include "plugins/faf/register.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"
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

std::string ContentsOf(const Facts& facts, int row) {
  std::string contents;
  for (const UpdateView& update : facts.Of(row)) {
    if (!update.value || !update.member_state.empty()) continue;
    absl::StrAppend(&contents, contents.empty() ? "" : "; ", FormatNumber(*update.value), " ",
                    std::string(update.unit));
  }
  return contents;
}

int64_t UptakeOf(const Facts& facts, const LineView& line) {
  const std::vector<std::string_view> participants = facts.Participants(line);
  std::set<std::string_view> states;
  for (const UpdateView& update : facts.Of(line.row)) {
    const bool takes_part =
        participants.empty() || std::find(participants.begin(), participants.end(),
                                          update.member_state) != participants.end();
    if (takes_part && !update.member_state.empty() && facts.IsAt(update, {"uptake"})) {
      states.insert(update.member_state);
    }
  }
  return static_cast<int64_t>(states.size());
}

std::vector<int> TextsOf(const Facts& facts) {
  std::vector<int> rows;
  for (const LineView& line : facts.data().lines()) {
    const bool stands = !line.vanished && line.headline != sheaf::v1::HEADLINE_EXCLUDED;
    if (stands && line.instrument_type == sheaf::v1::NON_BINDING) rows.push_back(line.row);
  }
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

std::vector<Entry> EntriesOf(const Facts& facts) {
  std::vector<Entry> entries;
  Initiatives entered;
  for (int row : TextsOf(facts)) {
    const LineView& line = facts.Line(row);
    const std::optional<UpdateView> decision = DecisionOf(facts, row);
    if (!decision || entered.IsKnown(line)) continue;
    entered.Add(line);
    entries.push_back({row, *decision, ContentsOf(facts, row), UptakeOf(facts, line)});
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

}  // namespace sheaf::faf
