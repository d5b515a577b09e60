// sheaf template: the lines of a sector or plan as a form to be filled in and pushed.
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/all_pages.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"
#include "clients/cli/update_form.h"
#include "clients/cli/update_workbook.h"

namespace sheaf::cli {
namespace {

struct Options {
  std::string of;
  std::string plan;
  std::string member_state;
  std::string xlsx;
  bool csv = false;
  std::string csv_file;
};

std::string IdOf(const v1::Plan& plan) { return plan.name().substr(plan.name().rfind('/') + 1); }

// The plans of the sector of that name; where no plan is of such a sector, the plan of that name.
absl::StatusOr<std::vector<std::string>> PlansOf(client::Connection& connection,
                                                 const Options& options) {
  if (options.of.empty()) return std::vector<std::string>{options.plan};
  v1::ListPlansRequest request;
  request.mutable_filter()->add_sectors(options.of);
  const auto list =
      ListAll(connection, connection.plans(), &v1::PlanService::Stub::ListPlans, request);
  if (!list.ok()) return list.status();
  std::vector<std::string> plans;
  for (const v1::Plan& plan : list->plans()) {
    if (options.plan.empty() || options.plan == IdOf(plan)) plans.push_back(IdOf(plan));
  }
  if (!plans.empty() || !options.plan.empty()) return plans;
  return std::vector<std::string>{options.of};
}

// What is said of it on a sheet of its own.
std::vector<std::pair<std::string, std::string>> HowTo() {
  return {
      {"What this is",
       "Each row of the sheet Updates is a line of the plan with the latest word of one reporter: "
       "the region as a whole, or the member state under For. Grey cells say what the row is about "
       "and are closed; white cells are yours."},
      {"To report something new",
       "Write over the row: Status, Date of the fact, and whatever else has changed; and choose "
       "add under Add or replace? What was there before stays in the history as it was. A line "
       "that nobody has reported on yet needs no such word: fill in its Status and Date."},
      {"To correct a mistake",
       "Write what should have been there, and choose replace. The earlier version stays in the "
       "history. Where somebody else has corrected the same update since this workbook was made, "
       "yours is refused, and you are told so."},
      {"What to leave alone",
       "A row that stays as it is needs nothing: it is not sent again. Lines without a word may "
       "stay empty. More rows, say for a member state that has not reported before, go into the "
       "white rows at the end: choose the line under Line."},
      HowToWriteDates(),
      {"To send it",
       "sheaf push FILE --dry-run says what would be added and changed, and what is wrong, with "
       "row and column; nothing is written. sheaf push FILE sends it. Sending the same file again "
       "changes nothing."}};
}

absl::StatusOr<WorkbookWords> WordsOf(client::Connection& connection,
                                      const std::vector<HeldRecords>& plans) {
  const HeldRecords& first = plans.front();
  auto words = SectorWords(connection, first.plan, first.manifest);
  if (!words.ok()) return words;
  for (size_t i = 1; i < plans.size(); ++i) {
    words->title += "; " + TitleOf(plans[i].plan, plans[i].manifest);
  }
  words->subtitle =
      "What was known at revision " + std::to_string(first.revision) + ", on " + first.today + ".";
  words->how_to = HowTo();
  return words;
}

ExitCode WriteCsv(Session& session, const Options& options, const UpdateForm& form) {
  if (options.csv_file.empty()) {
    TableOf(form).PrintCsv(session.out());
    return kOk;
  }
  std::ofstream file(options.csv_file, std::ios::binary);
  TableOf(form).PrintCsv(file);
  file.close();
  return file ? kOk : session.Fail(kRefused, options.csv_file + " could not be written");
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  const auto plans = PlansOf(connection, options);
  if (!plans.ok()) return session.Fail(plans.status());
  if (plans->empty()) {
    return session.Fail(kRefused, "the sector " + options.of + " has no plan " + options.plan);
  }
  std::vector<HeldRecords> held;
  for (const std::string& plan : *plans) {
    auto records = ReadHeld(connection, plan);
    if (!records.ok()) return session.Fail(records.status());
    held.push_back(*std::move(records));
  }
  const UpdateForm form = FormOf(held, options.member_state);
  if (options.xlsx.empty()) return WriteCsv(session, options, form);
  const auto words = WordsOf(connection, held);
  return session.Fail(words.ok() ? WriteUpdateWorkbook(form, *words, options.xlsx)
                                 : words.status());
}

}  // namespace

void AddTemplate(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand(
      "template",
      "A form with every line of a sector's plans and the latest that is reported of it, to be "
      "filled in, in Excel or LibreOffice, and pushed. As a workbook it offers the sector's own "
      "words, checks dates and numbers as they are typed, and says how to fill it in. In a row "
      "that "
      "you change, the column change tells a further update (add) from a correction (replace).");
  command.add_option("name", options->of, "The sector, or a plan that is of none")
      ->type_name("SECTOR|PLAN");
  command.add_option("--plan", options->plan, "This plan only")->type_name("ID");
  command
      .add_option("--member-state", options->member_state,
                  "Rows for this member state only, on every line that it takes part in")
      ->type_name("ISO3");
  CLI::Option* const xlsx =
      command.add_option("--xlsx", options->xlsx, "Write an Excel workbook to this file")
          ->type_name("FILE");
  CLI::Option* const csv = command
                               .add_option_function<std::vector<std::string>>(
                                   "--csv",
                                   [options](const std::vector<std::string>& files) {
                                     options->csv = true;
                                     if (!files.empty()) options->csv_file = files.front();
                                   },
                                   "Write CSV to this file; without one, print it")
                               ->type_name("FILE")
                               ->expected(0, 1);
  xlsx->excludes(csv);
  command.parse_complete_callback([options] {
    if (options->of.empty() && options->plan.empty()) {
      throw CLI::ValidationError("template", "say which sector or plan: sheaf template energy ...");
    }
    if (options->xlsx.empty() && !options->csv) {
      throw CLI::ValidationError("template", "say as what: --xlsx FILE or --csv [FILE]");
    }
  });
  AddExamples(command,
              "  sheaf template energy --xlsx energy.xlsx\n"
              "  sheaf template --plan transport --member-state MYS --xlsx ours.xlsx\n"
              "  sheaf template energy --csv > energy.csv\n"
              "  sheaf push energy.xlsx --dry-run\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
