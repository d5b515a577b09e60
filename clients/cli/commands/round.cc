// sheaf round: the secretariat asks for reports by a deadline.
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/all_pages.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/due_table.h"
#include "clients/cli/message_text.h"
#include "clients/cli/options.h"
#include "clients/cli/record_tables.h"
#include "clients/cli/word_list.h"

namespace sheaf::cli {
namespace {

using Stub = v1::RoundService::Stub;

// "energy-2026" and "rounds/energy-2026" are the same round.
std::string NameOf(const std::string& id) {
  return id.starts_with("rounds/") ? id : "rounds/" + id;
}

void AddId(CLI::App& command, std::string& id) {
  command.add_option("round", id, "Its id, such as energy-2026-h1")->required()->type_name("ROUND");
}

void AddText(CLI::App& command, const char* name, const char* description, const char* type,
             std::string* text, bool required = false) {
  command.add_option(name, *text, description)->required(required)->type_name(type);
}

std::string Summary(const v1::ReportingRound& round, const std::string& done, bool dry_run) {
  std::string text = round.name() + " " + (dry_run ? "would be " : "") + done + ": " +
                     round.title() + ", about " + round.period() + ", answers from " +
                     round.open_date() + " to " + round.deadline();
  return text + (dry_run ? "; nothing was written (dry run)"
                         : "; revision " + std::to_string(round.revision()));
}

void AddOpen(CLI::App& group, Session& session) {
  struct Options {
    std::string id;
    v1::OpenRoundRequest request;
    bool bodies = false, dry_run = false;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *group.add_subcommand(
      "open",
      "Ask about every counted line of some sectors: the member states that are named, each about "
      "the lines it takes part in, and the sectoral bodies where they are asked too or nobody else "
      "is.");
  v1::ReportingRound& round = *options->request.mutable_round();
  AddId(command, options->id);
  AddText(command, "--title", "As printed in reports", "TEXT", round.mutable_title(), true);
  AddText(command, "--period", "The period asked about: 2026, 2026-H1, 2026-Q2 or 2026-06",
          "PERIOD", round.mutable_period(), true);
  AddWords(command, "--sector", "The sectors asked, between commas", "S", round.mutable_sectors())
      ->required();
  AddWords(command, "--member-state", "The member states asked, between commas", "ISO3",
           round.mutable_member_states());
  command.add_flag("--bodies", options->bodies, "The sectoral bodies are asked too");
  AddText(command, "--opens", "From this day on an answer counts; default: today", "DATE",
          round.mutable_open_date());
  AddText(command, "--deadline", "The last day for an answer in time", "DATE",
          round.mutable_deadline(), true);
  AddText(command, "--note", "What is asked for, in your words", "TEXT", round.mutable_note());
  command.add_flag("--dry-run", options->dry_run, "Check everything, write nothing");
  AddFormat(command, options->format);
  AddExamples(command,
              "  sheaf round open energy-2026-h1 --title \"Energy, first half of 2026\" \\\n"
              "      --period 2026-H1 --sector energy --member-state VNM,THA --bodies \\\n"
              "      --deadline 2026-09-30\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    options->request.mutable_round()->set_name(NameOf(options->id));
    options->request.mutable_round()->set_asks_bodies(options->bodies);
    options->request.set_validate_only(options->dry_run);
    const auto made = connection.Call(connection.rounds(), &Stub::OpenRound, options->request);
    if (!made.ok()) return session.Fail(made.status());
    return session.PrintOutcome(options->format, Summary(*made, "opened", options->dry_run), *made);
  });
}

void AddChange(CLI::App& group, Session& session) {
  struct Options {
    std::string id;
    v1::ChangeRoundRequest request;
    bool dry_run = false;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command =
      *group.add_subcommand("change", "Change title, deadline or note of a round that is open.");
  v1::ReportingRound& round = *options->request.mutable_round();
  AddId(command, options->id);
  AddText(command, "--title", "Another title", "TEXT", round.mutable_title());
  AddText(command, "--deadline", "Another deadline", "DATE", round.mutable_deadline());
  AddText(command, "--note", "Another note", "TEXT", round.mutable_note());
  AddText(command, "--etag", "Only if nobody has changed it since", "ETAG",
          options->request.mutable_etag());
  command.add_flag("--dry-run", options->dry_run, "Check everything, write nothing");
  AddFormat(command, options->format);
  AddExamples(command, "  sheaf round change energy-2026-h1 --deadline 2026-10-15\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    options->request.mutable_round()->set_name(NameOf(options->id));
    options->request.set_validate_only(options->dry_run);
    const auto made = connection.Call(connection.rounds(), &Stub::ChangeRound, options->request);
    if (!made.ok()) return session.Fail(made.status());
    return session.PrintOutcome(options->format, Summary(*made, "changed", options->dry_run),
                                *made);
  });
}

void AddClose(CLI::App& group, Session& session) {
  struct Options {
    std::string id;
    v1::CloseRoundRequest request;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *group.add_subcommand(
      "close", "Close a round: its figures stay as they are now, whatever comes later.");
  AddId(command, options->id);
  AddText(command, "--etag", "Only if nobody has changed it since", "ETAG",
          options->request.mutable_etag());
  AddFormat(command, options->format);
  AddExamples(command, "  sheaf round close energy-2026-h1\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    options->request.set_name(NameOf(options->id));
    const auto made = connection.Call(connection.rounds(), &Stub::CloseRound, options->request);
    if (!made.ok()) return session.Fail(made.status());
    return session.PrintOutcome(options->format, Summary(*made, "closed", false), *made);
  });
}

void AddListRounds(CLI::App& group, Session& session) {
  struct Options {
    v1::ListRoundsRequest request;
    bool all = false;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *group.add_subcommand("list", "List the rounds that are open.");
  command.add_flag("--all", options->all, "Those that are closed too");
  AddClocks(command, *options->request.mutable_as_of());
  AddFormat(command, options->format);
  AddExamples(command, "  sheaf round list --all\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    options->request.set_show_closed(options->all);
    const auto list = ListAll(connection, connection.rounds(), &Stub::ListRounds, options->request);
    if (!list.ok()) return session.Fail(list.status());
    return session.Print(options->format, *list, TableOf(*list));
  });
}

// What a round came to so far, as far as the caller may see it.
absl::StatusOr<std::string> StandOf(client::Connection& connection, const v1::ReportingRound& round,
                                    const v1::AsOf& as_of) {
  v1::ListDueItemsRequest request;
  request.set_parent(round.name());
  *request.mutable_as_of() = as_of;
  for (const auto state : {v1::DUE, v1::OVERDUE, v1::SENT_BACK, v1::ANSWERED, v1::ANSWERED_LATE}) {
    request.add_states(state);
  }
  const auto due = ListAll(connection, connection.rounds(), &Stub::ListDueItems, request);
  if (!due.ok()) return due.status();
  return "Asked of those for whom you read: " + SummaryOf(*due);
}

void AddShow(CLI::App& group, Session& session) {
  struct Options {
    std::string id;
    v1::GetRoundRequest request;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command =
      *group.add_subcommand("show", "Show a round, and how far what it asks for has come.");
  AddId(command, options->id);
  AddClocks(command, *options->request.mutable_as_of());
  AddFormat(command, options->format);
  AddExamples(command, "  sheaf round show energy-2026-h1\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    options->request.set_name(NameOf(options->id));
    const auto round = connection.Call(connection.rounds(), &Stub::GetRound, options->request);
    if (!round.ok()) return session.Fail(round.status());
    if (options->format != Format::kTable) {
      return session.PrintOutcome(options->format, "", *round);
    }
    Table table({{"field", Column::kWhole}, {"value", Column::kWrap}});
    for (const auto& [field, value] : FieldsOf(*round)) table.AddRow({field, value});
    session.PrintText(table);
    const auto stand = StandOf(connection, *round, options->request.as_of());
    if (stand.ok()) session.Say("\n" + *stand);
    return stand.ok() || absl::IsPermissionDenied(stand.status()) ? kOk
                                                                  : session.Fail(stand.status());
  });
}

}  // namespace

void AddRound(CLI::App& group, Session& session) {
  AddOpen(group, session);
  AddChange(group, session);
  AddClose(group, session);
  AddListRounds(group, session);
  AddShow(group, session);
}

}  // namespace sheaf::cli
