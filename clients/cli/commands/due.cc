// sheaf due: what is asked for, and how far that has come; as a table, or as a file to fill in.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/due_items.h"
#include "clients/cli/due_titles.h"
#include "clients/cli/options.h"
#include "clients/cli/word_list.h"

namespace sheaf::cli {
namespace {

struct Options : DueQuestion {
  Format format = Format::kTable;
};

void PrintForPeople(Session& session, const std::vector<DueOfRound>& rounds) {
  if (rounds.empty()) session.Say("No round is open that asks you for anything.");
  bool first = true;
  for (const DueOfRound& one : rounds) {
    if (!first) session.out() << "\n";
    first = false;
    session.Say(HeadingOf(one));
    if (!one.round.note().empty()) session.Say(one.round.note());
    session.Say(SummaryOf(one.due));
    if (one.due.items().empty()) continue;
    session.out() << "\n";
    session.PrintText(TableOf(one.due));
  }
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  auto rounds = CollectDue(connection, options);
  if (!rounds.ok()) return session.Fail(rounds.status());
  if (options.format == Format::kTable) {
    ShowTitlesIn(session.languages(), connection, *rounds);
    PrintForPeople(session, *rounds);
    return kOk;
  }
  v1::ListDueItemsResponse all;
  for (const DueOfRound& one : *rounds) all.MergeFrom(one.due);
  return session.Print(options.format, all, TableOf(FormOf(*rounds)));
}

void AddStates(CLI::App& command, v1::ListDueItemsRequest& request) {
  const std::map<std::string, int> words = {{"due", v1::DUE},
                                            {"overdue", v1::OVERDUE},
                                            {"sent_back", v1::SENT_BACK},
                                            {"answered", v1::ANSWERED},
                                            {"answered_late", v1::ANSWERED_LATE}};
  command
      .add_option_function<std::vector<std::string>>(
          "--state",
          [words, &request](const std::vector<std::string>& states) {
            for (const std::string& state : states) {
              request.add_states(static_cast<v1::DueState>(words.at(state)));
            }
          },
          "In these states only, between commas; default: all that is not answered")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check([words](const std::string& state) {
        return words.contains(state) ? std::string()
                                     : "found '" + state +
                                           "'; write due, overdue, sent_back, answered or "
                                           "answered_late";
      })
      ->type_name("due|overdue|sent_back|answered|answered_late");
}

}  // namespace

void AddDue(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand(
      "due",
      "What reporting rounds ask you for, and how far that has come: what was sent back and why, "
      "what is overdue, what is due. As CSV it is a form: fill in reported_status and "
      "effective_date, and push it; columns that begin with due_ say what is asked and are not "
      "pushed, and rows without an answer are left out.");
  command.add_option("round", options->round, "The round; default: all that are open")
      ->type_name("ROUND");
  AddWords(command, "--sector", "Of these sectors only, between commas", "S",
           options->request.mutable_sectors());
  AddWords(command, "--member-state",
           "Asked of these member states only, between commas; - for the sectoral bodies", "ISO3",
           options->request.mutable_member_states());
  command.add_option("--plan", options->plan, "About lines of this plan only")->type_name("ID");
  AddStates(command, options->request);
  AddClocks(command, *options->request.mutable_as_of());
  AddFormat(command, options->format);
  AddExamples(command,
              "  sheaf due --member-state VNM\n"
              "  sheaf due energy-2026 --plan energy -o csv > answers.csv\n"
              "  sheaf push answers.csv --plan energy\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
