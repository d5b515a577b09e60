#include "clients/cli/program.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "CLI/CLI.hpp"
#include "clients/cli/commands/commands.h"
#include "clients/cli/help_format.h"
#include "clients/cli/options.h"
#include "clients/cli/session.h"

namespace sheaf::cli {
namespace {

CLI::App& AddGroup(CLI::App& app, const char* name, const char* description) {
  CLI::App& group = *app.add_subcommand(name, description);
  group.require_subcommand(1);
  return group;
}

void AddCommands(CLI::App& app, Session& session) {
  app.fallthrough();  // so that --server may stand anywhere; commands inherit it
  app.require_subcommand(1);
  AddPlanImport(AddGroup(app, "plan", "Import plans"), session);
  AddPush(app, session);
  AddReview(AddGroup(app, "review", "Submit, verify, return and publish updates"), session);
  AddWithdraw(app, session);
  AddDue(app, session);
  AddRound(AddGroup(app, "round", "Ask for reports, and see how far they have come"), session);
  AddKpiImport(AddGroup(app, "kpi", "Import figures of KPIs"), session);
  AddObservationImport(AddGroup(app, "observation", "Import observed values"), session);
  AddMemberImport(AddGroup(app, "member", "Import member states"), session);
  AddReport(app, session);
  AddPublish(app, session);
  AddPublication(AddGroup(app, "publication", "What was published: print, export, verify"),
                 session);
  AddGet(app, session);
  AddList(app, session);
  AddHistory(app, session);
  AddDiff(app, session);
  AddWatch(app, session);
  AddSectors(app, session);
  AddStatus(app, session);
  AddVerify(app, session);
  AddWhoAmI(app, session);
  AddPolicy(AddGroup(app, "policy", "Who may do what"), session);
  AddToken(AddGroup(app, "token", "Issue and end tokens that stand for a principal"), session);
  AddPluginCheck(AddGroup(app, "plugin", "For those who write sector plugins"), session);
  AddBackup(AddGroup(app, "backup", "Make and keep backups of the server"), session);
}

void AddCredentials(CLI::App& app, Session& session) {
  app.add_option("--ca", session.tls().ca_file, "Use TLS, and trust what this authority has signed")
      ->envname("SHEAF_CA")
      ->type_name("PEM");
  app.add_option("--cert", session.tls().certificate_file, "Your certificate")
      ->envname("SHEAF_CERT")
      ->type_name("PEM");
  app.add_option("--key", session.tls().key_file, "Its key")
      ->envname("SHEAF_KEY")
      ->type_name("PEM");
  app.add_option("--token-file", session.token_file(),
                 "A file with your token, for you alone to read")
      ->envname("SHEAF_TOKEN_FILE")
      ->type_name("FILE");
}

}  // namespace

int RunProgram(std::vector<std::string> arguments, std::ostream& out, std::ostream& err,
               size_t width) {
  Session session(out, err, width);
  CLI::App app("Sheaf: push updates of work plans, and read what they add up to.", "sheaf");
  app.formatter(std::make_shared<HelpFormat>());  // commands inherit it
  app.set_version_flag("--version", SHEAF_VERSION);
  app.add_option("--server", session.server(), "The server")
      ->envname("SHEAF_SERVER")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  AddCredentials(app, session);
  AddCommands(app, session);
  AddExamples(app,
              "  sheaf push updates.csv --plan energy\n"
              "  sheaf report --sector energy\n"
              "  sheaf push --help\n");
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error, out, err);
    return code == 0 ? kOk : kUsage;
  }
  return session.exit_code();
}

}  // namespace sheaf::cli
