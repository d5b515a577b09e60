// sheaf plan import: a whole plan, from a file.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/file_import.h"
#include "clients/cli/options.h"
#include "clients/cli/plan_upload.h"
#include "sheaf/v1/plan_service.pb.h"

namespace sheaf::cli {
namespace {

struct Options {
  std::string file;
  std::string sheet;
  std::string plan;
  std::string sector;
  std::string title;
  std::string parent_line;
  std::vector<std::string> headings;
  std::optional<int> silence_days;
  bool dry_run = false;
  Format format = Format::kTable;
};

std::vector<std::string> LevelsOf(const std::vector<v1::Line>& lines) {
  std::vector<std::string> levels;
  for (const v1::Line& line : lines) {
    if (std::find(levels.begin(), levels.end(), line.level()) == levels.end()) {
      levels.push_back(line.level());
    }
  }
  return levels;
}

// The heading that is no level of the file; empty where there is none.
std::string StrayHeading(const Options& options, const std::vector<std::string>& levels) {
  for (const std::string& heading : options.headings) {
    if (std::find(levels.begin(), levels.end(), heading) == levels.end()) return heading;
  }
  return "";
}

// Without --heading the plan's levels are left as the server holds them.
v1::Plan PlanOf(const Options& options, const std::vector<std::string>& levels) {
  v1::Plan plan;
  plan.set_name("plans/" + options.plan);
  plan.set_title(options.title);
  plan.set_sector(options.sector);
  plan.set_parent_line(options.parent_line);
  if (options.silence_days) plan.set_silence_accepts_after_days(*options.silence_days);
  if (options.headings.empty()) return plan;
  for (const std::string& level : levels) {
    v1::PlanLevel& added = *plan.add_levels();
    added.set_id(level);
    added.set_heading(std::find(options.headings.begin(), options.headings.end(), level) !=
                      options.headings.end());
  }
  return plan;
}

std::string Summary(const Options& options, const v1::ImportPlanResponse& response) {
  const std::string would = options.dry_run ? " would be" : "";
  std::string text = options.plan + ": " + std::to_string(response.created()) + " lines" + would +
                     " created, " + std::to_string(response.changed()) + " changed, " +
                     std::to_string(response.unchanged()) + " unchanged";
  if (response.vanished_size() > 0) {
    text += ", " + std::to_string(response.vanished_size()) + " vanished";
  }
  if (options.dry_run) return text + "; nothing was written (dry run)";
  return text + "; revision " + std::to_string(response.revision());
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  FileImport import(session, options.file, LineShape(), options.sheet);
  const auto file = ReadLines(import.table(), options.plan, import.problems());
  if (!import.readable() || file.records.empty()) return import.Refuse();
  const auto levels = LevelsOf(file.records);
  if (const std::string stray = StrayHeading(options, levels); !stray.empty()) {
    return session.Fail(
        kUsage, "--heading " + stray + ": no line of " + options.file + " is of that level");
  }
  v1::ImportPlanRequest request;
  *request.mutable_plan() = PlanOf(options, levels);
  // A file that is wrong already is only checked, to tell what else is.
  request.set_validate_only(options.dry_run || !import.problems().empty());
  const auto response = UploadPlan(connection, std::move(request), file.records);
  import.TakeRefusal(response.status(), LineColumns(), file.lines);
  if (!response.ok() || !import.problems().empty()) return import.Refuse(response.status());
  import.PrintNotes(file.notes);
  import.PrintNotes(response->notes());
  for (const std::string& name : response->vanished()) {
    session.Note(name + (options.dry_run ? " would vanish" : " vanished") +
                 ": the file no longer has it");
  }
  return session.PrintOutcome(options.format, Summary(options, *response), *response);
}

}  // namespace

void AddPlanImport(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      *app.add_subcommand("import",
                          "Import a whole plan from a file, all or nothing. Columns line_code, "
                          "parent_code, level and "
                          "title are required; a parent may come after its children; a line that "
                          "the plan had and the file "
                          "has not becomes vanished; the same file again changes nothing.");
  AddFile(command, options->file, options->sheet);
  command.add_option("--plan", options->plan, "The id of the plan, such as energy")
      ->required()
      ->type_name("ID");
  command.add_option("--sector", options->sector, "The sector whose manifest rules the plan")
      ->type_name("S");
  command.add_option("--title", options->title, "The title of the plan")->type_name("T");
  command
      .add_option("--parent-line", options->parent_line,
                  "The line of another plan that this one spells out, such as "
                  "plans/faf/lines/FA-ST7-007; its lines count in this plan, and that line in its "
                  "own")
      ->type_name("LINE");
  command
      .add_option("--heading", options->headings,
                  "For a plan without a sector: a level that is never counted; may be repeated")
      ->type_name("LEVEL")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      .add_option("--silence-accepts-after", options->silence_days,
                  "Days after which an update that nobody has verified or returned is accepted by "
                  "silence; 0: never; default: as it was")
      ->type_name("DAYS");
  command.add_flag("--dry-run", options->dry_run, "Check everything, write nothing");
  AddFormat(command, options->format);
  AddExamples(command,
              "  sheaf plan import energy.csv --plan energy --sector energy\n"
              "  sheaf plan import iai.csv --plan iai --title \"IAI Work Plan III\" --heading "
              "strategic_area\n"
              "  sheaf plan import fleg.csv --plan faf-fleg --sector faf --parent-line "
              "plans/faf/lines/FA-ST7-007\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
