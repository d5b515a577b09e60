// sheaf history: every version of a resource, who made it, and what it changed.
#include <map>
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/message_text.h"
#include "clients/cli/options.h"
#include "sheaf/v1/change_service.pb.h"

namespace sheaf::cli {
namespace {

// "updates/5f1c" for a name under `asked`; for `asked` itself its last two parts.
std::string ShortName(const std::string& resource, const std::string& asked) {
  if (resource.size() > asked.size()) return resource.substr(asked.size() + 1);
  const size_t id = resource.rfind('/');
  const size_t collection = id == std::string::npos || id == 0 ? id : resource.rfind('/', id - 1);
  return collection == std::string::npos ? resource : resource.substr(collection + 1);
}

Table HistoryTable(const v1::GetHistoryResponse& history, const v1::GetHistoryRequest& request) {
  Table table({{"revision", Column::kWhole, "Rev."},
               {"time", Column::kWhole},
               {"who"},
               {"verb", Column::kWhole},
               {"resource", Column::kCsvOnly},
               {"of", Column::kTextOnly},
               {"what_changed", Column::kWrap}});
  std::map<std::string, const v1::Resource*> before;
  for (const v1::Change& change : history.changes()) {
    const v1::Resource*& last = before[change.resource()];
    table.AddRow(
        {std::to_string(change.revision()), TimeText(change.commit_time()), change.actor(),
         WordOf(change.verb()), change.resource(),
         request.include_children() ? ShortName(change.resource(), request.resource()) : "",
         DescribeChange(change, last)});
    last = &change.after();
  }
  return table;
}

}  // namespace

void AddHistory(CLI::App& app, Session& session) {
  struct Options {
    v1::GetHistoryRequest request;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("history",
                                          "Print every version of a resource, oldest first: when, "
                                          "by whom, and what it changed. -o json gives "
                                          "each version whole.");
  command.add_option("resource", *options->request.mutable_resource(), "Its name")
      ->required()
      ->type_name("RESOURCE");
  command.add_flag_callback(
      "--children", [options] { options->request.set_include_children(true); },
      "Also of everything under it: a line's updates, a KPI's figures");
  AddFormat(command, options->format);
  AddClocks(command, *options->request.mutable_as_of());
  AddExamples(command,
              "  sheaf history plans/energy/lines/EN-APG-001 --children\n"
              "  sheaf history sectors/energy/kpis/EN-K-01 --children\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const auto history = connection.Call(connection.changes(), &v1::ChangeService::Stub::GetHistory,
                                         options->request);
    if (!history.ok()) return session.Fail(history.status());
    return session.Print(options->format, *history, HistoryTable(*history, options->request));
  });
}

}  // namespace sheaf::cli
