#include "clients/cli/exchange/ids.h"

namespace sheaf::cli::exchange {
namespace {

constexpr size_t kDigits = 20;
constexpr char kReason[] = "the id is made anew of the content";

// The name of a baseline, a target or an observation.
const std::string& ResourceOf(const v1::Figure& figure) {
  if (figure.has_baseline()) return figure.baseline().name();
  if (figure.has_target()) return figure.target().name();
  return figure.observation().name();
}

}  // namespace

bool IsMadeOfContent(std::string_view id) {
  return id.size() == kDigits && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void AddIdsLost(const PlanRecords& records, Losses& losses) {
  for (const v1::LineUpdate& item : records.updates) {
    const auto id = PartOfName(item.update().name(), 5);
    if (!id.empty() && !IsMadeOfContent(id))
      losses.Add("updates", "name", kReason, NameOf(item), id);
  }
  for (const v1::Figure& figure : records.figures) {
    const auto id = PartOfName(ResourceOf(figure), 5);
    if (!id.empty() && !IsMadeOfContent(id)) {
      losses.Add(KindOf(figure), "name", kReason, NameOf(figure), id);
    }
  }
}

std::string NameOf(const v1::LineUpdate& item) {
  std::string name = item.line_code();
  if (!item.update().member_state().empty()) name += " " + item.update().member_state();
  if (!item.update().effective_date().empty()) name += " " + item.update().effective_date();
  return name;
}

}  // namespace sheaf::cli::exchange
