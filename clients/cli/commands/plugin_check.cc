// sheaf plugin check: holds a sector plugin against the contract. The suite is sheafd's, which
// knows how plugins are started, confined and heard.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"
#include "clients/cli/server_program.h"

namespace sheaf::cli {

void AddPluginCheck(CLI::App& group, Session& session) {
  auto program = std::make_shared<std::string>();
  CLI::App& command = *group.add_subcommand(
      "check",
      "Hold a plugin against the contract, as the server would meet it: handshake, manifest, "
      "missing values, the same bytes again, a question that is broken off, large input. Needs no "
      "server; says what to mend, and ends with 1 where anything is.");
  command.add_option("program", *program, "The plugin's program; its name is the sector's id")
      ->required()
      ->check(CLI::ExistingFile)
      ->type_name("PROGRAM");
  AddExamples(command, "  sheaf plugin check build/release/plugins/energy\n");
  session.OnRunAlone(command, [&session, program] {
    return HandToServerProgram(session, "--check_plugin", *program);
  });
}

}  // namespace sheaf::cli
