// sheaf push: updates, from a file. The whole file is checked first.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/file_import.h"
#include "clients/cli/offline_push.h"
#include "clients/cli/options.h"
#include "clients/cli/prepared_push.h"
#include "clients/cli/progress.h"
#include "clients/cpp/bulk_push.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::cli {
namespace {

struct Options {
  std::string file;
  std::string sheet;
  std::string plan;
  bool dry_run = false;
  bool draft = false;
  bool offline = false;
  Format format = Format::kTable;
};

constexpr char kSafe[] =
    "; pushing the same file again is safe: an update that is in already is not counted twice";

// An end after the file was found to be right: says what is in, and that pushing again is safe.
ExitCode Broken(Session& session, const absl::Status& status, const PlanPush& push,
                const client::BulkPushResult& result) {
  if (result.durable == 0) {
    const ExitCode code = session.Fail(status);
    return session.Fail(code, std::string("no batch was acknowledged") + kSafe);
  }
  return session.Fail(client::IsUnreachable(status) ? kUnreachable : kRefused,
                      "the push ended early (" + std::string(status.message()) + "): up to row " +
                          std::to_string(push.lines[result.durable - 1]) + " all is durable (" +
                          std::to_string(result.durable) + " of " +
                          std::to_string(push.updates.size()) + " updates, revision " +
                          std::to_string(result.revision) + ")" + kSafe);
}

// "energy", or "energy, faf".
std::string PlansOf(const PreparedPush& prepared) {
  std::string plans;
  for (const PlanPush& push : prepared.plans) plans += (plans.empty() ? "" : ", ") + push.plan;
  return plans;
}

std::string Summary(const Options& options, const PreparedPush& prepared,
                    const v1::BatchPushUpdatesResponse& totals) {
  std::string text = PlansOf(prepared) + ": " + std::to_string(totals.pushed()) +
                     (options.draft ? " drafts" : " updates") + " pushed, ";
  if (totals.corrected() > 0) text += std::to_string(totals.corrected()) + " corrected, ";
  return text + std::to_string(totals.unchanged()) + " unchanged; revision " +
         std::to_string(totals.revision());
}

// Says what pushing would do. Ends as pushing would.
ExitCode Preview(Session& session, const Options& options, PreparedPush& prepared,
                 FileImport& import) {
  const PushPreview preview{std::move(prepared.rows), import.problems(), prepared.warnings};
  const bool for_people = options.format == Format::kTable;
  const Table table = TableOf(preview, for_people);
  if (!for_people) session.Print(options.format, MessageOf(preview), table);
  if (for_people && table.size() > 0) table.PrintText(session.width(), session.out());
  if (!import.problems().empty()) {
    if (for_people) session.Say(PlansOf(prepared) + ": " + SummaryOf(preview));
    return import.Refuse();
  }
  if (for_people) {
    session.Say(PlansOf(prepared) + ": " + SummaryOf(preview) + "; nothing was written (dry run)");
  }
  return kOk;
}

ExitCode PushAll(Session& session, client::Connection& connection, const Options& options,
                 const PreparedPush& prepared) {
  v1::BatchPushUpdatesResponse totals;
  totals.set_revision(prepared.revision);
  size_t sent = 0;
  for (const PlanPush& push : prepared.plans) {
    if (push.updates.empty()) continue;
    client::BulkPushResult result;
    client::BulkPushOptions how;
    how.draft = options.draft;
    Progress progress(session.err(), "updates", ErrorWidth());
    how.on_progress = [&](size_t durable, size_t total) { progress.Show(durable, total); };
    const absl::Status pushed =
        client::BulkPush(connection, "plans/" + push.plan, push.updates, how, &result);
    progress.Clear();
    if (!pushed.ok()) return Broken(session, pushed, push, result);
    sent += push.updates.size();
    const int64_t changed = static_cast<int64_t>(push.updates.size()) - result.unchanged;
    totals.set_corrected(totals.corrected() + static_cast<int32_t>(changed - result.pushed));
    totals.set_pushed(totals.pushed() + static_cast<int32_t>(result.pushed));
    totals.set_unchanged(totals.unchanged() + static_cast<int32_t>(result.unchanged));
    totals.set_revision(result.revision);
  }
  const auto kept = static_cast<int32_t>(prepared.rows.size() - sent);
  totals.set_unchanged(totals.unchanged() + kept);
  return session.PrintOutcome(options.format, Summary(options, prepared, totals), totals);
}

ExitCode KeepOffline(Session& session, const client::Connection& connection, const Options& options,
                     const UpdateFile& file, FileImport& import) {
  PreparedPush prepared;
  PrepareOffline(file, import, prepared);
  if (!import.problems().empty()) return import.Refuse();
  import.PrintNotes(file.notes);
  const PlanPush& push = prepared.plans.front();
  if (push.updates.empty()) return session.Fail(kRefused, options.file + ": no row adds an update");
  return KeepForLater(session, connection, options.file, options.draft, push);
}

// Without --plan the file has to say it.
bool SaysPlan(const UpdateFile& file, const Options& options) {
  return !options.plan.empty() || file.columns.empty() ||
         PlaceOf("plan", file.columns) != std::string::npos;
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  FileImport import(session, options.file, UpdateShape(), options.sheet);
  UpdateFile file = ReadUpdates(import.table(), import.problems());
  if (!SaysPlan(file, options)) {
    return session.Fail(kUsage, options.file +
                                    " has no column plan; say which plan it is for: "
                                    "--plan ID");
  }
  const bool planned = AssignPlans(options.plan, file.lines, file.intents, import.problems());
  if (!import.readable() || file.records.empty() || !planned) return import.Refuse();
  if (options.offline) return KeepOffline(session, connection, options, file, import);
  PreparedPush prepared;
  const absl::Status status = Prepare(connection, file, options.draft, import, prepared);
  if (!status.ok()) return import.Refuse(status);
  import.PrintNotes(file.notes);
  for (const PreviewRow& row : prepared.rows) {
    if (!row.judgement.note.empty()) import.PrintNoteOf(row.number, row.judgement.note);
  }
  prepared.warnings.Print(options.file, session.err(), "warning: ");
  if (options.dry_run) return Preview(session, options, prepared, import);
  if (!import.problems().empty()) return import.Refuse();
  return PushAll(session, connection, options, prepared);
}

}  // namespace

void AddPush(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand(
      "push",
      "Push updates from a file: CSV, an Excel workbook or JSON lines. The whole file is checked "
      "first: if one row is wrong, nothing is written and all problems are told; warnings are told "
      "and taken. Columns line_code and reported_status are required; the same file again changes "
      "nothing. In a workbook of sheaf template, a row that says something else than the update it "
      "shows needs the word add (a further update) or replace (a correction) in the column "
      "change.");
  AddFile(command, options->file, options->sheet);
  command
      .add_option("--plan", options->plan,
                  "The plan, such as energy; default: as the file's "
                  "column plan says")
      ->type_name("ID");
  command.add_flag("--dry-run", options->dry_run,
                   "Say what would be added, changed field by field, left as it is and refused; "
                   "write nothing");
  command.add_flag("--draft", options->draft,
                   "Keep them as drafts, which count nowhere, until sheaf review submit");
  command.add_flag("--offline", options->offline,
                   "Without a server: keep it, signed, until sheaf sync sends it");
  AddFormat(command, options->format);
  AddExamples(command,
              "  sheaf push updates.csv --plan energy\n"
              "  sheaf push updates.csv --plan energy --dry-run\n"
              "  sheaf push energy.xlsx --dry-run -o csv\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
