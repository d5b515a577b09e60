// sheaf watch: prints changes as they are committed.
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/change_text.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/message_text.h"
#include "clients/cli/options.h"
#include "clients/cpp/watcher.h"
#include "sheaf/v1/sector_service.pb.h"

namespace sheaf::cli {
namespace {

struct Options {
  std::vector<std::string> resources;
  std::vector<std::string> sectors;
  std::optional<int64_t> after;
  bool until_current = false;
  Format format = Format::kTable;
};

void Print(const Options& options, const v1::WatchResponse& response, Session& session) {
  if (options.format == Format::kJson) {
    PrintJsonLine(response, session.out());
  } else {
    for (const v1::Change& change : response.changes()) {
      session.out() << ChangeText(change, session.width()) << "\n";
    }
  }
  session.out().flush();
}

client::WatcherOptions WatcherOptionsOf(const Options& options, Session& session) {
  client::WatcherOptions watch;
  watch.resources = options.resources;
  watch.sectors = options.sectors;
  watch.after_revision = options.after;
  // All that there is, where it is to end; else what comes.
  if (options.until_current && !options.after) watch.after_revision = 0;
  watch.on_retry = [&session](const absl::Status& why, int64_t after) {
    session.Note(std::string(why.message()) + "; watching again after revision " +
                 std::to_string(after));
  };
  return watch;
}

// The newest revision; nothing where the watch has no end.
absl::StatusOr<std::optional<int64_t>> Goal(client::Connection& connection,
                                            const Options& options) {
  if (!options.until_current) return std::nullopt;
  const auto status = connection.Call(connection.sectors(), &v1::SectorService::Stub::GetStatus,
                                      v1::GetStatusRequest());
  if (!status.ok()) return status.status();
  return status->revision();
}

ExitCode Run(client::Connection& connection, const Options& options, Session& session) {
  const auto goal = Goal(connection, options);
  if (!goal.ok()) return session.Fail(goal.status());
  client::Watcher watcher(connection, WatcherOptionsOf(options, session));
  std::atomic<bool> interrupted = false;
  const Interrupt interrupt([&] {
    interrupted = true;
    watcher.Cancel();
  });
  while (session.out()) {
    const auto response = watcher.Next();
    if (!response.ok() && interrupted) break;
    if (!response.ok()) return session.Fail(response.status());
    Print(options, *response, session);
    if (*goal && response->complete_through() >= **goal) return kOk;
  }
  if (watcher.complete_through()) {
    session.Note("to go on from here: --after " + std::to_string(*watcher.complete_through()));
  }
  return kOk;
}

}  // namespace

void AddWatch(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand(
      "watch",
      "Print changes as they are committed, each once and none left out, until Ctrl-C. Where the "
      "connection breaks it goes on by itself from where it was.");
  command
      .add_option("resource", options->resources,
                  "Only these resources and what is under them (plans/energy); default: all")
      ->type_name("RESOURCE");
  command
      .add_option("--sector", options->sectors,
                  "Only plans and figures of this sector; may be given more than once")
      ->type_name("S")
      ->allow_extra_args(false);
  command
      .add_option("--after", options->after,
                  "Begin after this revision; 0: from the beginning; default: from now on, with "
                  "--until-current from the beginning")
      ->type_name("REV")
      ->check(CLI::NonNegativeNumber);
  command.add_flag("--until-current", options->until_current,
                   "End when all that was committed before has been printed");
  command
      .add_option(
          "-o,--as", options->format,
          "Print a line for each change (table), or one JSON object a line: a WatchResponse, "
          "whose completeThrough says what to give --after")
      ->transform(Choice(
          {{"table", static_cast<int>(Format::kTable)}, {"json", static_cast<int>(Format::kJson)}}))
      ->type_name("table|json");
  AddExamples(command,
              "  sheaf watch plans/energy\n"
              "  sheaf watch --sector energy --after 0 -o json\n"
              "  sheaf watch --until-current\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(connection, *options, session);
  });
}

}  // namespace sheaf::cli
