// sheaf member import: the member states and the dates of their membership, from a file.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/file_import.h"
#include "clients/cli/options.h"
#include "sheaf/v1/member_state_service.pb.h"

namespace sheaf::cli {
namespace {

struct Options {
  std::string file;
  std::string sheet;
  bool dry_run = false;
  Format format = Format::kTable;
};

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  FileImport import(session, options.file, MemberStateShape(), options.sheet);
  const auto file = ReadMemberStates(import.table(), import.problems());
  if (!import.readable() || file.records.empty()) return import.Refuse();
  v1::PutMemberStatesRequest request;
  request.mutable_member_states()->Add(file.records.begin(), file.records.end());
  // A file that is wrong already is only checked, to tell what else is.
  request.set_validate_only(options.dry_run || !import.problems().empty());
  const auto answer = connection.Call(connection.member_states(),
                                      &v1::MemberStateService::Stub::PutMemberStates, request);
  import.TakeRefusal(answer.status(), MemberStateColumns(), file.lines);
  if (!answer.ok() || !import.problems().empty()) return import.Refuse(answer.status());
  import.PrintNotes(file.notes);
  const std::string counts = std::to_string(answer->created()) + " member states" +
                             (options.dry_run ? " would be" : "") + " created, " +
                             std::to_string(answer->changed()) + " changed, " +
                             std::to_string(answer->unchanged()) + " unchanged; ";
  const std::string end = options.dry_run ? "nothing was written (dry run)"
                                          : "revision " + std::to_string(answer->revision());
  return session.PrintOutcome(options.format, options.file + ": " + counts + end, *answer);
}

}  // namespace

void AddMemberImport(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      *app.add_subcommand("import",
                          "Import member states from a file, all or nothing. Columns: iso3, "
                          "name, joined; optional: iso2, "
                          "asean_short_name, left, asean6 and clmv (yes or no), provenance, note.");
  AddFile(command, options->file, options->sheet);
  command.add_flag("--dry-run", options->dry_run, "Check everything, write nothing");
  AddFormat(command, options->format);
  AddExamples(command, "  sheaf member import members.csv\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
