// sheaf policy: checks a policy file, and says what decides.
#include <algorithm>
#include <map>
#include <memory>
#include <string>

#include "absl/strings/ascii.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/file_problem.h"
#include "clients/cli/message_text.h"
#include "clients/cli/options.h"
#include "clients/cli/server_program.h"
#include "sheaf/v1/access_service.pb.h"

namespace sheaf::cli {
namespace {

// "issue-tokens" for ISSUE_TOKENS.
std::map<std::string, v1::Action> Actions() {
  std::map<std::string, v1::Action> actions;
  for (int i = v1::Action_MIN + 1; i <= v1::Action_MAX; ++i) {
    std::string word = absl::AsciiStrToLower(v1::Action_Name(static_cast<v1::Action>(i)));
    std::replace(word.begin(), word.end(), '_', '-');
    actions[word] = static_cast<v1::Action>(i);
  }
  return actions;
}

// "read, push, ..."
std::string ActionWords() {
  std::string words;
  for (const auto& [word, action] : Actions()) words += (words.empty() ? "" : ", ") + word;
  return words;
}

void AddCheck(CLI::App& group, Session& session) {
  auto file = std::make_shared<std::string>();
  CLI::App& command = *group.add_subcommand(
      "check",
      "Say what a policy file grants to whom, or everything that is wrong with it. Needs no "
      "server; ends with 1 where anything is wrong.");
  command.add_option("file", *file, "The policy")->required()->type_name("FILE");
  AddExamples(command, "  sheaf policy check deploy/policy.textproto\n");
  session.OnRunAlone(
      command, [&session, file] { return HandToServerProgram(session, "--check_policy", *file); });
}

void AddExplain(CLI::App& group, Session& session) {
  struct Options {
    v1::ExplainAccessRequest request;
    std::string action;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *group.add_subcommand(
      "explain", "Say whether a principal may do something, and which grant decides.");
  v1::ExplainAccessRequest& request = options->request;
  command.add_option("principal", *request.mutable_principal(), "Its id in the policy")
      ->required()
      ->type_name("PRINCIPAL");
  command.add_option("action", options->action, "What it would do: " + ActionWords())
      ->required()
      ->check([](const std::string& text) {
        return Actions().contains(text) ? std::string() : FoundExpected(text, ActionWords());
      })
      ->type_name("ACTION");
  command
      .add_option("resource", *request.mutable_resource(),
                  "To what: plans/energy, sectors/energy, a line, an update, a KPI")
      ->type_name("RESOURCE");
  command
      .add_option("--member-state", *request.mutable_member_state(),
                  "For whom it would speak; default: the region as a whole")
      ->type_name("CODE");
  AddFormat(command, options->format);
  AddExamples(command,
              "  sheaf policy explain moit-vnm push plans/energy --member-state VNM\n"
              "  sheaf policy explain ace read plans/transport\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    options->request.set_action(Actions().at(options->action));
    const auto answer = connection.Call(connection.access(),
                                        &v1::AccessService::Stub::ExplainAccess, options->request);
    if (!answer.ok()) return session.Fail(answer.status());
    return session.PrintOutcome(options->format, answer->reason(), *answer);
  });
}

}  // namespace

void AddPolicy(CLI::App& group, Session& session) {
  AddCheck(group, session);
  AddExplain(group, session);
}

}  // namespace sheaf::cli
