// sheaf sectors: the sectors, how their plugins are, and which reports they offer.
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
  AddExamples(command, "  sheaf sectors\n  sheaf sectors -o json\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const auto list = connection.Call(connection.sectors(), &v1::SectorService::Stub::ListSectors,
                                      options->request);
    if (!list.ok()) return session.Fail(list.status());
    return session.Print(options->format, *list, SectorTable(*list));
  });
}

}  // namespace sheaf::cli
