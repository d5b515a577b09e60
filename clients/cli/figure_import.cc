#include "clients/cli/figure_import.h"

#include <set>
#include <vector>

namespace sheaf::cli {
namespace {

// The contract's limit, and what a server takes by default.
constexpr int kRequestMaxFigures = 10'000;
constexpr size_t kRequestMaxBytes = 3 << 20;

// What the requests did together. Notes that several of them give are kept once.
struct Totals {
  v1::RecordFiguresResponse answer;
  std::set<std::string> said;

  void Add(const v1::RecordFiguresResponse& more) {
    answer.set_revision(more.revision());
    answer.set_created(answer.created() + more.created());
    answer.set_unchanged(answer.unchanged() + more.unchanged());
    for (const std::string& note : more.notes()) {
      if (said.insert(note).second) answer.add_notes(note);
    }
  }
};

absl::StatusOr<v1::RecordFiguresResponse> Record(client::Connection& connection,
                                                 const v1::RecordFiguresRequest& request) {
  return connection.Call(connection.observations(), &v1::ObservationService::Stub::RecordFigures,
                         request);
}

absl::Status Validate(client::Connection& connection,
                      std::vector<v1::RecordFiguresRequest>& requests, const FieldColumns& columns,
                      const std::vector<int64_t>& lines, FileImport& import, Totals& totals) {
  for (v1::RecordFiguresRequest& request : requests) {
    request.set_validate_only(true);
    const auto answer = Record(connection, request);
    request.set_validate_only(false);
    if (answer.ok()) {
      totals.Add(*answer);
    } else if (!import.TakeRefusal(answer.status(), columns, lines)) {
      return answer.status();
    }
  }
  return absl::OkStatus();
}

std::string Summary(const FigureImport& options, const v1::RecordFiguresResponse& answer) {
  return options.file + ": " + std::to_string(answer.created()) + " " + options.what +
         (options.dry_run ? " would be" : "") + " recorded, " + std::to_string(answer.unchanged()) +
         " unchanged; " +
         (options.dry_run ? "nothing was written (dry run)"
                          : "revision " + std::to_string(answer.revision()));
}

ExitCode Broken(Session& session, const absl::Status& status, const std::string& file,
                int64_t last_line, int64_t revision) {
  const ExitCode code = session.Fail(status);
  const std::string in = last_line == 0
                             ? "no request was acknowledged"
                             : file + ": up to row " + std::to_string(last_line) +
                                   " all is durable, at revision " + std::to_string(revision);
  return session.Fail(code,
                      in + "; importing the same file again is safe: a figure that is in already "
                           "is not counted twice");
}

}  // namespace

std::vector<v1::RecordFiguresRequest> IntoRequests(const std::vector<v1::Figure>& figures) {
  std::vector<v1::RecordFiguresRequest> requests(1);
  size_t bytes = 0;
  for (const v1::Figure& figure : figures) {
    const size_t more = figure.ByteSizeLong();
    if (requests.back().figures_size() == kRequestMaxFigures || bytes + more > kRequestMaxBytes) {
      requests.emplace_back();
      bytes = 0;
    }
    *requests.back().add_figures() = figure;
    bytes += more;
  }
  return requests;
}

ExitCode ImportFigures(Session& session, client::Connection& connection,
                       const FigureImport& options, FileImport& import,
                       const FileRecords<v1::Figure>& figures, const FieldColumns& columns) {
  if (!import.readable() || figures.lines.empty()) return import.Refuse();
  auto requests = IntoRequests(figures.records);
  Totals totals;
  const absl::Status checked =
      Validate(connection, requests, columns, figures.lines, import, totals);
  if (!checked.ok() || !import.problems().empty()) return import.Refuse(checked);
  import.PrintNotes(figures.notes);
  import.PrintNotes(totals.answer.notes());
  if (!options.dry_run) {
    totals = {};
    int64_t last_line = 0;
    for (const v1::RecordFiguresRequest& request : requests) {
      const auto answer = Record(connection, request);
      if (!answer.ok()) {
        return Broken(session, answer.status(), options.file, last_line, totals.answer.revision());
      }
      totals.Add(*answer);
      last_line = figures.lines[request.figures().rbegin()->row()];
    }
  }
  return session.PrintOutcome(options.format, Summary(options, totals.answer), totals.answer);
}

}  // namespace sheaf::cli
