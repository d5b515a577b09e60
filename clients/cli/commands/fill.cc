// sheaf fill: what is due of one plan, as a file to be filled in and handed in again.
#include <algorithm>
#include <cstddef>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/due_items.h"
#include "clients/cli/due_titles.h"
#include "clients/cli/held_records.h"
#include "clients/cli/options.h"
#include "clients/cli/update_workbook.h"
#include "clients/cli/word_list.h"

namespace sheaf::cli {
namespace {

struct Options : DueQuestion {
  std::string file;
};

bool EndsWith(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// Ids of the plans that are asked about.
std::set<std::string> PlansOf(const std::vector<DueOfRound>& rounds) {
  std::set<std::string> plans;
  for (const DueOfRound& one : rounds) {
    for (const v1::DueItem& item : one.due.items()) plans.insert(PlanOf(item));
  }
  return plans;
}

// What is said of it on a sheet of its own.
std::vector<std::pair<std::string, std::string>> HowTo(const std::string& file,
                                                       const std::string& plan) {
  return {
      {"What this is",
       "Each row of the sheet Updates is a question of a reporting round: about a line of the "
       "plan, to the member state under For, or to the sectoral body where that is empty. Grey "
       "cells say what is asked and are closed; white cells are yours."},
      {"To answer",
       "Choose the Status, and write the Date of the fact; what else there is to say goes beside "
       "it. Rows without an answer may stay empty: they are not sent, and remain due."},
      {"What was sent back",
       "Such a row says why. What was answered before stays in the history as it was; write the "
       "whole answer again, as it should have been."},
      HowToWriteDates(),
      {"To hand it in",
       "sheaf submit " + file + " --plan " + plan + " hands in all that is filled in, and says " +
           "what is still missing. It is refused whole where a cell is wrong, with row and " +
           "column. Handing in the same file again changes nothing."}};
}

// "Asked in Energy 2026, about 2026, to be answered by 2026-03-31; ..."
std::string AskedIn(const std::vector<DueOfRound>& rounds) {
  std::string text;
  for (const DueOfRound& one : rounds) {
    if (one.due.items().empty()) continue;
    text += (text.empty() ? "Asked in " : "; ") + one.round.title() + ", about " +
            one.round.period() + ", to be answered by " + one.round.deadline();
  }
  return text + ".";
}

// Without the columns that say nothing of any question, such as why an answer was sent back where
// none was.
UpdateForm WithoutIdleColumns(UpdateForm form) {
  for (size_t i = form.columns.size(); i-- > 0;) {
    const bool says_something =
        !form.columns[i].starts_with("due_") ||
        std::any_of(form.rows.begin(), form.rows.end(),
                    [i](const FormRow& row) { return !row.cells[i].empty(); });
    if (says_something) continue;
    const auto column = static_cast<std::ptrdiff_t>(i);
    form.columns.erase(form.columns.begin() + column);
    for (FormRow& row : form.rows) row.cells.erase(row.cells.begin() + column);
  }
  return form;
}

absl::Status WriteWorkbook(client::Connection& connection, const std::vector<DueOfRound>& rounds,
                           const UpdateForm& form, const std::string& plan,
                           const std::string& file) {
  v1::GetPlanRequest request;
  request.set_name("plans/" + plan);
  const auto found = connection.Call(connection.plans(), &v1::PlanService::Stub::GetPlan, request);
  if (!found.ok()) return found.status();
  const auto manifest = ManifestOf(connection, *found);
  if (!manifest.ok()) return manifest.status();
  auto words = SectorWords(connection, *found, *manifest);
  if (!words.ok()) return words.status();
  words->subtitle = AskedIn(rounds);
  words->how_to = HowTo(file, plan);
  return WriteUpdateWorkbook(form, *words, file);
}

absl::Status WriteForm(client::Connection& connection, const std::vector<DueOfRound>& rounds,
                       const std::string& plan, const std::string& file) {
  const UpdateForm form = WithoutIdleColumns(FormOf(rounds));
  if (EndsWith(file, ".xlsx")) return WriteWorkbook(connection, rounds, form, plan, file);
  std::ofstream out(file, std::ios::binary);
  TableOf(form).PrintCsv(out);
  out.close();
  if (out) return absl::OkStatus();
  return absl::FailedPreconditionError(file + ": could not be written");
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  auto rounds = CollectDue(connection, options);
  if (!rounds.ok()) return session.Fail(rounds.status());
  ShowTitlesIn(session.languages(), connection, *rounds);
  const std::set<std::string> plans = PlansOf(*rounds);
  if (plans.empty()) {
    session.Say("Nothing is due; no file was written.");
    return kOk;
  }
  if (plans.size() > 1) {
    std::string text = "what is due is about lines of " + std::to_string(plans.size()) +
                       " plans, and a file is of one; name it with --plan:";
    for (const std::string& plan : plans) text += " " + plan;
    return session.Fail(kUsage, text);
  }
  const absl::Status written = WriteForm(connection, *rounds, *plans.begin(), options.file);
  if (!written.ok()) return session.Fail(written);
  for (const DueOfRound& one : *rounds) {
    if (one.due.items().empty()) continue;
    session.Say(HeadingOf(one) + ": " + SummaryOf(one.due));
  }
  session.Say("Fill in " + options.file + ", then: sheaf submit " + options.file + " --plan " +
              *plans.begin());
  return kOk;
}

}  // namespace

void AddFill(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand(
      "fill",
      "Write what is due of one plan as a file to be filled in: a workbook with the sector's words "
      "to choose from (.xlsx), or CSV. sheaf submit hands it in.");
  command.add_option("file", options->file, "The file to write")
      ->required()
      ->check([](const std::string& file) {
        return EndsWith(file, ".xlsx") || EndsWith(file, ".csv")
                   ? std::string()
                   : "found '" + file + "'; its name must end with .xlsx or .csv";
      })
      ->type_name("FILE.xlsx|FILE.csv");
  command.add_option("--round", options->round, "Of this round only; default: all that are open")
      ->type_name("ROUND");
  command.add_option("--plan", options->plan, "About lines of this plan")->type_name("ID");
  AddWords(command, "--sector", "Of these sectors only, between commas", "S",
           options->request.mutable_sectors());
  AddWords(command, "--member-state",
           "Asked of these member states only, between commas; - for the sectoral bodies", "ISO3",
           options->request.mutable_member_states());
  AddExamples(command,
              "  sheaf fill answers.xlsx --plan energy --member-state VNM\n"
              "  sheaf submit answers.xlsx --plan energy\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
