#include "server/reports/core_formats.h"

#include <array>

#include "server/reports/layouts.h"

namespace sheaf::reports {
namespace {

constexpr std::array kCoreFormats = {
    CoreFormat{
        .id = "overview",
        .title = "Overview",
        .description = "For councils and the secretariat: all sectors and plans side by side.",
        .asks_plugins = true,
        .lay_out = LayOutOverview},
    CoreFormat{.id = "headline",
               .title = "Headline figures",
               .description =
                   "For whoever follows them as they change: how many lines of each sector and "
                   "plan are in each class.",
               .counts_only = true,
               .lay_out = LayOutHeadline},
    CoreFormat{.id = "member-states",
               .title = "Member states and sectors",
               .description =
                   "For councils and the secretariat: how far each member state is in each sector, "
                   "how much it has said, and when last.",
               .lay_out = LayOutMemberStates},
    CoreFormat{.id = "member-state",
               .title = "One member state",
               .description =
                   "For a ministry: what it has signed, ratified and applied, its present word on "
                   "every line, what it has not reported on, and what is due.",
               .of_member_state = true,
               .made_of = "rounds",
               .lay_out = LayOutMemberState},
    CoreFormat{.id = "reconciliation",
               .title = "Reconciliation of published figures",
               .description =
                   "For the secretariat: which printed figures disagree, with each other or with "
                   "the records, and by how much.",
               .counts_only = true,
               .lay_out = LayOutReconciliation},
    CoreFormat{.id = "progress",
               .title = "Progress",
               .description =
                   "For the sectoral body and the secretariat: the lines, KPIs, delays and "
                   "findings of one sector.",
               .of_sector = true,
               .asks_plugins = true,
               .lay_out = LayOutProgress},
    CoreFormat{.id = "annual-priorities",
               .title = "Annual Priorities",
               .description =
                   "For the periodic written update: what moved on, stood still or fell back "
                   "since the period before, with challenges, recommendations, risk and "
                   "mitigation as written.",
               .of_sector = true,
               .lay_out = LayOutAnnualPriorities},
    CoreFormat{.id = "compliance",
               .title = "Compliance monitoring",
               .description =
                   "For compliance monitoring: every line with the sector's own word, what it "
                   "counts as, and the decision behind it, by member state where reported so.",
               .of_sector = true,
               .lay_out = LayOutCompliance},
    CoreFormat{.id = "results-map",
               .title = "Results map",
               .description =
                   "From activity to impact: the lines by class, then output, outcome and impact "
                   "KPIs with baseline, target, every value and verdict, and what is missing.",
               .of_sector = true,
               .asks_plugins = true,
               .lay_out = LayOutResultsMap},
    CoreFormat{.id = "entry-into-force",
               .title = "Entry into force",
               .description =
                   "For legal and sectoral officers: binding instruments that wait for signature "
                   "or for ratification and force, or are in force among some only, and for whom.",
               .of_sector = true,
               .lay_out = LayOutEntryIntoForce},
    CoreFormat{
        .id = "reporting-rounds",
        .title = "Reporting rounds",
        .description =
            "For the secretariat: who was asked to report, who has answered and who in time, "
            "by body and by member state, with what is overdue and what was sent back.",
        .of_sector = true,
        .of_what_is_submitted = true,
        .made_of = "rounds",
        .lay_out = LayOutReportingRounds},
    CoreFormat{.id = "findings",
               .title = "Findings",
               .description =
                   "For the secretariat and the sectoral body: all that the rules have noticed, "
                   "errors first.",
               .asks_plugins = true,
               .lay_out = LayOutFindings},
    CoreFormat{.id = "coverage",
               .title = "Data coverage",
               .description = "For statistics: which KPI has data, for whom, and how old it is.",
               .asks_plugins = true,
               .lay_out = LayOutCoverage},
    CoreFormat{.id = "comparison",
               .title = "Then and now",
               .description =
                   "For the secretariat: two dates side by side, each with its own lines and "
                   "member states, and every line that moved, came or went.",
               .compares = true,
               .lay_out = LayOutComparison},
    CoreFormat{
        .id = "suspected-duplicates",
        .title = "Suspected duplicates",
        .description =
            "For the secretariat: lines of two plans that look like one initiative, by title and "
            "links, with what was decided about them.",
        .made_of = "duplicates",
        .lay_out = LayOutSuspectedDuplicates},
    CoreFormat{.id = "findings",
               .title = "Findings",
               .description =
                   "For the secretariat and the sectoral body: all that the rules have noticed, "
                   "errors first.",
               .of_sector = true,
               .asks_plugins = true,
               .lay_out = LayOutFindings},
    CoreFormat{.id = "coverage",
               .title = "Data coverage",
               .description = "For statistics: which KPI has data, for whom, and how old it is.",
               .of_sector = true,
               .asks_plugins = true,
               .lay_out = LayOutCoverage},
    CoreFormat{.id = "comparison",
               .title = "Then and now",
               .description =
                   "For the secretariat: two dates side by side, each with its own lines and "
                   "member states, and every line that moved, came or went.",
               .of_sector = true,
               .compares = true,
               .lay_out = LayOutComparison},
};

}  // namespace

std::span<const CoreFormat> CoreFormatTable() { return kCoreFormats; }

const CoreFormat* FindCoreFormat(std::string_view id, bool of_sector) {
  for (const CoreFormat& format : kCoreFormats) {
    if (format.of_sector == of_sector && (id.empty() || format.id == id)) return &format;
  }
  return nullptr;
}

std::vector<std::string> CoreFormatIds(bool of_sector) {
  std::vector<std::string> ids;
  for (const CoreFormat& format : kCoreFormats) {
    if (format.of_sector == of_sector) ids.emplace_back(format.id);
  }
  return ids;
}

v1::ReportFormat DescriptionOf(const CoreFormat& format) {
  v1::ReportFormat description;
  description.set_id(std::string(format.id));
  description.set_title(std::string(format.title));
  description.set_description(std::string(format.description));
  description.set_counts_only(format.counts_only);
  return description;
}

}  // namespace sheaf::reports
