// sheaf completion: what a shell has to be told so that it completes command lines.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/completion_script.h"
#include "clients/cli/options.h"

namespace sheaf::cli {

void AddCompletion(CLI::App& app, Session& session) {
  auto is_zsh = std::make_shared<bool>(false);
  CLI::App& command = *app.add_subcommand(
      "completion",
      "Print what makes a shell complete command lines: commands, options, their words, and the "
      "ids of plans, sectors, KPIs and rounds, for which it asks the server. Packages bring it "
      "along; to try it, put the line of the example into ~/.bashrc.");
  command.add_option("shell", *is_zsh, "The shell")
      ->required()
      ->transform(Choice({{"bash", 0}, {"zsh", 1}}))
      ->type_name("bash|zsh");
  AddExamples(command,
              "  source <(sheaf completion bash)\n"
              "  sheaf completion zsh > ~/.zfunc/_sheaf\n");
  session.OnRunAlone(command, [&session, is_zsh] {
    session.out() << (*is_zsh ? kZshCompletion : kBashCompletion);
    return kOk;
  });
}

}  // namespace sheaf::cli
