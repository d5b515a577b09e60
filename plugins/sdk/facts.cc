#include "plugins/sdk/facts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "proto/values/partial_date.h"

namespace sheaf::plugin {
namespace {

// The last day that `date` can mean, in ISO form; "" for an unstated or unreadable one.
std::string LastDay(std::string_view date) {
  const absl::StatusOr<PartialDate> parsed = PartialDate::Parse(date);
  return parsed.ok() && parsed->stated() ? parsed->LastDay().ToString() : "";
}

// `day`, a whole day, moved by `months`; the 31st becomes the last day of a shorter month.
PartialDate AddMonths(PartialDate day, int months) {
  const int count = day.year() * 12 + day.month() - 1 + months;
  const PartialDate month = PartialDate::Of(count / 12, count % 12 + 1);
  return PartialDate::Of(month.year(), month.month(), std::min(day.day(), month.LastDay().day()));
}

std::vector<std::string_view> Split(std::string_view joined) {
  std::vector<std::string_view> parts;
  while (!joined.empty()) {
    const size_t end = std::min(joined.find(';'), joined.size());
    parts.push_back(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
  return parts;
}

std::vector<std::string_view> MembersOn(const Dataset& data, std::string_view day) {
  std::vector<std::string_view> members;
  for (const auto& state : data.member_states()) {
    const bool has_left = !state.left().empty() && state.left() <= day;
    const std::string_view name = state.name();
    if (state.joined() <= day && !has_left) members.push_back(name.substr(name.rfind('/') + 1));
  }
  std::sort(members.begin(), members.end());
  return members;
}

}  // namespace

std::vector<UpdateView> Facts::Of(int row) const {
  std::vector<UpdateView> facts = data_->UpdatesOf(row);
  std::erase_if(facts,
                [this](const UpdateView& update) { return words_->IsExpectation(update.status); });
  return facts;
}

std::optional<UpdateView> Facts::LastOf(int row, std::string_view member_state) const {
  std::optional<UpdateView> last;
  for (const UpdateView& update : Of(row)) {
    if (update.member_state == member_state) last = update;
  }
  return last;
}

bool Facts::IsAt(const UpdateView& update, const std::vector<std::string_view>& stages) const {
  return std::find(stages.begin(), stages.end(), StageOf(update)) != stages.end();
}

bool Facts::InDenominator(const LineView& line) const {
  return line.counted && !line.vanished && line.headline != sheaf::v1::HEADLINE_EXCLUDED;
}

std::vector<std::string_view> Facts::Participants(const LineView& line,
                                                  std::string_view date) const {
  if (!line.member_states.empty()) return Split(line.member_states);
  const std::string day = LastDay(date);
  return day.empty() ? data_->MembersAtEffectiveDate() : MembersOn(*data_, day);
}

bool Facts::HasPassed(std::string_view date) const {
  // Whole dates in ISO form sort as texts.
  const std::string last_day = LastDay(date);
  return last_day.empty() || last_day <= data_->header().clocks().effective_date();
}

std::optional<int> Facts::MonthsBetween(std::string_view from, std::string_view to) {
  const auto first = PartialDate::Parse(LastDay(from));
  const auto last = PartialDate::Parse(LastDay(to));
  if (!first.ok() || !first->stated() || !last.ok() || last->SortsAs(*first) < 0) {
    return std::nullopt;
  }
  const int months = (last->year() - first->year()) * 12 + last->month() - first->month();
  return AddMonths(*first, months).SortsAs(*last) <= 0 ? months : months - 1;
}

std::optional<int> Facts::AgeInMonths(std::string_view date) const {
  return MonthsBetween(date, data_->header().clocks().effective_date());
}

bool Facts::IsOlderThan(std::string_view date, int months) const {
  const auto from = PartialDate::Parse(LastDay(date));
  const auto to = PartialDate::Parse(data_->header().clocks().effective_date());
  if (!from.ok() || !from->stated() || !to.ok()) return false;
  return AddMonths(*from, months).SortsAs(*to) < 0;
}

int Facts::Above(int row) const {
  const LineView& line = Line(row);
  return line.parent_row >= 0 ? line.parent_row : data_->PlanOf(line).parent_row;
}

int Facts::RootOf(int row) const {
  // Plans may spell out each other's lines in a circle: no way up is longer than there are plans.
  int root = TopOf(row);
  for (size_t i = 0; i < data_->plans().size() && Above(root) >= 0; ++i) root = TopOf(Above(root));
  return root;
}

int Facts::TopOf(int row) const {
  while (Line(row).parent_row >= 0) row = Line(row).parent_row;
  return row;
}

std::string_view Facts::LeadBodyOf(int row) const {
  for (; row >= 0; row = Line(row).parent_row) {
    if (!Line(row).lead_body.empty()) return Line(row).lead_body;
  }
  return "";
}

std::string Facts::Say(const UpdateView& update) const {
  const std::string title(words_->TitleOf(update.status));
  if (update.effective_date.empty()) return title + ", date not stated";
  return title + " " + std::string(update.effective_date);
}

bool Facts::HasTag(const LineView& line, std::string_view tag) {
  const std::vector<std::string_view> tags = Split(line.tags);
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

std::string Facts::Label(const LineView& line) {
  return absl::StrCat(std::string(line.title), " (", std::string(line.code), ")");
}

}  // namespace sheaf::plugin
