#include "clients/cli/exchange/figure_losses.h"

#include "clients/cli/exchange/ids.h"

namespace sheaf::cli::exchange {
namespace {

constexpr char kFiguresOnly[] = "the format has figures only";
constexpr char kNoDate[] = "the format needs a year or a period, and none is stated";

}  // namespace

void AddAllButFiguresLost(const PlanRecords& records, Losses& losses) {
  losses.Add("plan", "", kFiguresOnly, records.plan.name(), records.plan.title());
  for (const v1::Line& line : records.lines) {
    losses.Add("lines", "", kFiguresOnly, PartOfName(line.name(), 3), line.title());
  }
  for (const v1::LineUpdate& item : records.updates) {
    losses.Add("updates", "", kFiguresOnly, NameOf(item), item.update().reported_status());
  }
  for (const v1::MemberState& state : records.member_states) {
    losses.Add("member_states", "", kFiguresOnly, PartOfName(state.name(), 1));
  }
}

bool IsDated(const v1::Figure& figure, Losses& losses) {
  const bool dated = figure.has_baseline() ? figure.baseline().year() != 0
                     : figure.has_target() ? figure.target().year() != 0
                                           : !figure.observation().period().empty();
  if (!dated) losses.Add(KindOf(figure), "", kNoDate, NameOf(figure));
  return dated;
}

}  // namespace sheaf::cli::exchange
