// sheaf observation import: values of KPIs and context series, from a file.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/figure_import.h"
#include "clients/cli/options.h"

namespace sheaf::cli {

void AddObservationImport(CLI::App& app, Session& session) {
  auto options = std::make_shared<FigureImport>();
  options->what = "observations";
  auto sector = std::make_shared<std::string>();
  CLI::App& command = *app.add_subcommand(
      "import",
      "Import observed values of a sector from a file. All of it is checked before any is "
      "written. "
      "An indicator that no KPI of the sector names becomes a context series. Columns: indicator, "
      "member_state, year, value, unit; optional: kind, edition, source, source_line, note. A "
      "value may "
      "be missing for a reason: blank, n/a, not applicable, not reported.");
  AddFile(command, options->file, options->sheet);
  command.add_option("--sector", *sector, "The sector, such as energy")->required()->type_name("S");
  command.add_flag("--dry-run", options->dry_run, "Check everything, write nothing");
  AddFormat(command, options->format);
  AddExamples(command, "  sheaf observation import energy.csv --sector energy\n");
  session.OnRun(command, [&session, options, sector](client::Connection& connection) {
    FileImport import(session, options->file, ObservationShape(), options->sheet);
    const auto figures = ReadObservations(import.table(), *sector, import.problems());
    return ImportFigures(session, connection, *options, import, figures, ObservationColumns());
  });
}

}  // namespace sheaf::cli
