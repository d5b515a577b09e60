// sheaf withdraw: takes a mistake back.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"
#include "sheaf/v1/change_service.pb.h"

namespace sheaf::cli {

void AddWithdraw(CLI::App& app, Session& session) {
  struct Options {
    v1::WithdrawRequest request;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("withdraw",
                                          "Take an update, baseline, target or observation back, "
                                          "with a reason. It stays in the history and "
                                          "in reports as of earlier; it is no longer counted.");
  command
      .add_option("resource", *options->request.mutable_resource(),
                  "Its name, as list -o csv gives it")
      ->required()
      ->type_name("RESOURCE");
  command
      .add_option("--reason", *options->request.mutable_reason(),
                  "Why, for those who read the history")
      ->required()
      ->type_name("TEXT");
  AddFormat(command, options->format);
  AddExamples(command,
              "  sheaf withdraw plans/energy/lines/EN-APG-001/updates/5f1c2a "
              "--reason \"wrong year\"\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const auto answer =
        connection.Call(connection.changes(), &v1::ChangeService::Stub::Withdraw, options->request);
    if (!answer.ok()) return session.Fail(answer.status());
    return session.PrintOutcome(
        options->format,
        options->request.resource() + " withdrawn; revision " + std::to_string(answer->revision()),
        *answer);
  });
}

}  // namespace sheaf::cli
