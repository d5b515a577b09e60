// Reports that the secretariat asks for so often that each is a command: sheaf overview, findings,
// coverage, compare.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"
#include "clients/cli/rendered_report.h"

namespace sheaf::cli {
namespace {

struct NamedReport {
  const char* name;
  const char* format;
  const char* description;
  const char* examples;
};

void AddNamedReport(CLI::App& app, Session& session, const NamedReport& named) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App& command = *app.add_subcommand(named.name, named.description);
  v1::ReportRequest& report = *options->request.mutable_report();
  report.set_format(named.format);
  AddReportSector(command, report);
  AddReportOptions(command, *options);
  AddClocks(command, *report.mutable_as_of());
  AddExamples(command, named.examples);
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return RunReport(session, connection, *options);
  });
}

// Reads "2024-12-31", "2024-12-31@17" or "@17" into `as_of`; what is wrong, or "".
std::string ReadSide(const std::string& text, v1::AsOf* as_of) {
  const size_t at = text.find('@');
  const std::string day = text.substr(0, at);
  if (!day.empty()) as_of->set_effective_date(day);
  if (at == std::string::npos) return day.empty() ? "write a day, such as 2024-12-31" : "";
  return ParseKnownAt(text.substr(at + 1), *as_of);
}

void AddSide(CLI::App& command, const char* name, const char* description, v1::AsOf* as_of) {
  command
      .add_option_function<std::string>(
          name, [as_of](const std::string& text) { ReadSide(text, as_of); }, description)
      ->required()
      ->check([](const std::string& text) {
        v1::AsOf ignored;
        return ReadSide(text, &ignored);
      })
      ->type_name("DATE@REV");
}

}  // namespace

void AddOverview(CLI::App& app, Session& session) {
  AddNamedReport(app, session,
                 {"overview", "",
                  "All sectors and plans side by side: counts, KPIs, what is late, what was "
                  "noticed. With --sector, the progress of one.",
                  "  sheaf overview\n"
                  "  sheaf overview --sector energy --effective 2024-12-31\n"
                  "  sheaf overview --as html --output overview.html\n"});
}

void AddFindings(CLI::App& app, Session& session) {
  AddNamedReport(app, session,
                 {"findings", "findings",
                  "All that the rules have noticed in the records: lines that vanished or fell "
                  "silent, states that contradict each other, figures that cannot be. Errors "
                  "first.",
                  "  sheaf findings\n"
                  "  sheaf findings --sector transport --as csv\n"});
}

void AddCoverage(CLI::App& app, Session& session) {
  AddNamedReport(app, session,
                 {"coverage", "coverage",
                  "How far the data go: which KPI has a value, for which member states, and how "
                  "old it is.",
                  "  sheaf coverage\n"
                  "  sheaf coverage --sector energy --effective 2024-12-31\n"});
}

void AddCompare(CLI::App& app, Session& session) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App& command = *app.add_subcommand(
      "compare",
      "Two dates side by side: counts by class, KPIs, and every line that moved, came or went. "
      "Each side has the lines and member states of its own date. A date alone is told as known "
      "now; DATE@REV as it was known at a revision, @REV on that revision's day.");
  v1::ReportRequest& report = *options->request.mutable_report();
  report.set_format("comparison");
  AddSide(command, "then", "The earlier side", report.mutable_compared_with());
  AddSide(command, "now", "The later side", report.mutable_as_of());
  AddReportSector(command, report);
  AddReportOptions(command, *options);
  AddExamples(command,
              "  sheaf compare 2023-12-31 2024-12-31\n"
              "  sheaf compare 2023-12-31 2024-12-31 --sector energy\n"
              "  sheaf compare 2024-12-31@12 2024-12-31@40\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return RunReport(session, connection, *options);
  });
}

}  // namespace sheaf::cli
