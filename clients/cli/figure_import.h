// Records the figures of a file: first all of it is checked, then it is written.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/file_import.h"
#include "clients/cli/records_file.h"
#include "clients/cli/session.h"
#include "sheaf/v1/observation_service.pb.h"

namespace sheaf::cli {

struct FigureImport {
  std::string file;
  // Of a workbook; empty: the first that has the columns.
  std::string sheet = {};
  // What the figures are called in the summary: "observations".
  std::string what = "figures";
  bool dry_run = false;
  Format format = Format::kTable;
};

// `figures` in their order, as requests that the server takes: each at most 10,000 and 3 MiB, all
// or none.
std::vector<v1::RecordFiguresRequest> IntoRequests(const std::vector<v1::Figure>& figures);

// Takes `figures`, as read from `import`'s file, to the server: one request where they are at most
// 10,000 and 3 MiB, else several, each all or none.
ExitCode ImportFigures(Session& session, client::Connection& connection,
                       const FigureImport& options, FileImport& import,
                       const FileRecords<v1::Figure>& figures, const FieldColumns& columns);

}  // namespace sheaf::cli
