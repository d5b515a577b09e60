// sheaf publish: freezes a report as it is given to the world, and has it signed.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"
#include "clients/cli/publication_table.h"
#include "clients/cli/rendered_report.h"
#include "sheaf/v1/publication_service.pb.h"

namespace sheaf::cli {
namespace {

struct Options {
  v1::PublishRequest request;
  Format format = Format::kTable;
};

std::string OutcomeText(const Options& options, const v1::Publication& made) {
  if (options.request.validate_only()) return "nothing is published: this is what would be";
  if (!made.withdrawn_reason().empty()) return made.name() + " was withdrawn, and stays so";
  return made.name() + " is published";
}

ExitCode Publish(Session& session, client::Connection& connection, const Options& options) {
  const auto made = connection.Call(connection.publications(),
                                    &v1::PublicationService::Stub::Publish, options.request);
  if (!made.ok()) return session.Fail(made.status());
  v1::PublicationStatement statement;
  if (!statement.ParseFromString(made->statement())) {
    return session.Fail(kRefused, "the server's statement cannot be read");
  }
  if (options.format == Format::kTable) {
    session.Say(OutcomeText(options, *made));
    session.out() << "\n";
  }
  return session.Print(options.format, *made, CardOf(*made, statement));
}

}  // namespace

void AddPublish(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  v1::ReportRequest& report = *options->request.mutable_report();
  CLI::App& command = *app.add_subcommand(
      "publish",
      "Publish a report: the server makes it, signs it, and keeps it as it is for good. Publishing "
      "the same again changes nothing; an id that is taken is not given again.");
  command
      .add_option("id", *options->request.mutable_publication_id(),
                  "What it is called from now on: energy-2024")
      ->required()
      ->type_name("ID");
  command.add_option("--sector", *report.mutable_sector(), "The sector; default: across sectors")
      ->type_name("S");
  command
      .add_option("--format", *report.mutable_format(),
                  "A format of the sector; default: progress, or overview across sectors")
      ->type_name("NAME");
  command
      .add_option("--title", *options->request.mutable_title(),
                  "As printed on it; default: the report's own")
      ->type_name("TEXT");
  AddCounts(command, report);
  AddClocks(command, *report.mutable_as_of());
  command.add_flag_callback(
      "--dry-run", [options] { options->request.set_validate_only(true); },
      "Say what would be published, and publish nothing");
  AddFormat(command, options->format);
  AddExamples(command,
              "  sheaf publish energy-2024 --sector energy --effective 2024-12-31\n"
              "  sheaf publish summit-47 --as-of 120 --title \"Report to the 47th Summit\"\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Publish(session, connection, *options);
  });
}

}  // namespace sheaf::cli
