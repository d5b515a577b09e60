// Reports that the server renders: how they are asked for, received, and put where they go.
#pragma once

#include <functional>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "clients/cli/session.h"
#include "grpcpp/support/sync_stream.h"
#include "sheaf/v1/report_service.pb.h"

namespace sheaf::cli {

// A report that is asked for, and the file that it goes to; "" for the output.
struct ReportOptions {
  v1::RenderReportRequest request;
  std::string output;
};

// The options of every report: --as, --counts and --output. Sets what is asked for where nothing is
// said.
void AddReportOptions(CLI::App& command, ReportOptions& options);

// "--sector S" of one that is of all sectors or of one.
void AddReportSector(CLI::App& command, v1::ReportRequest& report);

// Asks for it, and puts it where it goes.
ExitCode RunReport(Session& session, client::Connection& connection, const ReportOptions& options);

// "--as markdown|html|csv|json|xlsx", given to `set`.
CLI::Option& AddRendering(CLI::App& command, const char* description,
                          const std::function<void(v1::Rendering)>& set);

// Titles of plans and lines in the caller's language.
void UseLanguage(const Session& session, v1::ReportRequest& report);

// "--counts submitted|accepted|verified|published".
void AddCounts(CLI::App& command, v1::ReportRequest& report);

// Nothing is printed before all of it is here: half a report is worse than none.
absl::StatusOr<std::string> ReadAll(grpc::ClientReaderInterface<v1::RenderedChunk>& stream);

// True where it would go to a terminal, where a workbook is noise; then that has been told as wrong
// usage. Into a pipe or a file of the shell's it may go.
bool IsForNoTerminal(Session& session, v1::Rendering rendering, const std::string& output);

// Prints `bytes`, or writes them to the file `output` where it is not "".
ExitCode PutOut(Session& session, const std::string& bytes, const std::string& output);

}  // namespace sheaf::cli
