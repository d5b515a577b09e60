// sheaf kpi import: baselines, targets and values of KPIs, from a file.
#include <memory>

#include "clients/cli/commands/commands.h"
#include "clients/cli/figure_import.h"
#include "clients/cli/options.h"

namespace sheaf::cli {

void AddKpiImport(CLI::App& app, Session& session) {
  auto options = std::make_shared<FigureImport>();
  CLI::App& command = *app.add_subcommand(
      "import",
      "Import baselines, targets and values of KPIs of any sectors from a file, all or "
      "nothing. The "
      "order of rows versions the targets of a KPI: a later one for the same year supersedes. A "
      "blank year "
      "is \"not stated\". Columns: sector, kpi_code, name, level, unit, direction, baseline_value, "
      "baseline_year, target_value, target_year, actual_value, actual_year, kind; optional: "
      "edition, "
      "source, source_line.");
  AddFile(command, options->file, options->sheet);
  command.add_flag("--dry-run", options->dry_run, "Check everything, write nothing");
  AddFormat(command, options->format);
  AddExamples(command, "  sheaf kpi import kpis.csv\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    FileImport import(session, options->file, KpiShape(), options->sheet);
    const auto figures = ReadKpis(import.table(), import.problems());
    return ImportFigures(session, connection, *options, import, figures, KpiColumns());
  });
}

}  // namespace sheaf::cli
