// sheaf verify: proves that the server's history is the one that was recorded.
#include <memory>
#include <optional>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"
#include "clients/cpp/chain_walk.h"
#include "clients/cpp/checkpoint_file.h"

namespace sheaf::cli {
namespace {

struct Options {
  std::string checkpoint;
  bool links_only = false;
  bool from_first = false;
};

std::string Counted(int64_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

// What fits, and what that was measured by.
std::string Summary(const client::ChainWalk& walk, const client::Checkpoint& known,
                    const Options& options) {
  if (walk.end.revision == 0) return "nothing has been recorded yet";
  std::string text = "history fits up to " + NameOf(walk.end) + ": ";
  if (walk.links == 0) return text + "nothing new since the checkpoint";
  text += Counted(walk.links, "revision") + (options.from_first ? " from the first on" : "");
  if (known.revision > 0 && !options.from_first) {
    text += " since the checkpoint at revision " + std::to_string(known.revision);
  }
  text += options.links_only ? ", links only" : ", " + Counted(walk.changes, "change");
  if (walk.withheld > 0) {
    text += "; " + Counted(walk.withheld, "change") + " that you may not read by digest only";
  }
  return text;
}

ExitCode Verify(Session& session, client::Connection& connection, const Options& options) {
  auto path = options.checkpoint.empty() ? client::CheckpointPath(session.server())
                                         : absl::StatusOr<std::string>(options.checkpoint);
  if (!path.ok()) return session.Fail(path.status());
  const auto kept = client::ReadCheckpoint(*path);
  if (!kept.ok()) return session.Fail(kept.status());
  const client::Checkpoint known = kept->value_or(client::Checkpoint());
  const auto walk = client::WalkChain(
      connection, known, {.with_changes = !options.links_only, .from_first = options.from_first});
  if (!walk.ok()) {
    const ExitCode code = session.Fail(walk.status());
    if (known.revision > 0) session.Note("the checkpoint stays at " + NameOf(known) + ": " + *path);
    return code;
  }
  session.Say(Summary(*walk, known, options));
  if (walk->end == known) return kOk;
  const absl::Status written = client::WriteCheckpoint(*path, session.server(), walk->end);
  if (!written.ok()) return session.Fail(written);
  session.out() << "checkpoint: " << *path << "\n";
  return kOk;
}

}  // namespace

void AddVerify(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand(
      "verify",
      "Prove that nothing that was recorded has been altered, left out or put in: walk the "
      "server's hash chain from the checkpoint of the last time to its newest revision, and "
      "compute "
      "every hash again. The checkpoint moves only where all of it fits.");
  command
      .add_option("--checkpoint", options->checkpoint,
                  "The file that keeps the place; default: one for each server in "
                  "~/.local/state/sheaf/checkpoints")
      ->type_name("FILE");
  command.add_flag("--links-only", options->links_only,
                   "Without reading the changes: checks the chain of their digests");
  command.add_flag("--from-first", options->from_first,
                   "Walk from the first revision again, by way of the checkpoint");
  AddExamples(command,
              "  sheaf verify\n"
              "  sheaf verify --from-first --checkpoint /media/stick/sheaf-checkpoint\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Verify(session, connection, *options);
  });
}

}  // namespace sheaf::cli
