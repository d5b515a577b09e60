#include "clients/cli/rendered_report.h"

#include <fstream>
#include <map>

#include "clients/cpp/error.h"

namespace sheaf::cli {

CLI::Option& AddRendering(CLI::App& command, const char* description,
                          const std::function<void(v1::Rendering)>& set) {
  const std::map<std::string, v1::Rendering> renderings = {{"markdown", v1::MARKDOWN},
                                                           {"html", v1::HTML},
                                                           {"csv", v1::CSV},
                                                           {"json", v1::JSON},
                                                           {"xlsx", v1::XLSX}};
  return *command.add_option_function<v1::Rendering>("--as", set, description)
              ->transform(CLI::CheckedTransformer(renderings).description(""))
              ->type_name("markdown|html|csv|json|xlsx");
}

void AddCounts(CLI::App& command, v1::ReportRequest& report) {
  const std::map<std::string, v1::ReviewState> counts = {{"submitted", v1::SUBMITTED},
                                                         {"accepted", v1::DEEMED_ACCEPTED},
                                                         {"verified", v1::VERIFIED},
                                                         {"published", v1::PUBLISHED}};
  command
      .add_option_function<v1::ReviewState>(
          "--counts", [&report](const v1::ReviewState& state) { report.set_counts(state); },
          "Which updates count: all that are submitted; those accepted (verified, or by silence), "
          "verified or published; default: published, or submitted where the server has no policy")
      ->transform(CLI::CheckedTransformer(counts).description(""))
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
