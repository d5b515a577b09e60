// sheaf push: updates of one plan, from a file. The whole file is checked first.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/file_import.h"
#include "clients/cli/options.h"
#include "clients/cpp/bulk_push.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::cli {
namespace {

struct Options {
  std::string file;
  std::string plan;
  bool dry_run = false;
  bool draft = false;
  Format format = Format::kTable;
};

using Updates = FileRecords<v1::LineUpdate>;

// Asks the server about every batch without writing; all refusals go to the problems of `import`.
// The error is that of a batch that was refused for another reason than its rows, or could not be
// asked.
absl::Status Validate(client::Connection& connection, const std::string& parent,
                      const Updates& file, FileImport& import,
                      v1::BatchPushUpdatesResponse& totals) {
  int64_t first_row = 0;
  const client::BulkPushOptions defaults;
  for (auto& batch : client::IntoBatches(parent, file.records, defaults.batch_size)) {
    batch.set_validate_only(true);
    const auto answer =
        connection.Call(connection.updates(), &v1::UpdateService::Stub::BatchPushUpdates, batch);
    auto status = client::ShiftRows(answer.status(), first_row);
    if (!status.ok() && !import.TakeRefusal(status, UpdateColumns(), file.lines)) return status;
    if (answer.ok()) {
      totals.set_pushed(totals.pushed() + answer->pushed());
      totals.set_unchanged(totals.unchanged() + answer->unchanged());
      totals.set_revision(answer->revision());
    }
    first_row += batch.updates_size();
  }
  return absl::OkStatus();
}

constexpr char kSafe[] =
    "; pushing the same file again is safe: an update that is in already is not counted twice";

// An end after the file was found to be right: says what is in, and that pushing again is safe.
ExitCode Broken(Session& session, const absl::Status& status, const Updates& file,
                const client::BulkPushResult& result) {
  if (result.durable == 0) {
    const ExitCode code = session.Fail(status);
    return session.Fail(code, std::string("no batch was acknowledged") + kSafe);
  }
  return session.Fail(client::IsUnreachable(status) ? kUnreachable : kRefused,
                      "the push ended early (" + std::string(status.message()) + "): up to row " +
                          std::to_string(file.lines[result.durable - 1]) + " all is durable (" +
                          std::to_string(result.durable) + " of " +
                          std::to_string(file.records.size()) + " updates, revision " +
                          std::to_string(result.revision) + ")" + kSafe);
}

std::string Summary(const Options& options, const v1::BatchPushUpdatesResponse& totals) {
  const std::string counts = std::to_string(totals.pushed()) +
                             (options.draft ? " drafts" : " updates") +
                             (options.dry_run ? " would be" : "") + " pushed, " +
                             std::to_string(totals.unchanged()) + " unchanged";
  const std::string end = options.dry_run ? "nothing was written (dry run)"
                                          : "revision " + std::to_string(totals.revision());
  return options.plan + ": " + counts + "; " + end;
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  FileImport import(session, options.file);
  const Updates file = ReadUpdates(import.table(), import.problems());
  if (!import.readable() || file.records.empty()) return import.Refuse();
  const std::string parent = "plans/" + options.plan;
  v1::BatchPushUpdatesResponse totals;
  const absl::Status checked = Validate(connection, parent, file, import, totals);
  if (!checked.ok() || !import.problems().empty()) return import.Refuse(checked);
  import.PrintNotes(file.notes);
  if (!options.dry_run) {
    client::BulkPushResult result;
    client::BulkPushOptions how;
    how.draft = options.draft;
    const absl::Status pushed = client::BulkPush(connection, parent, file.records, how, &result);
    if (!pushed.ok()) return Broken(session, pushed, file, result);
    totals.set_pushed(static_cast<int32_t>(result.pushed));
    totals.set_unchanged(static_cast<int32_t>(result.unchanged));
    totals.set_revision(result.revision);
  }
  return session.PrintOutcome(options.format, Summary(options, totals), totals);
}

}  // namespace

void AddPush(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("push",
                                          "Push updates of a plan from a CSV file. The whole file "
                                          "is checked first: if one row is wrong, "
                                          "nothing is written and all problems are told. Columns "
                                          "line_code and reported_status are required; "
                                          "the same file again changes nothing.");
  command.add_option("file", options->file, "The file")->required()->type_name("FILE.csv");
  command.add_option("--plan", options->plan, "The plan, such as energy")
      ->required()
      ->type_name("ID");
  command.add_flag("--dry-run", options->dry_run, "Check everything, write nothing");
  command.add_flag("--draft", options->draft,
                   "Keep them as drafts, which count nowhere, until sheaf review submit");
  AddFormat(command, options->format);
  AddExamples(command,
              "  sheaf push updates.csv --plan energy\n"
              "  sheaf push updates.csv --plan energy --dry-run\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
