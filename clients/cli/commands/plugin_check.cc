// sheaf plugin check: holds a sector plugin against the contract. The suite is sheafd's, which
// knows how plugins are started, confined and heard; this finds it and hands over.
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"

namespace sheaf::cli {
namespace {

// The server's program beside this one, else whichever the PATH has.
std::string ServerProgram() {
  std::error_code ignored;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const auto beside = self.parent_path() / "sheafd";
  return std::filesystem::exists(beside, ignored) ? beside.string() : "sheafd";
}

// Returns only where sheafd cannot be run: its output and exit status are this program's.
ExitCode Run(Session& session, std::string program) {
  session.out().flush();
  std::string server = ServerProgram();
  std::string option = "--check_plugin";
  char* const arguments[] = {server.data(), option.data(), program.data(), nullptr};
  execvp(server.c_str(), arguments);
  return session.Fail(kRefused, "sheafd, which holds the suite, cannot be run (" +
                                    std::string(std::strerror(errno)) +
                                    "); put it beside sheaf or on the PATH");
}

}  // namespace

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
  session.OnRunAlone(command, [&session, program] { return Run(session, *program); });
}

}  // namespace sheaf::cli
