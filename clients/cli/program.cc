#include "clients/cli/program.h"

#include <memory>
#include <string>
#include <utility>

#include "CLI/CLI.hpp"
#include "clients/cli/command_page.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/completion.h"
#include "clients/cli/file_problem.h"
#include "clients/cli/help_format.h"
#include "clients/cli/language.h"
#include "clients/cli/options.h"
#include "clients/cli/session.h"
#include "clients/cli/usage_error.h"
#include "clients/cli/usual_values.h"

namespace sheaf::cli {
namespace {

constexpr char kAboutSettings[] =
    "Settings and profiles. What would stand on every command line may be kept in named profiles "
    "in "
    "~/.config/sheaf/config (under XDG_CONFIG_HOME where that is set), a [NAME] above its "
    "settings: "
    "server, ca, cert, key, token_file, member_state, plan, language, format. Each is the command "
    "line's, else that of the environment (SHEAF_SERVER, SHEAF_CA, SHEAF_CERT, SHEAF_KEY, "
    "SHEAF_TOKEN_FILE, SHEAF_MEMBER_STATE, SHEAF_PLAN, SHEAF_LANGUAGE, SHEAF_FORMAT), else the "
    "profile's (--profile, SHEAF_PROFILE, or the one that is named default), else a default.";

CLI::App& AddGroup(CLI::App& app, const char* name, const char* description) {
  CLI::App& group = *app.add_subcommand(name, description);
  group.require_subcommand(1);
  return group;
}

// A group shows what its commands show first.
void AddExamplesOfGroups(CLI::App& app) {
  for (CLI::App* group : app.get_subcommands([](CLI::App*) { return true; })) {
    if (!group->get_footer().empty()) continue;
    std::string examples;
    for (const CLI::App* command : CommandsOf(*group)) {
      const CommandPage page = PageOf(*command);
      if (!page.examples.empty()) examples += page.examples.front() + "\n";
    }
    AddExamples(*group, examples);
  }
}

void AddCommands(CLI::App& app, Session& session) {
  app.fallthrough();  // so that --server may stand anywhere; commands inherit it
  app.require_subcommand(1);
  AddPlanImport(AddGroup(app, "plan", "Import plans"), session);
  AddPush(app, session);
  AddTemplate(app, session);
  AddSync(app, session);
  AddReview(AddGroup(app, "review", "Submit, verify, return and publish updates"), session);
  AddWithdraw(app, session);
  AddDue(app, session);
  AddFill(app, session);
  AddSubmit(app, session);
  AddRound(AddGroup(app, "round", "Ask for reports, and see how far they have come"), session);
  AddKpiImport(AddGroup(app, "kpi", "Import figures of KPIs"), session);
  AddObservationImport(AddGroup(app, "observation", "Import observed values"), session);
  AddMemberImport(AddGroup(app, "member", "Import member states"), session);
  AddExport(app, session);
  AddImport(app, session);
  AddReport(app, session);
  AddOverview(app, session);
  AddFindings(app, session);
  AddCoverage(app, session);
  AddCompare(app, session);
  AddDuplicates(app, session);
  AddPublish(app, session);
  AddPublication(AddGroup(app, "publication", "What was published: print, export, verify"),
                 session);
  AddPublished(AddGroup(app, "published", "Figures that other documents printed: record, list"),
               session);
  AddReconcile(app, session);
  AddGet(app, session);
  AddList(app, session);
  AddSearch(app, session);
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
  AddConfig(AddGroup(app, "config", kAboutSettings), session);
  AddCompletion(app, session);
  AddWriteShipped(app, session);
  AddExamplesOfGroups(app);
}

void AddCredentials(CLI::App& app, Session& session) {
  app.add_option("--server", session.server(), "The server; default: this machine, port 7433")
      ->type_name("HOST:PORT");
  app.add_option("--ca", session.tls().ca_file, "Use TLS, and trust what this authority has signed")
      ->type_name("PEM");
  app.add_option("--cert", session.tls().certificate_file, "Your certificate")->type_name("PEM");
  app.add_option("--key", session.tls().key_file, "Its key")->type_name("PEM");
  app.add_option("--token-file", session.token_file(),
                 "A file with your token, for you alone to read")
      ->type_name("FILE");
}

void AddManners(CLI::App& app, Session& session) {
  // It is read before all others: see ProfileAskedFor.
  app.add_option_function<std::string>(
         "--profile", [](const std::string&) {},
         "Take settings from this profile of ~/.config/sheaf/config; default: the profile "
         "'default', where there is one")
      ->type_name("NAME");
  app.add_option("--language", session.language(),
                 "Titles of plans and lines in this language (vi, pt-tl), where they have one; "
                 "default: that of the locale")
      ->check([](const std::string& tag) {
        return LanguagesOf(tag).empty()
                   ? FoundExpected(tag, "the tag of a language such as vi, th or pt-tl")
                   : std::string();
      })
      ->type_name("TAG");
  app.add_option("--color", session.color(),
                 "Color: auto (on a terminal, unless NO_COLOR is set), always or never")
      ->transform(Choice({{"auto", static_cast<int>(ColorChoice::kAuto)},
                          {"always", static_cast<int>(ColorChoice::kAlways)},
                          {"never", static_cast<int>(ColorChoice::kNever)}}))
      ->type_name("auto|always|never");
  app.add_flag("-q,--quiet", session.quiet(),
               "Say nothing of what went well: only what was asked for, warnings and errors");
}

// Writes out what help or the version is.
int Ended(Session& session, const Surroundings& surroundings) {
  session.out().flush();
  if (session.out() || (surroundings.reader_is_gone && surroundings.reader_is_gone())) return kOk;
  return session.Fail(kRefused, "the output could not be written");
}

int UsageError(Session& session, const CLI::App& app, const std::vector<std::string>& arguments,
               const CLI::ParseError& error) {
  // Where the settings are wrong, what is missing may be what they would have given.
  if (!session.trouble().ok()) session.Fail(kUsage, std::string(session.trouble().message()));
  return session.Fail(kUsage, UsageErrorText(app, arguments, error));
}

}  // namespace

void BuildProgram(CLI::App& app, Session& session) {
  app.name("sheaf");
  app.description("Push updates of work plans, and read what they add up to.");
  app.formatter(std::make_shared<HelpFormat>(session));  // commands inherit it
  app.set_help_flag("-h,--help", "Print this help");
  app.set_version_flag("--version", SHEAF_VERSION, "Print the version");
  AddCredentials(app, session);
  AddManners(app, session);
  AddCommands(app, session);
  AddExamples(app,
              "  sheaf push updates.csv --plan energy\n"
              "  sheaf report --sector energy\n"
              "  sheaf push --help\n");
}

int RunProgram(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err,
               const Surroundings& surroundings) {
  Session session(out, err, surroundings);
  CLI::App app;
  BuildProgram(app, session);
  if (!arguments.empty() && arguments.front() == kCompleteWords) {
    return CompleteWords(app, session, {arguments.begin() + 1, arguments.end()});
  }
  session.set_trouble(session.settings().Load(ProfileAskedFor(arguments)));
  ApplySettings(app, session);
  try {
    // As CLI11 wants them.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) return UsageError(session, app, arguments, error);
    app.exit(error, out, err);
    return Ended(session, surroundings);
  }
  return session.exit_code();
}

}  // namespace sheaf::cli
