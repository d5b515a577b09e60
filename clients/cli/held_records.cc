#include "clients/cli/held_records.h"

#include <utility>

#include "clients/cli/all_pages.h"

namespace sheaf::cli {
namespace {

// Further than any fact: what is about a later day is asked for too.
constexpr char kEndOfTime[] = "2199-12-31";

std::string CodeOf(const v1::Line& line) { return line.name().substr(line.name().rfind('/') + 1); }

absl::Status ReadLines(client::Connection& connection, HeldRecords& held) {
  v1::ListLinesRequest request;
  request.set_parent(held.plan.name());
  auto list = ListAll(connection, connection.plans(), &v1::PlanService::Stub::ListLines, request);
  if (!list.ok()) return list.status();
  held.today = list->clocks().effective_date();
  held.revision = list->clocks().revision();
  for (v1::Line& line : *list->mutable_lines()) {
    std::string code = CodeOf(line);
    held.lines.emplace(std::move(code), std::move(line));
  }
  return absl::OkStatus();
}

absl::Status ReadUpdatesOf(client::Connection& connection, HeldRecords& held) {
  v1::ListUpdatesRequest request;
  request.set_parent(held.plan.name());
  request.mutable_as_of()->set_effective_date(kEndOfTime);
  auto list =
      ListAll(connection, connection.updates(), &v1::UpdateService::Stub::ListUpdates, request);
  if (!list.ok()) return list.status();
  for (v1::Update& update : *list->mutable_updates()) {
    std::string name = update.name();
    held.updates.emplace(std::move(name), std::move(update));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::SectorManifest> ManifestOf(client::Connection& connection,
                                              const v1::Plan& plan) {
  if (plan.sector().empty()) return v1::SectorManifest();
  v1::GetManifestRequest request;
  request.set_name("sectors/" + plan.sector());
  return connection.Call(connection.sectors(), &v1::SectorService::Stub::GetManifest, request);
}

absl::StatusOr<HeldRecords> ReadHeld(client::Connection& connection, const std::string& plan) {
  v1::GetPlanRequest request;
  request.set_name("plans/" + plan);
  auto found = connection.Call(connection.plans(), &v1::PlanService::Stub::GetPlan, request);
  if (!found.ok()) return found.status();
  HeldRecords held;
  held.plan = *std::move(found);
  absl::Status status = ReadLines(connection, held);
  if (status.ok()) status = ReadUpdatesOf(connection, held);
  if (!status.ok()) return status;
  auto manifest = ManifestOf(connection, held.plan);
  if (!manifest.ok()) return manifest.status();
  held.manifest = *std::move(manifest);
  return held;
}

std::optional<v1::Update> VersionWith(client::Connection& connection, const std::string& name,
                                      const std::string& etag) {
  v1::GetHistoryRequest request;
  request.set_resource(name);
  auto history =
      connection.Call(connection.changes(), &v1::ChangeService::Stub::GetHistory, request);
  if (!history.ok()) return std::nullopt;
  for (v1::Change& change : *history->mutable_changes()) {
    v1::Update& update = *change.mutable_after()->mutable_update();
    if (update.etag() == etag) return std::move(update);
  }
  return std::nullopt;
}

}  // namespace sheaf::cli
