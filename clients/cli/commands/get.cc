// sheaf get: one resource, field by field.
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/message_text.h"
#include "clients/cli/options.h"
#include "clients/cli/resource.h"

namespace sheaf::cli {

void AddGet(CLI::App& app, Session& session) {
  struct Options {
    std::string resource;
    v1::AsOf as_of;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("get",
                                          "Print one resource: a plan, a line, an update, a "
                                          "sector's manifest, a KPI's definition, a baseline, "
                                          "target or observation, a member state.");
  command.add_option("resource", options->resource, "Its name")->required()->type_name("RESOURCE");
  AddFormat(command, options->format);
  AddClocks(command, options->as_of);
  AddExamples(command,
              "  sheaf get plans/energy/lines/EN-APG-001\n"
              "  sheaf get sectors/energy/kpis/EN-K-01 -o json\n"
              "  sheaf get memberStates/TLS --as-of 12\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const auto found = GetResource(connection, options->resource, options->as_of);
    if (!found.ok()) return session.Fail(found.status());
    Table table({{"field", Column::kWhole}, {"value", Column::kWrap}});
    for (const auto& [path, value] : FieldsOf(**found)) table.AddRow({path, value});
    return session.Print(options->format, **found, table);
  });
}

}  // namespace sheaf::cli
