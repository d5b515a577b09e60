#include "plugins/faf/findings.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "plugins/faf/register.h"

namespace sheaf::faf {

std::vector<sheaf::v1::Finding> FindUntraceableDecisions(const plugin::Facts& facts) {
  const std::vector<Entry> entries = EntriesOf(facts);
  sheaf::v1::Finding finding;
  for (const Entry& entry : entries) {
    if (!entry.decision.body.empty() || !entry.decision.meeting.empty()) continue;
    finding.add_records(std::string(facts.Line(entry.row).name));
  }
  if (finding.records().empty()) return {};
  finding.set_rule("faf-decision-untraceable-v1");
  finding.set_severity(sheaf::v1::NOTE);
  finding.set_sector("faf");
  finding.set_text(absl::StrCat(finding.records_size(), " of ", entries.size(),
                                " texts in the register name neither the body nor the meeting that "
                                "decided. Add them to the updates, so that the decision can be "
                                "looked up."));
  return {finding};
}

std::vector<sheaf::v1::Finding> FindPlansAdrift(const plugin::Facts& facts) {
  std::vector<sheaf::v1::Finding> findings;
  for (const plugin::PlanView& plan : facts.data().plans()) {
    if (plan.parent_line.empty() || plan.parent_row >= 0) continue;
    sheaf::v1::Finding& finding = findings.emplace_back();
    finding.set_rule("faf-plan-adrift-v1");
    finding.set_severity(sheaf::v1::WARNING);
    finding.set_sector("faf");
    finding.set_text(absl::StrCat(std::string(plan.name), " is said to spell out ",
                                  std::string(plan.parent_line),
                                  ", which is no line of this sector's plans. Its lines count by "
                                  "themselves; correct the line "
                                  "that the plan names, or import the plan that has it."));
    finding.add_records(std::string(plan.name));
  }
  return findings;
}

}  // namespace sheaf::faf
