// sheaf write-shipped: writes what is installed beside the program. For the build, and so hidden.
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/completion_script.h"
#include "clients/cli/man_page.h"
#include "clients/cli/options.h"
#include "clients/cli/program.h"

namespace sheaf::cli {
namespace {

struct Options {
  std::string folder;
  ManEdition edition = {.version = SHEAF_VERSION, .date = {}};
};

bool WriteFile(const std::filesystem::path& path, const std::string& text) {
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path(), ignored);
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  return static_cast<bool>(file);
}

ExitCode Write(Session& session, const Options& options) {
  // Not the program that runs, into which the settings of who builds it went.
  CLI::App program;
  BuildProgram(program, session);
  const std::filesystem::path folder = options.folder;
  bool all = WriteFile(folder / "bash" / "sheaf", kBashCompletion) &&
             WriteFile(folder / "zsh" / "_sheaf", kZshCompletion);
  for (const auto& [name, text] : ManPages(program, options.edition)) {
    all = all && WriteFile(folder / "man" / name, text);
  }
  return all ? kOk : session.Fail(kRefused, options.folder + ": the files could not be written");
}

}  // namespace

void AddWriteShipped(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand(
      "write-shipped", "Write the manual pages and what shells complete with into a folder.");
  command.group("");
  command.add_option("folder", options->folder, "The folder")->required()->type_name("FOLDER");
  command.add_option("--date", options->edition.date, "The date of the edition")
      ->required()
      ->type_name("DATE");
  session.OnRunAlone(command, [&session, options] { return Write(session, *options); });
}

}  // namespace sheaf::cli
