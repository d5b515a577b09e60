// sheaf reconcile: which published figures disagree, and by how much.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"
#include "clients/cli/rendered_report.h"
#include "sheaf/v1/report_service.pb.h"

namespace sheaf::cli {
namespace {

struct Options {
  ReportOptions report;
  bool fail_on_conflict = false;
};

bool HasConflict(const v1::Document& document) {
  for (const v1::Section& section : document.sections()) {
    for (const v1::Block& block : section.blocks()) {
      for (const v1::Finding& finding : block.findings().findings()) {
        if (finding.severity() == v1::ERROR) return true;
      }
    }
  }
  return false;
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  if (!options.fail_on_conflict) return RunReport(session, connection, options.report);
  // What is printed and what is judged are of one revision.
  const auto document = connection.Call(connection.reports(), &v1::ReportService::Stub::GetReport,
                                        options.report.request.report());
  if (!document.ok()) return session.Fail(document.status());
  ReportOptions same = options.report;
  v1::AsOf& as_of = *same.request.mutable_report()->mutable_as_of();
  as_of.set_revision(document->clocks().revision());
  as_of.set_effective_date(document->clocks().effective_date());
  const ExitCode put = RunReport(session, connection, same);
  return put == kOk && HasConflict(*document) ? kRefused : put;
}

}  // namespace

void AddReconcile(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  v1::ReportRequest& report = *options->report.request.mutable_report();
  report.set_format("reconciliation");
  CLI::App& command = *app.add_subcommand(
      "reconcile",
      "Say which published figures disagree, with each other or with the records, and by how much: "
      "sums, weighted roll-ups, percentages that no whole numbers give, shares, years, growth "
      "rates and dates. The same as sheaf report --format reconciliation.");
  AddReportOptions(command, options->report);
  command.add_flag("--fail-on-conflict", options->fail_on_conflict,
                   "End with 1 where figures are in conflict");
  AddClocks(command, *report.mutable_as_of());
  AddExamples(command,
              "  sheaf reconcile\n"
              "  sheaf reconcile --as html --output reconciliation.html\n"
              "  sheaf reconcile --fail-on-conflict > /dev/null || echo \"figures disagree\"\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
