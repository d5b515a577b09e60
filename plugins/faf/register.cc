#include "plugins/faf/register.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"
#include "server/base/number.h"

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
    const bool is_text = line.instrument_type == sheaf::v1::NON_BINDING;
    if (is_text && facts.InDenominator(line)) rows.push_back(line.row);
  }
  return rows;
}

}  // namespace

std::vector<Entry> EntriesOf(const Facts& facts) {
  std::vector<Entry> entries;
  for (int row : TextsOf(facts)) {
    const std::optional<UpdateView> decision = DecisionOf(facts, row);
    if (!decision) continue;
    entries.push_back({row, *decision, ContentsOf(facts, row), UptakeOf(facts, facts.Line(row))});
  }
  return entries;
}

std::vector<int> UndecidedOf(const Facts& facts) {
  std::vector<int> rows = TextsOf(facts);
  std::erase_if(rows, [&](int row) { return DecisionOf(facts, row).has_value(); });
  return rows;
}

}  // namespace sheaf::faf
