// sheaf report: a report of one sector, or across sectors.
#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "clients/cli/code_comparison.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"
#include "clients/cli/rendered_report.h"
#include "sheaf/v1/report_service.pb.h"

namespace sheaf::cli {
namespace {

struct Options {
  ReportOptions report;
  std::string stored;  // the file to compare with; "" for none
};

// Reads a report that was written with --as json.
absl::StatusOr<v1::Document> ReadStored(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) return absl::NotFoundError(path + ": the file could not be read");
  v1::Document document;
  const auto parsed = google::protobuf::util::JsonStringToMessage(text, &document);
  if (parsed.ok() && !document.format().empty()) return document;
  return absl::InvalidArgumentError(
      path + ": this is no stored report; store one with 'sheaf report --as json --output FILE'");
}

// What `stored` was asked with, so that the same is asked again.
v1::ReportRequest RequestOf(const v1::Document& stored) {
  v1::ReportRequest request;
  request.set_sector(stored.sector());
  request.set_format(stored.format());
  request.mutable_as_of()->set_revision(stored.clocks().revision());
  request.mutable_as_of()->set_effective_date(stored.clocks().effective_date());
  request.set_counts(stored.counts());
  return request;
}

std::string ReportText(const v1::Document& stored) {
  return (stored.sector().empty() ? "" : stored.sector() + " ") + stored.format() +
         " at revision " + std::to_string(stored.clocks().revision()) + ", effective " +
         stored.clocks().effective_date();
}

ExitCode Compare(Session& session, client::Connection& connection, const std::string& path) {
  const auto stored = ReadStored(path);
  if (!stored.ok()) return session.Fail(stored.status());
  const auto now = connection.Call(connection.reports(), &v1::ReportService::Stub::GetReport,
                                   RequestOf(*stored));
  if (!now.ok()) return session.Fail(now.status());
  const CodeComparison comparison = CompareFigures(*stored, *now);
  session.out() << ReportText(*stored) << "\nStored: " << ProgramsText(stored->producers())
                << "\nNow:    " << ProgramsText(now->producers()) << "\n"
                << ComparisonText(comparison) << "\n";
  if (comparison.differences.empty()) return kOk;
  session.out() << "\n";
  session.PrintText(ComparisonTable(comparison));
  return kRefused;
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  if (!options.stored.empty()) return Compare(session, connection, options.stored);
  return RunReport(session, connection, options.report);
}

}  // namespace

void AddReport(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  v1::ReportRequest& report = *options->report.request.mutable_report();
  CLI::App& command = *app.add_subcommand("report",
                                          "Print a report: across all sectors and plans, or of one "
                                          "sector. Asked with the same --as-of and "
                                          "--effective it is the same again, byte for byte.");
  AddReportSector(command, report);
  AddReportOptions(command, options->report);
  command
      .add_option(
          "--format", *report.mutable_format(),
          "A format of the sector, as sheaf sectors lists them; default: progress, or overview "
          "across sectors")
      ->type_name("NAME");
  command
      .add_option("--member-state", *report.mutable_member_state(),
                  "The member state that the format member-state is about")
      ->type_name("ISO3");
  AddClocks(command, *report.mutable_as_of());
  command
      .add_option("--compare-code", options->stored,
                  "Make the report of this file (written with --as json) again, at the clocks that "
                  "it names, and say which figures the present code gives otherwise; ends with 1 "
                  "where any does")
      ->type_name("FILE")
      ->excludes("--sector")
      ->excludes("--format")
      ->excludes("--member-state")
      ->excludes("--as")
      ->excludes("--output")
      ->excludes("--counts")
      ->excludes("--as-of")
      ->excludes("--effective");
  AddExamples(command,
              "  sheaf report\n"
              "  sheaf report --sector energy --as html --output energy.html\n"
              "  sheaf report --sector transport --as xlsx --output transport.xlsx\n"
              "  sheaf report --as-of 12 --effective 2024-12-31\n"
              "  sheaf report --format member-states\n"
              "  sheaf report --format member-state --member-state VNM\n"
              "  sheaf report --compare-code energy-2024.json\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
