#include "clients/cli/resource.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "clients/cli/file_problem.h"
#include "clients/cli/message_text.h"

namespace sheaf::cli {
namespace {

using Found = absl::StatusOr<std::unique_ptr<google::protobuf::Message>>;

template <typename Answer>
Found Owned(absl::StatusOr<Answer> answer) {
  if (!answer.ok()) return answer.status();
  return std::unique_ptr<google::protobuf::Message>(new Answer(*std::move(answer)));
}

template <typename Request>
Request Named(const std::string& name, const v1::AsOf& as_of) {
  Request request;
  request.set_name(name);
  *request.mutable_as_of() = as_of;
  return request;
}

// True where `name` has the shape of `pattern`, in which * stands for one part.
bool Fits(std::string_view name, std::string_view pattern) {
  while (!name.empty() && !pattern.empty()) {
    const size_t name_end = std::min(name.find('/'), name.size());
    const size_t pattern_end = std::min(pattern.find('/'), pattern.size());
    const std::string_view part = pattern.substr(0, pattern_end);
    if (name_end == 0 || (part != "*" && part != name.substr(0, name_end))) return false;
    name.remove_prefix(std::min(name_end + 1, name.size()));
    pattern.remove_prefix(std::min(pattern_end + 1, pattern.size()));
  }
  return name.empty() && pattern.empty();
}

absl::StatusOr<v1::SectorManifest> Manifest(client::Connection& connection,
                                            const std::string& sector, const v1::AsOf& as_of) {
  return connection.Call(connection.sectors(), &v1::SectorService::Stub::GetManifest,
                         Named<v1::GetManifestRequest>(sector, as_of));
}

Found Definition(client::Connection& connection, const std::string& name, const v1::AsOf& as_of) {
  const size_t kpis = name.find("/kpis/");
  auto manifest = Manifest(connection, name.substr(0, kpis), as_of);
  if (!manifest.ok()) return manifest.status();
  const std::string code = name.substr(kpis + std::string_view("/kpis/").size());
  for (v1::KpiDefinition& kpi : *manifest->mutable_kpis()) {
    if (kpi.code() == code) return Owned(absl::StatusOr<v1::KpiDefinition>(std::move(kpi)));
  }
  return absl::NotFoundError("the manifest of " + name.substr(0, kpis) + " defines no KPI " +
                             Quoted(code));
}

// What no service gets by name is the last version of its history.
Found LastVersion(client::Connection& connection, const std::string& name, const v1::AsOf& as_of) {
  v1::GetHistoryRequest request;
  request.set_resource(name);
  *request.mutable_as_of() = as_of;
  const auto history =
      connection.Call(connection.changes(), &v1::ChangeService::Stub::GetHistory, request);
  if (!history.ok()) return history.status();
  const google::protobuf::Message* last =
      history->changes().empty() ? nullptr : MessageIn(history->changes().rbegin()->after());
  if (last == nullptr) return absl::NotFoundError("there is no " + Quoted(name));
  std::unique_ptr<google::protobuf::Message> copy(last->New());
  copy->CopyFrom(*last);
  return copy;
}

}  // namespace

Found GetResource(client::Connection& connection, const std::string& name, const v1::AsOf& as_of) {
  if (Fits(name, "plans/*")) {
    return Owned(connection.Call(connection.plans(), &v1::PlanService::Stub::GetPlan,
                                 Named<v1::GetPlanRequest>(name, as_of)));
  }
  if (Fits(name, "plans/*/lines/*")) {
    return Owned(connection.Call(connection.plans(), &v1::PlanService::Stub::GetLine,
                                 Named<v1::GetLineRequest>(name, as_of)));
  }
  if (Fits(name, "plans/*/lines/*/updates/*")) {
    return Owned(connection.Call(connection.updates(), &v1::UpdateService::Stub::GetUpdate,
                                 Named<v1::GetUpdateRequest>(name, as_of)));
  }
  if (Fits(name, "publications/*")) {
    return Owned(connection.Call(connection.publications(),
                                 &v1::PublicationService::Stub::GetPublication,
                                 Named<v1::GetPublicationRequest>(name, as_of)));
  }
  if (Fits(name, "sectors/*")) return Owned(Manifest(connection, name, as_of));
  if (Fits(name, "sectors/*/kpis/*")) return Definition(connection, name, as_of);
  if (Fits(name, "sectors/*/*/*/*/*") || Fits(name, "sectors/*/manifests/*") ||
      Fits(name, "memberStates/*")) {
    return LastVersion(connection, name, as_of);
  }
  return absl::InvalidArgumentError(
      FoundExpected(name,
                    "a name such as plans/energy, plans/energy/lines/EN-APG-001, sectors/energy, "
                    "sectors/energy/kpis/EN-K-01, memberStates/IDN or publications/energy-2024"));
}

}  // namespace sheaf::cli
