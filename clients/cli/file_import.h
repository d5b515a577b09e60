// What every import of a file does: reads it, tells all that is wrong with it in the file's own
// terms, and says that nothing was written.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/file_problem.h"
#include "clients/cli/file_table.h"
#include "clients/cli/records_file.h"
#include "clients/cli/session.h"

namespace sheaf::cli {

// Not thread-safe. `session` must outlive it.
class FileImport {
 public:
  // Reads the file; what is wrong with it as a file goes to problems(). `shape` and `sheet` as in
  // file_reading.h.
  FileImport(Session& session, std::string path, const FileShape& shape = {},
             const std::string& sheet = "");

  const FileTable& table() const { return table_; }
  FileProblems& problems() { return problems_; }
  // None yet, of the same file: for what is of another grade.
  FileProblems EmptyProblems() const { return problems_.EmptyOfSameFile(); }
  // False where the file could not be read as a table: then asking the server about its rows would
  // only blur what is wrong. In a workbook a cell that cannot be taken leaves the others as they
  // are.
  bool readable() const { return readable_; }

  // Takes the rows and fields of a refusal as problems: `lines` and `columns` are the reader's.
  // False where `status` names none, or is OK.
  bool TakeRefusal(const absl::Status& status, const FieldColumns& columns,
                   const std::vector<int64_t>& lines);

  // Prints notes, each with the file's name; those of the table first, once.
  void PrintNotes(const std::vector<std::string>& notes);
  template <typename Strings>
  void PrintNotes(const Strings& notes) {
    PrintNotes(std::vector<std::string>(notes.begin(), notes.end()));
  }

  // Prints a note with the place of the row.
  void PrintNoteOf(int64_t row, const std::string& note);

  // Prints the problems and that nothing was written.
  ExitCode Refuse();
  // For the error of a request that is all or none: the problems where there are any, else what it
  // says.
  ExitCode Refuse(const absl::Status& status);

 private:
  void PrintTableNotes();

  Session& session_;
  const std::string path_;
  FileProblems problems_;
  FileTable table_;
  bool readable_ = false;
  bool table_notes_printed_ = false;
};

}  // namespace sheaf::cli
