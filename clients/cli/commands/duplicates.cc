// sheaf duplicates: lines that look like the same initiative, and what is decided about them.
#include <memory>
#include <string>

#include "clients/cli/all_pages.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"
#include "clients/cli/rendered_report.h"
#include "sheaf/v1/duplicate_service.pb.h"

namespace sheaf::cli {
namespace {

struct Decision {
  v1::DecideDuplicateRequest request;
  Format format = Format::kTable;
};

// "energy EN-APG-001", as the report names lines, "energy/EN-APG-001" or the full name.
std::string LineName(const std::string& text) {
  if (text.starts_with("plans/")) return text;
  const size_t cut = text.find_first_of(" /");
  if (cut == std::string::npos) return text;
  return "plans/" + text.substr(0, cut) + "/lines/" + text.substr(cut + 1);
}

ExitCode Decide(Session& session, client::Connection& connection, const Decision& options) {
  const auto pair = connection.Call(connection.duplicates(),
                                    &v1::DuplicateService::Stub::DecideDuplicate, options.request);
  if (!pair.ok()) return session.Fail(pair.status());
  const std::string summary =
      pair->line() + " and " + pair->other_line() + ": " +
      (pair->decision() == v1::CONFIRMED ? "the same initiative" : "two initiatives") +
      "; revision " + std::to_string(pair->revision());
  return session.PrintOutcome(options.format, summary, *pair);
}

void AddDecision(CLI::App& group, Session& session, const char* name, const char* description,
                 v1::DuplicateDecision decision, const char* examples) {
  auto options = std::make_shared<Decision>();
  v1::DuplicatePair& pair = *options->request.mutable_pair();
  pair.set_decision(decision);
  CLI::App& command = *group.add_subcommand(name, description);
  const auto add_line = [&](const char* option, const char* what, std::string* line) {
    command
        .add_option_function<std::string>(
            option, [line](const std::string& text) { *line = LineName(text); }, what)
        ->required()
        ->type_name("PLAN/LINE");
  };
  add_line("line", "A line, such as energy/EN-APG-001", pair.mutable_line());
  add_line("other_line", "The other line", pair.mutable_other_line());
  command.add_option("--reason", *pair.mutable_reason(), "Why, for whoever asks later")
      ->required()
      ->type_name("TEXT");
  AddFormat(command, options->format);
  AddExamples(command, examples);
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Decide(session, connection, *options);
  });
}

struct Listing {
  v1::ListDuplicatesRequest request;
  Format format = Format::kTable;
};

ExitCode List(Session& session, client::Connection& connection, const Listing& options) {
  const auto list = ListAll(connection, connection.duplicates(),
                            &v1::DuplicateService::Stub::ListDuplicates, options.request);
  if (!list.ok()) return session.Fail(list.status());
  Table table({{"line", Column::kWhole},
               {"other_line", Column::kWhole},
               {"decision"},
               {"reason", Column::kWrap},
               {"actor"}});
  for (const v1::DuplicatePair& pair : list->pairs()) {
    table.AddRow({pair.line(), pair.other_line(),
                  pair.decision() == v1::CONFIRMED ? "confirmed" : "dismissed", pair.reason(),
                  pair.actor()});
  }
  return session.Print(options.format, *list, table);
}

void AddDecided(CLI::App& group, Session& session) {
  auto options = std::make_shared<Listing>();
  CLI::App& command = *group.add_subcommand("list", "What was decided so far.");
  AddFormat(command, options->format);
  AddClocks(command, *options->request.mutable_as_of());
  AddExamples(command, "  sheaf duplicates list\n  sheaf duplicates list -o csv\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return List(session, connection, *options);
  });
}

void AddSuspected(CLI::App& group, Session& session) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App& command = *group.add_subcommand(
      "report", "The pairs that are suspected, the likest first, and those that are decided.");
  v1::ReportRequest& report = *options->request.mutable_report();
  report.set_format("suspected-duplicates");
  AddReportOptions(command, *options);
  AddClocks(command, *report.mutable_as_of());
  AddExamples(command,
              "  sheaf duplicates report\n"
              "  sheaf duplicates report --as html --output duplicates.html\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return RunReport(session, connection, *options);
  });
}

}  // namespace

void AddDuplicates(CLI::App& app, Session& session) {
  CLI::App& group = *app.add_subcommand(
      "duplicates", "Lines that look like the same initiative: find them, and decide");
  group.require_subcommand(1);
  AddSuspected(group, session);
  AddDecision(group, session, "confirm",
              "They are the same initiative. Both are counted until their plans give them the same "
              "shared_initiative; until then it is a finding.",
              v1::CONFIRMED,
              "  sheaf duplicates confirm faf/FA-ST2-01 faf/FA-ST4-03 --reason 'one programme'\n");
  AddDecision(group, session, "dismiss", "They are two initiatives: no longer suspected.",
              v1::DISMISSED,
              "  sheaf duplicates dismiss energy/EN-RE-003 ict/IC-2-01 --reason 'another grid'\n");
  AddDecided(group, session);
}

}  // namespace sheaf::cli
