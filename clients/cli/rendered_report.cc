#include "clients/cli/rendered_report.h"

#include <fstream>

#include "clients/cli/options.h"
#include "clients/cpp/error.h"

namespace sheaf::cli {

void AddReportOptions(CLI::App& command, ReportOptions& options) {
  options.request.set_rendering(v1::MARKDOWN);
  AddRendering(command,
               "How it is laid out; default: markdown. xlsx, an Excel workbook, goes to a file",
               [&options](v1::Rendering as) { options.request.set_rendering(as); });
  AddCounts(command, *options.request.mutable_report());
  command.add_option("--output", options.output, "Write it to this file")->type_name("FILE");
}

void AddReportSector(CLI::App& command, v1::ReportRequest& report) {
  command.add_option("--sector", *report.mutable_sector(), "The sector; default: across sectors")
      ->type_name("S");
}

ExitCode RunReport(Session& session, client::Connection& connection, const ReportOptions& options) {
  if (IsForNoTerminal(session, options.request.rendering(), options.output)) return kUsage;
  v1::RenderReportRequest request = options.request;
  UseLanguage(session, *request.mutable_report());
  const auto context = connection.NewContext();
  context->set_deadline(connection.Deadline());
  const auto stream = connection.reports().RenderReport(context.get(), request);
  const auto report = ReadAll(*stream);
  if (!report.ok()) return session.Fail(report.status());
  return PutOut(session, *report, options.output);
}

CLI::Option& AddRendering(CLI::App& command, const char* description,
                          const std::function<void(v1::Rendering)>& set) {
  return *command.add_option_function<v1::Rendering>("--as", set, description)
              ->transform(Choice({{"markdown", v1::MARKDOWN},
                                  {"html", v1::HTML},
                                  {"csv", v1::CSV},
                                  {"json", v1::JSON},
                                  {"xlsx", v1::XLSX}}))
              ->type_name("markdown|html|csv|json|xlsx");
}

void UseLanguage(const Session& session, v1::ReportRequest& report) {
  const auto languages = session.languages();
  if (!languages.empty()) report.set_language(languages.front());
}

void AddCounts(CLI::App& command, v1::ReportRequest& report) {
  command
      .add_option_function<v1::ReviewState>(
          "--counts", [&report](const v1::ReviewState& state) { report.set_counts(state); },
          "Which updates count: all that are submitted; those accepted (verified, or by silence), "
          "verified or published; default: published, or submitted where the server has no policy")
      ->transform(Choice({{"submitted", v1::SUBMITTED},
                          {"accepted", v1::DEEMED_ACCEPTED},
                          {"verified", v1::VERIFIED},
                          {"published", v1::PUBLISHED}}))
      ->type_name("submitted|accepted|verified|published");
}

absl::StatusOr<std::string> ReadAll(grpc::ClientReaderInterface<v1::RenderedChunk>& stream) {
  std::string report;
  v1::RenderedChunk chunk;
  while (stream.Read(&chunk)) report += chunk.content();
  const absl::Status status = client::FromGrpc(stream.Finish());
  if (!status.ok()) return status;
  return report;
}

bool IsForNoTerminal(Session& session, v1::Rendering rendering, const std::string& output) {
  if (rendering != v1::XLSX || !output.empty() || session.width() == 0) return false;
  session.Fail(kUsage,
               "a workbook cannot be shown in a terminal; say where it goes: --output report.xlsx");
  return true;
}

ExitCode PutOut(Session& session, const std::string& bytes, const std::string& output) {
  if (output.empty()) {
    session.out() << bytes;
    return kOk;
  }
  std::ofstream file(output, std::ios::binary);
  file << bytes;
  file.close();
  if (file) return kOk;
  return session.Fail(kRefused, output + ": the file could not be written");
}

}  // namespace sheaf::cli
