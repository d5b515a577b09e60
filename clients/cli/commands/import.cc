// sheaf import: records in a format that others write.
#include <map>
#include <memory>
#include <set>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/exchange/deliver.h"
#include "clients/cli/exchange/exchange_files.h"
#include "clients/cli/exchange/format_option.h"
#include "clients/cli/exchange/gather.h"
#include "clients/cli/options.h"

namespace sheaf::cli {
namespace {

struct Options {
  std::string path;
  const exchange::ExchangeFormat* from = nullptr;
  std::string plan;
  std::string sector;
  std::string records;
  bool dry_run = false;
};

// What a reader has to know of the server: the KPIs of the sector that is meant, and the member
// states.
absl::StatusOr<exchange::ReadingScope> ScopeOf(client::Connection& connection,
                                               const Options& options) {
  exchange::ReadingScope scope{options.plan, options.sector, {}, {}};
  if (!options.plan.empty() && options.sector.empty()) {
    v1::GetPlanRequest request;
    request.set_name("plans/" + options.plan);
    const auto plan = connection.Call(connection.plans(), &v1::PlanService::Stub::GetPlan, request);
    if (!plan.ok() && !absl::IsNotFound(plan.status())) return plan.status();
    if (plan.ok()) scope.sector = plan->sector();
  }
  auto manifest = exchange::ManifestOf(connection, scope.sector, {});
  if (!manifest.ok()) return manifest.status();
  scope.manifest = *std::move(manifest);
  auto states = exchange::MemberStatesOf(connection, {});
  if (!states.ok()) return states.status();
  scope.member_states = *std::move(states);
  return scope;
}

// Figures that were read as of a series are of the KPI that bears or lists its name.
absl::Status FindKpis(client::Connection& connection, exchange::FileContent& content) {
  std::map<std::string, v1::SectorManifest> manifests;
  std::set<std::string> series;
  for (v1::Figure& figure : content.records.figures) {
    if (exchange::PartOfName(figure.parent(), 2) != "series") continue;
    const std::string sector(exchange::PartOfName(figure.parent(), 1));
    if (manifests.find(sector) == manifests.end()) {
      auto manifest = exchange::ManifestOf(connection, sector, {});
      if (!manifest.ok()) return manifest.status();
      manifests[sector] = *std::move(manifest);
    }
    const std::string code(exchange::PartOfName(figure.parent(), 3));
    figure.set_parent(exchange::FigureParent(sector, manifests[sector], code));
    if (exchange::PartOfName(figure.parent(), 2) == "series" && series.insert(code).second) {
      content.notes.push_back(code + " is no KPI of sector " + sector +
                              "; its figures are those of a context series");
    }
  }
  return absl::OkStatus();
}

bool HoldsLinesOrUpdates(const exchange::FileContent& content) {
  return !content.records.lines.empty() || !content.records.updates.empty();
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  if (!options.records.empty() && options.from->files.empty()) {
    return session.Fail(kUsage,
                        "--records is for csv: the other formats are one file with all of it");
  }
  const auto scope = ScopeOf(connection, options);
  if (!scope.ok()) return session.Fail(scope.status());
  auto content = exchange::ReadExchange(*options.from, options.path, options.records, *scope);
  const absl::Status found = FindKpis(connection, content);
  if (!found.ok()) return session.Fail(found);
  if (!options.plan.empty() && HoldsLinesOrUpdates(content))
    exchange::AsPlan(options.plan, content);
  if (content.records.plan.name().empty() && HoldsLinesOrUpdates(content)) {
    return session.Fail(
        kUsage, options.path + " does not say of which plan its lines and updates are: --plan ID");
  }
  return exchange::Deliver(session, connection, content, options.path, options.dry_run);
}

}  // namespace

void AddImport(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      *app.add_subcommand("import",
                          "Import records in a format that others write. All of it is checked "
                          "first: where anything is wrong, nothing "
                          "is written and every problem is told. The same file again changes "
                          "nothing. From iati, sdmx-csv and dhis2 also "
                          "files that Sheaf did not write: they give baselines, targets and values "
                          "of KPIs and series; what "
                          "cannot be read is told.\n\n" +
                              exchange::FormatList());
  exchange::AddFormatOption(command, "--from", "The format", &options->from);
  command.add_option("file", options->path, "The file; for csv the folder")
      ->required()
      ->type_name("FILE");
  command
      .add_option("--plan", options->plan,
                  "The plan that is meant, or the id to import the file's plan under; figures are "
                  "of its sector")
      ->type_name("ID");
  command
      .add_option("--sector", options->sector,
                  "The sector whose KPIs are meant, where there is no plan")
      ->type_name("S");
  exchange::AddRecordsOption(command, options->records);
  command.add_flag("--dry-run", options->dry_run, "Check everything, write nothing");
  AddExamples(command,
              "  sheaf import --from json energy.json\n"
              "  sheaf import --from sdmx-csv aseanstats.csv --plan energy --dry-run\n"
              "  sheaf import --from iati partner.xml --sector energy\n"
              "  sheaf import --from csv energy-2024\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
