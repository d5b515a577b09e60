// sheaf report: a report of one sector, or across sectors.
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"
#include "sheaf/v1/report_service.pb.h"

namespace sheaf::cli {
namespace {

struct Options {
  v1::RenderReportRequest request;
  std::string output;
};

absl::StatusOr<std::string> Render(client::Connection& connection,
                                   const v1::RenderReportRequest& request) {
  const auto context = connection.NewContext();
  context->set_deadline(connection.Deadline());
  const auto stream = connection.reports().RenderReport(context.get(), request);
  std::string report;
  v1::RenderedChunk chunk;
  while (stream->Read(&chunk)) report += chunk.content();
  const absl::Status status = client::FromGrpc(stream->Finish());
  if (!status.ok()) return status;
  return report;
}

// Nothing is printed before all of it is here: half a report is worse than none.
ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  const auto report = Render(connection, options.request);
  if (!report.ok()) return session.Fail(report.status());
  if (options.output.empty()) {
    session.out() << *report;
    return kOk;
  }
  std::ofstream file(options.output, std::ios::binary);
  file << *report;
  file.close();
  if (file) return kOk;
  return session.Fail(kRefused, options.output + ": the report could not be written there");
}

}  // namespace

void AddReport(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  options->request.set_rendering(v1::MARKDOWN);
  v1::ReportRequest& report = *options->request.mutable_report();
  CLI::App& command = *app.add_subcommand("report",
                                          "Print a report: across all sectors and plans, or of one "
                                          "sector. Asked with the same --as-of and "
                                          "--effective it is the same again, byte for byte.");
  command.add_option("--sector", *report.mutable_sector(), "The sector; default: across sectors")
      ->type_name("S");
  command
      .add_option(
          "--format", *report.mutable_format(),
          "A format of the sector, as sheaf sectors lists them; default: progress, or overview "
          "across sectors")
      ->type_name("NAME");
  const std::map<std::string, v1::Rendering> renderings = {
      {"markdown", v1::MARKDOWN}, {"html", v1::HTML}, {"csv", v1::CSV}, {"json", v1::JSON}};
  command
      .add_option_function<v1::Rendering>(
          "--as", [options](const v1::Rendering& as) { options->request.set_rendering(as); },
          "How it is laid out; default: markdown")
      ->transform(CLI::CheckedTransformer(renderings).description(""))
      ->type_name("markdown|html|csv|json");
  command.add_option("--output", options->output, "Write it to this file")->type_name("FILE");
  AddClocks(command, *report.mutable_as_of());
  AddExamples(command,
              "  sheaf report\n"
              "  sheaf report --sector energy --as html --output energy.html\n"
              "  sheaf report --as-of 12 --effective 2024-12-31\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
