#include "clients/cli/file_import.h"

#include <utility>

#include "clients/cli/file_reading.h"
#include "clients/cpp/error.h"

namespace sheaf::cli {

FileImport::FileImport(Session& session, std::string path, const FileShape& shape,
                       const std::string& sheet)
    : session_(session), path_(std::move(path)), table_(ReadTable(path_, shape, sheet, problems_)) {
  readable_ = problems_.empty() || !problems_.sheet().empty();
}

bool FileImport::TakeRefusal(const absl::Status& status, const FieldColumns& columns,
                             const std::vector<int64_t>& lines) {
  const auto refused = client::ProblemsOf(status);
  for (const client::FieldProblem& problem : refused) {
    const bool has_row = problem.row >= 0 && problem.row < static_cast<int64_t>(lines.size());
    // What is wrong with the request as a whole has a field of the contract, not a column.
    if (has_row) {
      problems_.AddUnlessKnown(lines[problem.row], ColumnOf(problem.field, columns), problem.text);
    } else {
      problems_.AddUnlessKnown(0, problem.field, problem.text);
    }
  }
  return !refused.empty();
}

void FileImport::PrintTableNotes() {
  if (std::exchange(table_notes_printed_, true)) return;
  for (const std::string& note : table_.notes) session_.Note(path_ + ": " + note);
}

void FileImport::PrintNotes(const std::vector<std::string>& notes) {
  PrintTableNotes();
  for (const std::string& note : notes) session_.Note(path_ + ": " + note);
}

void FileImport::PrintNoteOf(int64_t row, const std::string& note) {
  session_.Note(problems_.PlaceOf({row, "", ""}, path_) + note);
}

ExitCode FileImport::Refuse() {
  PrintTableNotes();
  problems_.Print(path_, session_.err());
  const size_t count = problems_.size();
  return session_.Fail(kRefused, std::to_string(count) + (count == 1 ? " problem" : " problems") +
                                     " in " + path_ + "; nothing was written");
}

ExitCode FileImport::Refuse(const absl::Status& status) {
  if (problems_.empty()) {
    const ExitCode code = session_.Fail(status);
    // Without an answer nobody here knows whether it was written.
    return session_.Fail(
        code, client::IsUnreachable(status)
                  ? "importing the same file again is safe: what is in already stays as it is"
                  : "nothing was written");
  }
  if (client::IsUnreachable(status)) {
    session_.Note("the server could not be asked, so there may be more to correct");
  }
  return Refuse();
}

}  // namespace sheaf::cli
