// Records the figures of a file: first all of it is checked, then it is written.
#pragma once

#include <string>

#include "clients/cli/file_import.h"
#include "clients/cli/records_file.h"
#include "clients/cli/session.h"
#include "sheaf/v1/observation_service.pb.h"

namespace sheaf::cli {

struct FigureImport {
  std::string file;
  // What the figures are called in the summary: "observations".
  std::string what = "figures";
  bool dry_run = false;
  Format format = Format::kTable;
};

// Takes `figures`, as read from `import`'s file, to the server: one request where they are at most
// 10,000 and 3 MiB, else several, each all or none.
ExitCode ImportFigures(Session& session, client::Connection& connection,
                       const FigureImport& options, FileImport& import,
                       const FileRecords<v1::Figure>& figures, const FieldColumns& columns);

}  // namespace sheaf::cli
