// What every import of a file does: reads it, tells all that is wrong with it in the file's own
// terms, and says that nothing was written.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/csv_file.h"
#include "clients/cli/file_problem.h"
#include "clients/cli/records_file.h"
#include "clients/cli/session.h"

namespace sheaf::cli {

// Not thread-safe. `session` must outlive it.
class FileImport {
 public:
  // Reads the file; what is wrong with it as a file goes to problems().
  FileImport(Session& session, std::string path);

  const CsvTable& table() const { return table_; }
  FileProblems& problems() { return problems_; }
  // False where the file could not be read as a table: then asking the server about its rows would
  // only blur what is wrong.
  bool readable() const { return readable_; }

  // Takes the rows and fields of a refusal as problems: `lines` and `columns` are the reader's.
  // False where `status` names none, or is OK.
  bool TakeRefusal(const absl::Status& status, const FieldColumns& columns,
                   const std::vector<int64_t>& lines);

  // Prints notes, each with the file's name.
  void PrintNotes(const std::vector<std::string>& notes) const;
  template <typename Strings>
  void PrintNotes(const Strings& notes) const {
    PrintNotes(std::vector<std::string>(notes.begin(), notes.end()));
  }

  // Prints the problems and that nothing was written.
  ExitCode Refuse();
  // For the error of a request that is all or none: the problems where there are any, else what it
  // says.
  ExitCode Refuse(const absl::Status& status);

 private:
  Session& session_;
  const std::string path_;
  FileProblems problems_;
  CsvTable table_;
  bool readable_ = false;
};

}  // namespace sheaf::cli
