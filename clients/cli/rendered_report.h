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

// "--as markdown|html|csv|json|xlsx", given to `set`.
CLI::Option& AddRendering(CLI::App& command, const char* description,
                          const std::function<void(v1::Rendering)>& set);

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
