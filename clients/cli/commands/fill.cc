// sheaf fill: what is due of one plan, as a file to be filled in and handed in again.
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/due_items.h"
#include "clients/cli/due_workbook.h"
#include "clients/cli/options.h"
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

// The words of the plan's sector.
absl::StatusOr<std::vector<StatusWord>> WordsOf(client::Connection& connection,
                                                const std::string& plan) {
  v1::GetPlanRequest of_plan;
  of_plan.set_name("plans/" + plan);
  const auto found = connection.Call(connection.plans(), &v1::PlanService::Stub::GetPlan, of_plan);
  if (!found.ok()) return found.status();
  v1::GetManifestRequest of_sector;
  of_sector.set_name("sectors/" + found->sector());
  const auto manifest =
      connection.Call(connection.sectors(), &v1::SectorService::Stub::GetManifest, of_sector);
  if (!manifest.ok()) return manifest.status();
  std::vector<StatusWord> words;
  for (const v1::StatusDefinition& status : manifest->statuses()) {
    words.emplace_back(status.word(), status.title());
  }
  return words;
}

absl::Status WriteForm(client::Connection& connection, const std::vector<DueOfRound>& rounds,
                       const std::string& plan, const std::string& file) {
  if (EndsWith(file, ".xlsx")) {
    const auto words = WordsOf(connection, plan);
    return words.ok() ? WriteDueWorkbook(rounds, *words, file) : words.status();
  }
  std::ofstream out(file, std::ios::binary);
  FormOf(rounds).PrintCsv(out);
  out.close();
  if (out) return absl::OkStatus();
  return absl::FailedPreconditionError(file + ": could not be written");
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  const auto rounds = CollectDue(connection, options);
  if (!rounds.ok()) return session.Fail(rounds.status());
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
