#include "clients/cli/due_table.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "clients/cli/message_text.h"
#include "google/protobuf/util/time_util.h"

namespace sheaf::cli {
namespace {

using google::protobuf::util::TimeUtil;

constexpr std::array kStates = {v1::SENT_BACK, v1::OVERDUE, v1::DUE, v1::ANSWERED_LATE,
                                v1::ANSWERED};

size_t PlaceOf(v1::DueState state) {
  return static_cast<size_t>(std::find(kStates.begin(), kStates.end(), state) - kStates.begin());
}

std::string_view TextOf(v1::DueState state) {
  switch (state) {
    case v1::SENT_BACK:
      return "sent back";
    case v1::OVERDUE:
      return "overdue";
    case v1::DUE:
      return "due";
    case v1::ANSWERED_LATE:
      return "answered late";
    case v1::ANSWERED:
      return "answered";
    default:
      return "";
  }
}

// "EN-APG-001" of "plans/energy/lines/EN-APG-001".
std::string LineOf(const v1::DueItem& item) {
  return item.line().substr(item.line().rfind('/') + 1);
}

// Days from one whole date to another.
int64_t DaysBetween(const std::string& from, const std::string& to) {
  google::protobuf::Timestamp first, last;
  if (!TimeUtil::FromString(from + "T00:00:00Z", &first) ||
      !TimeUtil::FromString(to + "T00:00:00Z", &last)) {
    return 0;
  }
  constexpr int64_t kSecondsADay = 86'400;
  return (last.seconds() - first.seconds()) / kSecondsADay;
}

std::string Days(int64_t days) { return std::to_string(days) + (days == 1 ? " day" : " days"); }

std::string TimeLeft(const DueOfRound& one) {
  const int64_t left = DaysBetween(one.due.clocks().effective_date(), one.round.deadline());
  if (one.round.closed()) return "closed on " + one.due.clocks().effective_date();
  if (left > 0) return Days(left) + " left";
  return left == 0 ? "the last day" : Days(-left) + " ago";
}

}  // namespace

std::string PlanOf(const v1::DueItem& item) {
  constexpr size_t kPlans = std::string_view("plans/").size();
  return item.line().substr(kPlans, item.line().find('/', kPlans) - kPlans);
}

void Arrange(v1::ListDueItemsResponse& list) {
  std::stable_sort(list.mutable_items()->pointer_begin(), list.mutable_items()->pointer_end(),
                   [](const v1::DueItem* a, const v1::DueItem* b) {
                     return PlaceOf(a->state()) < PlaceOf(b->state());
                   });
}

std::string SummaryOf(const v1::ListDueItemsResponse& list) {
  std::string text;
  for (const v1::DueState state : kStates) {
    const auto count =
        std::count_if(list.items().begin(), list.items().end(),
                      [state](const v1::DueItem& item) { return item.state() == state; });
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(TextOf(state));
  }
  return text.empty() ? "nothing" : text;
}

std::string HeadingOf(const DueOfRound& one) {
  return one.round.name() + " " + one.round.title() + ": about " + one.round.period() + ", due " +
         one.round.deadline() + ", " + TimeLeft(one);
}

Table TableOf(const v1::ListDueItemsResponse& list) {
  const bool returned =
      std::any_of(list.items().begin(), list.items().end(),
                  [](const v1::DueItem& item) { return !item.returned_reason().empty(); });
  std::vector<Column> columns = {
      {"state", Column::kWhole},   {"for", Column::kWhole},
      {"plan", Column::kWhole},    {"line", Column::kWhole},
      {"title", Column::kCutLast}, {"lead_body", Column::kCut, "In charge"}};
  if (returned) columns.push_back({"returned_reason", Column::kWrap, "Why it was sent back"});
  Table table(std::move(columns));
  for (const v1::DueItem& item : list.items()) {
    std::vector<std::string> row = {std::string(TextOf(item.state())),
                                    item.member_state().empty() ? "region" : item.member_state(),
                                    PlanOf(item),
                                    LineOf(item),
                                    item.title(),
                                    item.lead_body()};
    if (returned) row.push_back(item.returned_reason());
    table.AddRow(std::move(row));
  }
  return table;
}

UpdateForm FormOf(const std::vector<DueOfRound>& rounds) {
  UpdateForm form;
  form.takes_more = false;
  form.columns = {"plan",           "line_code",
                  "line_title",     "due_returned_reason",
                  "member_state",   "reported_status",
                  "effective_date", "reporting_period",
                  "value",          "unit",
                  "narrative",      "challenges",
                  "next_steps",     "note",
                  "due_state",      "due_date",
                  "due_lead_body",  "due_round",
                  "due_update"};
  for (const DueOfRound& one : rounds) {
    const std::string round = one.round.name().substr(one.round.name().find('/') + 1);
    for (const v1::DueItem& item : one.due.items()) {
      form.rows.push_back(
          {.cells = {PlanOf(item), LineOf(item), item.title(), item.returned_reason(),
                     item.member_state(), "", "", one.round.period(), "", "", "", "", "", "",
                     WordOf(item.state()), item.deadline(), item.lead_body(), round,
                     item.update()}});
    }
  }
  return form;
}

}  // namespace sheaf::cli
