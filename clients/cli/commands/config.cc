// sheaf config: which settings hold, and where each comes from.
#include <filesystem>
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"
#include "clients/cli/usual_values.h"

namespace sheaf::cli {
namespace {

ExitCode Show(Session& session, Format format) {
  if (!session.trouble().ok())
    return session.Fail(kUsage, std::string(session.trouble().message()));
  const Settings& settings = session.settings();
  for (const std::string& warning : settings.warnings()) session.Warn(warning);
  Table table({{"setting", Column::kWhole},
               {"value", Column::kWhole},
               {"from", Column::kWrap, "Comes from"}});
  table.AddRow({"profile", settings.profile(), settings.file()});
  for (const SettingKind& kind : SettingKinds()) {
    const Setting& setting = settings.Get(kind.key);
    table.AddRow({kind.key, setting.value, setting.from.empty() ? "not set" : setting.from});
  }
  if (format == Format::kTable) {
    session.PrintText(table);
  } else {
    session.PrintCsv(format, table);
  }
  return kOk;
}

}  // namespace

void AddConfig(CLI::App& group, Session& session) {
  auto format = std::make_shared<Format>(Format::kTable);
  CLI::App& command = *group.add_subcommand(
      "show",
      "Say each setting that holds, and where it comes from: the command line, the "
      "environment, a profile, or a default. Needs no server.");
  command.add_option("-o,--as", *format, "Print a table for people; or csv, or tsv, for programs")
      ->transform(Choice({{"table", static_cast<int>(Format::kTable)},
                          {"csv", static_cast<int>(Format::kCsv)},
                          {"tsv", static_cast<int>(Format::kTsv)}}))
      ->type_name("table|csv|tsv");
  AddExamples(command, "  sheaf config show\n  sheaf config show --profile secretariat\n");
  const CLI::App* const program = group.get_parent();
  session.OnRunAlone(command, [&session, program, format] {
    TakeCommandLine(*program, session);
    return Show(session, *format);
  });
}

}  // namespace sheaf::cli
