// sheaf list: the records of one kind.
#include <memory>
#include <string>
#include <type_traits>

#include "clients/cli/all_pages.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/filter_options.h"
#include "clients/cli/options.h"
#include "clients/cli/record_tables.h"

namespace sheaf::cli {
namespace {

struct Options {
  std::string plan;
  std::string line;
  std::string sector;
  std::string kpi;
  std::string series;
  bool withdrawn = false;
  bool members_only = false;
  v1::PlanFilter plan_filter;
  v1::LineFilter line_filter;
  v1::UpdateFilter update_filter;
  v1::FigureFilter figure_filter;
  v1::AsOf as_of;
  Format format = Format::kTable;
};

template <typename Response>
ExitCode Print(Session& session, Format format, absl::StatusOr<Response> list) {
  if (!list.ok()) return session.Fail(list.status());
  if constexpr (requires { Arrange(*list); }) Arrange(*list);
  if constexpr (requires { ShowTitlesIn(session.languages(), *list); }) {
    // What programs read stays as it is recorded.
    if (format == Format::kTable) ShowTitlesIn(session.languages(), *list);
  }
  return session.Print(format, *list, TableOf(*list));
}

template <typename Request>
Request RequestOf(const Options& options, const std::string& parent) {
  Request request;
  request.set_parent(parent);
  *request.mutable_as_of() = options.as_of;
  return request;
}

std::string LineParent(const Options& options) {
  return "plans/" + (options.plan.empty() ? "-" : options.plan) +
         (options.line.empty() ? "" : "/lines/" + options.line);
}

std::string FigureParent(const Options& options) {
  const std::string sector = "sectors/" + options.sector;
  if (!options.series.empty()) return sector + "/series/" + options.series;
  return sector + "/kpis/" + (options.kpi.empty() ? "-" : options.kpi);
}

CLI::App& AddKind(CLI::App& list, const char* kind, const char* description,
                  const std::string& example, Options& options) {
  CLI::App& command = *list.add_subcommand(kind, description);
  AddFormat(command, options.format);
  AddClocks(command, options.as_of);
  AddExamples(command, "  sheaf list " + std::string(kind) + example + "\n");
  return command;
}

void AddPlans(CLI::App& list, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = AddKind(list, "plans", "List the plans", "", *options);
  AddFilter(command, options->plan_filter);
  session.OnRun(command, [&session, options](client::Connection& connection) {
    v1::ListPlansRequest request;
    *request.mutable_as_of() = options->as_of;
    *request.mutable_filter() = options->plan_filter;
    return Print(
        session, options->format,
        ListAll(connection, connection.plans(), &v1::PlanService::Stub::ListPlans, request));
  });
}

void AddLines(CLI::App& list, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = AddKind(list, "lines", "List the lines of plans, vanished ones too",
                              " --plan energy --state not_started,postponed", *options);
  command.add_option("--plan", options->plan, "The plan; default: all plans")->type_name("ID");
  AddFilter(command, options->line_filter);
  session.OnRun(command, [&session, options](client::Connection& connection) {
    auto request = RequestOf<v1::ListLinesRequest>(*options, LineParent(*options));
    *request.mutable_filter() = options->line_filter;
    return Print(
        session, options->format,
        ListAll(connection, connection.plans(), &v1::PlanService::Stub::ListLines, request));
  });
}

void AddWithdrawn(CLI::App& command, Options& options) {
  command.add_flag("--withdrawn", options.withdrawn, "Those that were withdrawn too");
}

void AddUpdates(CLI::App& list, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = AddKind(list, "updates", "List the updates of plans or of one line",
                              " --plan energy --line EN-APG-001", *options);
  CLI::Option* plan =
      command.add_option("--plan", options->plan, "The plan; default: all plans")->type_name("ID");
  command.add_option("--line", options->line, "Of this line only")->type_name("CODE")->needs(plan);
  AddFilter(command, options->update_filter);
  AddWithdrawn(command, *options);
  session.OnRun(command, [&session, options](client::Connection& connection) {
    auto request = RequestOf<v1::ListUpdatesRequest>(*options, LineParent(*options));
    request.set_show_withdrawn(options->withdrawn);
    *request.mutable_filter() = options->update_filter;
    return Print(
        session, options->format,
        ListAll(connection, connection.updates(), &v1::UpdateService::Stub::ListUpdates, request));
  });
}

// Baselines, targets or observations.
template <typename Response>
void AddFigures(CLI::App& list, Session& session, const char* kind, const char* description,
                grpc::Status (v1::ObservationService::Stub::*method)(grpc::ClientContext*,
                                                                     const v1::ListFiguresRequest&,
                                                                     Response*)) {
  auto options = std::make_shared<Options>();
  CLI::App& command = AddKind(list, kind, description, " --sector energy --kpi EN-K-01", *options);
  command.add_option("--sector", options->sector, "The sector")->required()->type_name("S");
  CLI::Option* kpi =
      command.add_option("--kpi", options->kpi, "Of this KPI; default: of all")->type_name("CODE");
  const bool of_observations = std::is_same_v<Response, v1::ListObservationsResponse>;
  AddFilter(command, options->figure_filter, of_observations);
  if (of_observations) {
    command.add_option("--series", options->series, "Of this context series; - for all series")
        ->type_name("NAME")
        ->excludes(kpi);
  }
  AddWithdrawn(command, *options);
  session.OnRun(command, [&session, options, method](client::Connection& connection) {
    auto request = RequestOf<v1::ListFiguresRequest>(*options, FigureParent(*options));
    request.set_show_withdrawn(options->withdrawn);
    *request.mutable_filter() = options->figure_filter;
    return Print(session, options->format,
                 ListAll(connection, connection.observations(), method, request));
  });
}

void AddKpis(CLI::App& list, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      AddKind(list, "kpis", "List the KPIs that a sector defines", " --sector energy", *options);
  command.add_option("--sector", options->sector, "The sector")->required()->type_name("S");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    v1::GetManifestRequest request;
    request.set_name("sectors/" + options->sector);
    *request.mutable_as_of() = options->as_of;
    const auto manifest =
        connection.Call(connection.sectors(), &v1::SectorService::Stub::GetManifest, request);
    if (!manifest.ok()) return session.Fail(manifest.status());
    v1::SectorManifest kpis;
    *kpis.mutable_kpis() = manifest->kpis();
    return session.Print(options->format, kpis, KpiTable(*manifest));
  });
}

void AddMemberStates(CLI::App& list, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = AddKind(list, "member-states", "List the member states",
                              " --members-only --effective 2023-12-31", *options);
  command.add_flag("--members-only", options->members_only,
                   "Only those that are members on the effective date");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    v1::ListMemberStatesRequest request;
    *request.mutable_as_of() = options->as_of;
    request.set_members_only(options->members_only);
    return Print(session, options->format,
                 connection.Call(connection.member_states(),
                                 &v1::MemberStateService::Stub::ListMemberStates, request));
  });
}

}  // namespace

void AddList(CLI::App& app, Session& session) {
  using Observations = v1::ObservationService::Stub;
  CLI::App& list = *app.add_subcommand("list",
                                       "List plans, lines, updates, KPIs and their figures, "
                                       "sectors or member states.");
  list.require_subcommand(1);
  AddPlans(list, session);
  AddLines(list, session);
  AddUpdates(list, session);
  AddKpis(list, session);
  AddFigures(list, session, "baselines", "List where KPIs start from",
             &Observations::ListBaselines);
  AddFigures(list, session, "targets", "List what KPIs should reach, every version",
             &Observations::ListTargets);
  AddFigures(list, session, "observations", "List values of KPIs or of context series",
             &Observations::ListObservations);
  AddSectors(list, session);
  AddMemberStates(list, session);
  AddExamples(list,
              "  sheaf list updates --plan energy\n"
              "  sheaf list lines --sector energy --state in_progress --effective 2024-12-31\n"
              "  sheaf list lines --class in_progress,not_started --overdue\n"
              "  sheaf list targets --sector energy --kpi EN-K-01\n");
}

}  // namespace sheaf::cli
