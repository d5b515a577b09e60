// sheaf due: what is asked for, and how far that has come; as a table, or as a file to fill in.
#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/all_pages.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/due_table.h"
#include "clients/cli/options.h"
#include "clients/cli/word_list.h"

namespace sheaf::cli {
namespace {

struct Options {
  std::string round;
  std::string plan;
  v1::ListDueItemsRequest request;
  Format format = Format::kTable;
};

absl::StatusOr<std::vector<v1::ReportingRound>> RoundsAsked(client::Connection& connection,
                                                            const Options& options) {
  if (options.round.empty()) {
    v1::ListRoundsRequest request;
    *request.mutable_as_of() = options.request.as_of();
    const auto list =
        ListAll(connection, connection.rounds(), &v1::RoundService::Stub::ListRounds, request);
    if (!list.ok()) return list.status();
    return std::vector<v1::ReportingRound>(list->rounds().begin(), list->rounds().end());
  }
  v1::GetRoundRequest request;
  request.set_name("rounds/" + options.round);
  *request.mutable_as_of() = options.request.as_of();
  const auto round =
      connection.Call(connection.rounds(), &v1::RoundService::Stub::GetRound, request);
  if (!round.ok()) return round.status();
  return std::vector<v1::ReportingRound>{*round};
}

// The words of `asked` that `round` has; all where nothing was asked for.
template <typename Words>
Words WordsOf(const Words& asked, const Words& round) {
  Words words;
  for (const std::string& word : asked) {
    if (std::find(round.begin(), round.end(), word) != round.end()) *words.Add() = word;
  }
  return words;
}

// Narrows `request` down to `round`. False where the round asks nothing of what is asked for.
bool Narrow(const v1::ReportingRound& round, v1::ListDueItemsRequest* request) {
  auto speakers = round.member_states();
  if (round.asks_bodies() || speakers.empty()) *speakers.Add() = "-";
  const auto sectors = WordsOf(request->sectors(), round.sectors());
  const auto states = WordsOf(request->member_states(), speakers);
  const bool nothing = (sectors.empty() && !request->sectors().empty()) ||
                       (states.empty() && !request->member_states().empty());
  *request->mutable_sectors() = sectors;
  *request->mutable_member_states() = states;
  request->set_parent(round.name());
  return !nothing;
}

void KeepPlan(const std::string& plan, v1::ListDueItemsResponse* due) {
  if (plan.empty()) return;
  const std::string prefix = "plans/" + plan + "/";
  auto& items = *due->mutable_items();
  items.erase(std::remove_if(items.begin(), items.end(),
                             [&](const v1::DueItem& item) {
                               return item.line().compare(0, prefix.size(), prefix) != 0;
                             }),
              items.end());
}

bool IsRefusal(const absl::Status& status) {
  return status.code() == absl::StatusCode::kPermissionDenied;
}

// Of all open rounds those are left out in which the caller has no part.
absl::StatusOr<std::vector<DueOfRound>> Collect(client::Connection& connection,
                                                const Options& options) {
  auto rounds = RoundsAsked(connection, options);
  if (!rounds.ok()) return rounds.status();
  std::vector<DueOfRound> all;
  for (v1::ReportingRound& round : *rounds) {
    v1::ListDueItemsRequest request = options.request;
    request.set_parent(round.name());
    if (options.round.empty() && !Narrow(round, &request)) continue;
    auto due =
        ListAll(connection, connection.rounds(), &v1::RoundService::Stub::ListDueItems, request);
    if (!due.ok() && options.round.empty() && IsRefusal(due.status())) continue;
    if (!due.ok()) return due.status();
    KeepPlan(options.plan, &*due);
    Arrange(*due);
    all.push_back({std::move(round), *std::move(due)});
  }
  return all;
}

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
    TableOf(one.due).PrintText(session.width(), session.out());
  }
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  const auto rounds = Collect(connection, options);
  if (!rounds.ok()) return session.Fail(rounds.status());
  if (options.format == Format::kTable) {
    PrintForPeople(session, *rounds);
    return kOk;
  }
  v1::ListDueItemsResponse all;
  for (const DueOfRound& one : *rounds) all.MergeFrom(one.due);
  return session.Print(options.format, all, FormOf(*rounds));
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
          "due, overdue, sent_back, answered, answered_late; default: all that is not answered")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check([words](const std::string& state) {
        return words.contains(state) ? std::string()
                                     : "found '" + state +
                                           "'; write due, overdue, sent_back, answered or "
                                           "answered_late";
      })
      ->type_name("STATE");
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
