// sheaf whoami: who the server takes the caller for, and what it may do.
#include <memory>

#include "absl/strings/str_join.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/message_text.h"
#include "clients/cli/options.h"
#include "sheaf/v1/access_service.pb.h"

namespace sheaf::cli {
namespace {

std::string ProofText(v1::Proof proof) {
  if (proof == v1::CERTIFICATE) return "by its certificate";
  return proof == v1::TOKEN ? "by its token" : "by calling from the server's own machine";
}

Table GrantTable(const v1::WhoAmIResponse& who) {
  Table table({{"role"}, {"sectors"}, {"member_states"}});
  for (const v1::Grant& grant : who.grants()) {
    table.AddRow({WordOf(grant.role()), absl::StrJoin(grant.sectors(), ", "),
                  absl::StrJoin(grant.member_states(), ", ")});
  }
  return table;
}

ExitCode Show(Session& session, Format format, const v1::WhoAmIResponse& who) {
  if (format == Format::kTable) {
    const std::string title = who.title().empty() ? "" : " (" + who.title() + ")";
    session.Say(
        who.actor() + title + ", known " + ProofText(who.proof()) +
        (who.every_role() ? "; it holds every role, for the server has no policy" : "") +
        (who.grants().empty() && !who.every_role() ? "; the policy grants it nothing" : ""));
    if (who.grants().empty()) return kOk;
  }
  return session.Print(format, who, GrantTable(who));
}

}  // namespace

void AddWhoAmI(CLI::App& app, Session& session) {
  auto format = std::make_shared<Format>(Format::kTable);
  CLI::App& command = *app.add_subcommand(
      "whoami", "Say who the server takes you for, how it knows, and what you may do.");
  AddFormat(command, *format);
  AddExamples(command, "  sheaf whoami\n  sheaf whoami --token-file ~/.config/sheaf/token\n");
  session.OnRun(command, [&session, format](client::Connection& connection) {
    const auto who =
        connection.Call(connection.access(), &v1::AccessService::Stub::WhoAmI, v1::WhoAmIRequest());
    return who.ok() ? Show(session, *format, *who) : session.Fail(who.status());
  });
}

}  // namespace sheaf::cli
