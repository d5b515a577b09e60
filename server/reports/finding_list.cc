#include "server/reports/finding_list.h"

#include <algorithm>
#include <utility>

namespace sheaf::reports {
namespace {

// More records than this are not named: the text says how many there are.
constexpr size_t kMostRecords = 100;

v1::Finding MakeFinding(std::string_view rule, v1::Severity severity, std::string text,
                        std::string_view sector) {
  v1::Finding finding;
  finding.set_rule(std::string(rule));
  finding.set_severity(severity);
  finding.set_text(std::move(text));
  finding.set_sector(std::string(sector));
  return finding;
}

}  // namespace

void FindingList::About(std::string_view subject, std::string_view sector) {
  subject_ = subject;
  sector_ = sector;
}

void FindingList::Add(std::string_view rule, v1::Severity severity, std::string text,
                      std::vector<std::string> records) {
  LeftOut& count = counts_[{std::string(rule), subject_}];
  count.severity = std::max(count.severity, severity);
  count.sector = sector_;
  if (++count.found > most_) return;
  v1::Finding finding = MakeFinding(rule, severity, subject_ + ": " + text, sector_);
  if (records.size() > kMostRecords) records.resize(kMostRecords);
  for (std::string& record : records) finding.add_records(std::move(record));
  findings_.push_back(std::move(finding));
}

std::vector<v1::Finding> FindingList::Take() {
  for (const auto& [key, count] : counts_) {
    if (count.found <= most_) continue;
    const std::string more = std::to_string(count.found - most_);
    findings_.push_back(MakeFinding(key.first, count.severity,
                                    key.second + ": " + more + " more of this kind, of " +
                                        std::to_string(count.found) + " in all",
                                    count.sector));
  }
  counts_.clear();
  SortFindings(&findings_);
  return std::exchange(findings_, {});
}

void SortFindings(std::vector<v1::Finding>* findings) {
  std::stable_sort(findings->begin(), findings->end(),
                   [](const v1::Finding& a, const v1::Finding& b) {
                     if (a.severity() != b.severity()) return a.severity() > b.severity();
                     return a.rule() < b.rule();
                   });
}

std::string FewOf(const std::vector<std::string>& names, size_t most) {
  std::string text;
  for (size_t i = 0; i < std::min(most, names.size()); ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
  return text;
}

}  // namespace sheaf::reports
