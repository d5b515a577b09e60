#include "plugins/ict/findings.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "plugins/ict/chain.h"
#include "proto/values/partial_date.h"

namespace sheaf::ict {
namespace {

using plugin::Facts;

// The date a year after `date`, as precise; "" for one that is not stated.
std::string YearAfter(std::string_view date) {
  const absl::StatusOr<PartialDate> parsed = PartialDate::Parse(date);
  if (!parsed.ok() || !parsed->stated()) return "";
  const bool is_leap_day = parsed->month() == 2 && parsed->day() == 29;
  const int day = is_leap_day ? 28 : parsed->day();
  return PartialDate::Of(parsed->year() + 1, parsed->month(), day).ToString();
}

bool IsStalled(const Facts& facts, const Link& link) {
  if (!WaitsForMinisters(link)) return false;
  const auto& word = link.ministers ? link.ministers : link.seniors;
  const std::string deadline = word ? YearAfter(word->effective_date) : "";
  return !deadline.empty() && facts.HasPassed(deadline);
}

sheaf::v1::Finding Describe(const Facts& facts, const Link& link) {
  const plugin::UpdateView& word = link.ministers ? *link.ministers : *link.seniors;
  const plugin::LineView& line = facts.Line(link.row);
  sheaf::v1::Finding finding;
  finding.set_rule("ict-chain-stalled-v1");
  finding.set_severity(sheaf::v1::WARNING);
  finding.set_sector("ict");
  finding.set_text(absl::StrCat(
      Facts::Label(line), " has waited for a decision of the ministers for ",
      "more than a year; last word on the chain: ", facts.Say(word), ", ", std::string(word.body),
      ". Put it on the agenda, or record the decision if it was taken."));
  finding.add_records(std::string(line.name));
  return finding;
}

// "2022" may be before 2022-01-28 although it sorts after it.
bool MayComeBefore(std::string_view coarse, std::string_view date) {
  const auto first = PartialDate::Parse(coarse);
  const auto second = PartialDate::Parse(date);
  if (!first.ok() || !second.ok() || !first->stated() || !second->stated()) return false;
  return first->SortsAs(*second) > 0 && first->FirstDay().SortsAs(second->LastDay()) <= 0;
}

bool IsOutOfOrder(const Link& link) {
  return link.standing == Standing::kDecidedByMinisters && link.seniors && link.last &&
         link.last->name == link.seniors->name &&
         MayComeBefore(link.seniors->effective_date, link.ministers->effective_date);
}

sheaf::v1::Finding DescribeOrder(const Facts& facts, const Link& link) {
  const plugin::LineView& line = facts.Line(link.row);
  sheaf::v1::Finding finding;
  finding.set_rule("ict-chain-order-v1");
  finding.set_severity(sheaf::v1::WARNING);
  finding.set_sector("ict");
  finding.set_text(absl::StrCat(Facts::Label(line), " was decided by the ministers (",
                                facts.Say(*link.ministers), "), but the word of senior officials (",
                                facts.Say(*link.seniors),
                                ") sets its state: a date without a day or month counts as its "
                                "last day. Correct that date to "
                                "the month or day of the meeting."));
  finding.add_records(std::string(link.seniors->name));
  finding.add_records(std::string(link.ministers->name));
  return finding;
}

}  // namespace

std::vector<sheaf::v1::Finding> FindChainsOutOfOrder(const Facts& facts) {
  std::vector<sheaf::v1::Finding> findings;
  for (const Link& link : LinksOf(facts)) {
    if (IsOutOfOrder(link)) findings.push_back(DescribeOrder(facts, link));
  }
  return findings;
}

std::vector<sheaf::v1::Finding> FindStalledChains(const Facts& facts) {
  std::vector<sheaf::v1::Finding> findings;
  for (const Link& link : LinksOf(facts)) {
    if (IsStalled(facts, link)) findings.push_back(Describe(facts, link));
  }
  return findings;
}

}  // namespace sheaf::ict
