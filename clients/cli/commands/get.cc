// sheaf get: one resource, field by field.
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/language.h"
#include "clients/cli/message_text.h"
#include "clients/cli/options.h"
#include "clients/cli/resource.h"
#include "sheaf/v1/plan.pb.h"

namespace sheaf::cli {
namespace {

// The title of a plan or line where it has one in `languages` that is not the printed one; else "".
std::string TranslatedTitle(const google::protobuf::Message& message,
                            const std::vector<std::string>& languages) {
  const auto differing = [&languages](const auto* record) {
    const std::string& title = TitleIn(*record, languages);
    return title == record->title() ? std::string() : title;
  };
  if (const auto* plan = dynamic_cast<const v1::Plan*>(&message)) return differing(plan);
  if (const auto* line = dynamic_cast<const v1::Line*>(&message)) return differing(line);
  return "";
}

// With `title` above the printed one, where it is not "".
Table FieldTable(const google::protobuf::Message& message, const std::string& title) {
  Table table({{"field", Column::kWhole}, {"value", Column::kWrap}});
  for (const auto& [path, value] : FieldsOf(message)) {
    const bool translated = path == "title" && !title.empty();
    if (translated) table.AddRow({path, title});
    table.AddRow({translated ? "title as printed" : path, value});
  }
  return table;
}

}  // namespace

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
    const std::string title =
        options->format == Format::kTable ? TranslatedTitle(**found, session.languages()) : "";
    return session.Print(options->format, **found, FieldTable(**found, title));
  });
}

}  // namespace sheaf::cli
