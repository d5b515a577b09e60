// sheaf status: what the server is, and how it does.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/message_text.h"
#include "clients/cli/options.h"
#include "sheaf/v1/sector_service.pb.h"

namespace sheaf::cli {
namespace {

std::string PluginText(const v1::Sector& sector) {
  std::string text = WordOf(sector.plugin_state());
  if (!sector.plugin_version().empty()) text += ", version " + sector.plugin_version();
  if (sector.plugin_starts() > 1) {
    text += ", started " + std::to_string(sector.plugin_starts()) + " times";
  }
  if (!sector.plugin_message().empty()) text += ": " + sector.plugin_message();
  return text;
}

std::string SandboxText(v1::PluginSandbox sandbox) {
  switch (sandbox) {
    case v1::SANDBOX_ON:
      return "on";
    case v1::SANDBOX_OFF:
      return "off: plugins may read files, open connections and start programs "
             "(--plugin_sandbox=off)";
    case v1::SANDBOX_UNAVAILABLE:
      return "cannot be set up on this machine: no plugin is started";
    default:
      return "";
  }
}

std::string Megabytes(int64_t bytes) {
  return std::to_string((bytes + 500'000) / 1'000'000) + " MB";
}

// "policy, over TLS; 2 calls of unknown callers refused, 1 not allowed".
std::string AccessText(const v1::ServerStatus& status) {
  std::string text = status.policy() ? "policy" : "no policy: whoever reaches it holds every role";
  text += status.tls() ? ", over TLS" : ", without TLS";
  if (!status.policy()) return text;
  return text + "; " + std::to_string(status.unauthenticated_calls()) +
         " calls of unknown callers refused, " + std::to_string(status.denied_calls()) +
         " not allowed";
}

Table StatusTable(const v1::ServerStatus& status, const std::string& server) {
  Table table({{"what", Column::kWhole}, {"value", Column::kWrap}});
  const std::string committed = TimeText(status.commit_time());
  table.AddRow({"server", server});
  table.AddRow({"version", status.version()});
  table.AddRow({"running since", TimeText(status.started())});
  table.AddRow({"revision", std::to_string(status.revision()) +
                                (committed.empty() ? "" : ", committed " + committed)});
  table.AddRow({"plans", std::to_string(status.plans())});
  table.AddRow({"lines", std::to_string(status.lines())});
  table.AddRow({"updates", std::to_string(status.updates())});
  table.AddRow({"observations", std::to_string(status.observations())});
  table.AddRow({"member states", std::to_string(status.member_states())});
  table.AddRow({"memory", Megabytes(status.memory_bytes()) + ", of it " +
                              Megabytes(status.storage_cache_bytes()) + " kept of the files"});
  table.AddRow({"access", AccessText(status)});
  const std::string sandbox = SandboxText(status.plugin_sandbox());
  if (!sandbox.empty()) table.AddRow({"plugin sandbox", sandbox});
  for (const v1::Sector& sector : status.sectors()) {
    table.AddRow(
        {"plugin " + sector.name().substr(sector.name().rfind('/') + 1), PluginText(sector)});
  }
  return table;
}

}  // namespace

void AddStatus(CLI::App& app, Session& session) {
  auto format = std::make_shared<Format>(Format::kTable);
  CLI::App& command = *app.add_subcommand(
      "status", "Print the server's revision, what it holds, and how the sectors' plugins are.");
  AddFormat(command, *format);
  AddExamples(command, "  sheaf status\n  sheaf status --server 127.0.0.1:7433 -o json\n");
  session.OnRun(command, [&session, format](client::Connection& connection) {
    const auto status = connection.Call(connection.sectors(), &v1::SectorService::Stub::GetStatus,
                                        v1::GetStatusRequest());
    if (!status.ok()) return session.Fail(status.status());
    return session.Print(*format, *status, StatusTable(*status, session.server()));
  });
}

}  // namespace sheaf::cli
