// sheaf template: the lines of a sector or plan as a form to be filled in and pushed.
#include <fstream>
#include <memory>
#include <string>
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

absl::Status ReadMemberStates(client::Connection& connection, WorkbookWords& words) {
  const auto list =
      connection.Call(connection.member_states(), &v1::MemberStateService::Stub::ListMemberStates,
                      v1::ListMemberStatesRequest());
  if (!list.ok()) return list.status();
  for (const v1::MemberState& state : list->member_states()) {
    words.member_states.emplace_back(
        state.name().substr(state.name().rfind('/') + 1),
        state.short_title().empty() ? state.title() : state.short_title());
  }
  return absl::OkStatus();
}

// As the plan is printed, or as its sector calls it.
std::string TitleOf(const HeldRecords& held) {
  const bool has_own = !held.plan.title().empty() && held.plan.title() != IdOf(held.plan);
  if (has_own) return held.plan.title();
  return held.manifest.plan_title().empty() ? IdOf(held.plan) : held.manifest.plan_title();
}

WorkbookWords WordsOf(const std::vector<HeldRecords>& plans) {
  WorkbookWords words;
  const HeldRecords& first = plans.front();
  for (const HeldRecords& held : plans) {
    words.title += (words.title.empty() ? "" : "; ") + TitleOf(held);
  }
  words.as_of = "What was known at revision " + std::to_string(first.revision) + ", on " +
                first.today +
                ". White cells are yours to fill in; the sheet \"How to fill in\" says "
                "how, the sheet \"Words\" what each word means.";
  words.statuses.assign(first.manifest.statuses().begin(), first.manifest.statuses().end());
  words.attributes.assign(first.manifest.attributes().begin(), first.manifest.attributes().end());
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
  WorkbookWords words = WordsOf(held);
  absl::Status status = ReadMemberStates(connection, words);
  if (status.ok()) status = WriteUpdateWorkbook(form, words, options.xlsx);
  return session.Fail(status);
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
