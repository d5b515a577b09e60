// sheaf sectors: the sectors, how their plugins are, and which reports they offer; and taking in a
// plugin anew.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/message_text.h"
#include "clients/cli/options.h"
#include "sheaf/v1/sector_service.pb.h"

namespace sheaf::cli {
namespace {

std::string FormatsOf(const v1::Sector& sector) {
  std::string formats;
  for (const auto& format : sector.report_formats()) {
    formats += (formats.empty() ? "" : "; ") + format.id();
  }
  return formats;
}

Table SectorTable(const v1::ListSectorsResponse& list) {
  Table table({{"sector", Column::kWhole},
               {"title"},
               {"owner_body", Column::kWhole},
               {"plugin", Column::kWhole},
               {"version"},
               {"starts", Column::kWhole},
               {"message"},
               {"report_formats", Column::kWrap},
               {"manifest_revision", Column::kCsvOnly},
               {"plugin_digest", Column::kCsvOnly}});
  for (const v1::Sector& sector : list.sectors()) {
    table.AddRow({sector.name().substr(sector.name().rfind('/') + 1), sector.title(),
                  sector.owner_body(), WordOf(sector.plugin_state()), sector.plugin_version(),
                  std::to_string(sector.plugin_starts()), sector.plugin_message(),
                  FormatsOf(sector), std::to_string(sector.manifest_revision()),
                  sector.plugin_digest()});
  }
  return table;
}

// "version 1.2.3 (digest 0123456789ab)".
std::string BuildText(const v1::Sector& sector) {
  constexpr size_t kShown = 12;
  return "version " + sector.plugin_version() + " (digest " +
         sector.plugin_digest().substr(0, kShown) + ")";
}

// What runs of `sector` now; without a plugin_state where the server knows nothing of it.
absl::StatusOr<v1::Sector> Find(client::Connection& connection, const std::string& name) {
  const auto list = connection.Call(connection.sectors(), &v1::SectorService::Stub::ListSectors,
                                    v1::ListSectorsRequest());
  if (!list.ok()) return list.status();
  for (const v1::Sector& sector : list->sectors()) {
    if (sector.name() == name) return sector;
  }
  return v1::Sector();
}

// Without a deadline: the server has its own for each step of a plugin.
absl::StatusOr<v1::Sector> Reload(client::Connection& connection, const std::string& name) {
  v1::ReloadSectorRequest request;
  request.set_name(name);
  const auto context = connection.NewContext();
  v1::Sector sector;
  const absl::Status status =
      client::FromGrpc(connection.sectors().ReloadSector(context.get(), request, &sector));
  if (!status.ok()) return status;
  return sector;
}

std::string ReloadText(const v1::Sector& before, const v1::Sector& after) {
  const std::string id = after.name().substr(after.name().rfind('/') + 1);
  const std::string now = id + ": " + BuildText(after) + " runs";
  if (before.plugin_state() != v1::RUNNING) return now + "; none ran before";
  if (before.plugin_digest() == after.plugin_digest()) {
    return now + ": the same executable as before, started anew";
  }
  return now + " in place of " + BuildText(before) +
         "; reports that the old one works on are finished by it";
}

void AddReload(CLI::App& sectors, Session& session) {
  struct Options {
    std::string sector;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *sectors.add_subcommand("reload",
                                              "Take in a sector's plugin as it is now in the "
                                              "plugin folder, without a restart. Where the new "
                                              "one does not run, the old one goes on.");
  command.add_option("sector", options->sector, "Its id")->required()->type_name("SECTOR");
  AddFormat(command, options->format);
  AddExamples(command, "  sheaf sectors reload energy\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const std::string& id = options->sector;
    const std::string name = id.find('/') == std::string::npos ? "sectors/" + id : id;
    const auto before = Find(connection, name);
    if (!before.ok()) return session.Fail(before.status());
    const auto after = Reload(connection, name);
    if (!after.ok()) return session.Fail(after.status());
    return session.PrintOutcome(options->format, ReloadText(*before, *after), *after);
  });
}

}  // namespace

void AddSectors(CLI::App& app, Session& session) {
  struct Options {
    v1::ListSectorsRequest request;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand(
      "sectors", "List the sectors, how their plugins are, and the report formats they offer.");
  AddFormat(command, options->format);
  AddClocks(command, *options->request.mutable_as_of());
  AddExamples(command, "  sheaf sectors\n  sheaf sectors -o json\n  sheaf sectors reload energy\n");
  AddReload(command, session);
  session.OnRun(command, [&session, &command, options](client::Connection& connection) {
    // The program calls a command besides its subcommand.
    if (!command.get_subcommands().empty()) return static_cast<ExitCode>(session.exit_code());
    const auto list = connection.Call(connection.sectors(), &v1::SectorService::Stub::ListSectors,
                                      options->request);
    if (!list.ok()) return session.Fail(list.status());
    return session.Print(options->format, *list, SectorTable(*list));
  });
}

}  // namespace sheaf::cli
