#include "server/api/sector_service.h"

#include <google/protobuf/util/time_util.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/api/answer.h"
#include "server/api/error_table.h"
#include "server/api/reading.h"
#include "server/api/reload_call.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

using google::protobuf::util::TimeUtil;

// What the manifest says of the sector, beside what the host says of its plugin.
void FillFromManifest(const sectors::Rules& rules, v1::Sector* sector) {
  sector->set_title(rules.manifest().title());
  sector->set_owner_body(rules.manifest().owner_body());
  for (v1::ReportFormat& format : reports::Reporter::CoreFormats(/*with_sector=*/true)) {
    *sector->add_report_formats() = std::move(format);
  }
  sector->mutable_report_formats()->MergeFrom(rules.manifest().report_formats());
}

// Adds what the manifest in force at `revision` says, where there is one.
void Complete(const Serving& serving, ledger::Revision revision, v1::Sector* sector) {
  const std::string id(IdOf(sector->name()));
  const auto rules = serving.manifests->At(id, revision);
  if (rules != nullptr) FillFromManifest(*rules, sector);
  sector->set_manifest_revision(serving.manifests->RevisionOf(id, revision));
}

// The sectors that had a manifest at `revision`, in the order of the ids; with `hosted_too` those
// that have a plugin only, as well.
template <typename Repeated>
void FillSectors(const Serving& serving, ledger::Revision revision, bool hosted_too,
                 Repeated* out) {
  std::map<std::string, v1::Sector> sectors;
  for (const std::string& id : serving.manifests->SectorsAt(revision)) {
    v1::Sector& sector = sectors[id];
    sector.set_name(absl::StrCat("sectors/", id));
    sector.set_plugin_state(v1::ABSENT);
    sector.set_plugin_message("there is no plugin of this name in the plugin folder");
  }
  for (v1::Sector& hosted : serving.plugins->Sectors()) {
    const std::string id(IdOf(hosted.name()));
    if (hosted_too || sectors.contains(id)) sectors[id] = std::move(hosted);
  }
  for (auto& [id, sector] : sectors) {
    Complete(serving, revision, &sector);
    *out->Add() = std::move(sector);
  }
}

// Of this process, as the kernel counts; 0 where it does not say.
int64_t ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  int64_t all = 0, resident = 0;
  statm >> all >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

}  // namespace

grpc::ServerUnaryReactor* SectorService::ListSectors(grpc::CallbackServerContext* context,
                                                     const v1::ListSectorsRequest* request,
                                                     v1::ListSectorsResponse* response) {
  return Answer(serving_, serving_.quick, context, NeedsTo(v1::DESCRIBE),
                [this, request, response]() -> absl::Status {
                  SHEAF_ASSIGN_OR_RETURN(const v1::Clocks clocks,
                                         Resolve(serving_, request->as_of()));
                  const bool now = request->as_of().known_at_case() == v1::AsOf::KNOWN_AT_NOT_SET;
                  FillSectors(serving_, clocks.revision(), now, response->mutable_sectors());
                  return absl::OkStatus();
                });
}

grpc::ServerUnaryReactor* SectorService::GetManifest(grpc::CallbackServerContext* context,
                                                     const v1::GetManifestRequest* request,
                                                     v1::SectorManifest* response) {
  return Answer(serving_, serving_.quick, context, NeedsTo(v1::DESCRIBE),
                [this, request, response]() -> absl::Status {
                  SHEAF_RETURN_IF_ERROR(MatchName(request->name(), "sectors/*").status());
                  SHEAF_ASSIGN_OR_RETURN(
                      const auto record,
                      ReadRecord(serving_, absl::StrCat(request->name(), "/manifests/current"),
                                 kManifestPattern, request->as_of()));
                  SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
                  *response = std::move(*resource.mutable_manifest());
                  return absl::OkStatus();
                });
}

grpc::ServerUnaryReactor* SectorService::ReloadSector(grpc::CallbackServerContext* context,
                                                      const v1::ReloadSectorRequest* request,
                                                      v1::Sector* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const auto caller = Admit(serving_, *context, NeedsTo(v1::OPERATE));
  const auto name = MatchName(request->name(), "sectors/*");
  if (!caller.ok() || !name.ok()) {
    reactor->Finish(ToRpc(caller.ok() ? name.status() : caller.status()));
    return reactor;
  }
  const auto complete = [this](v1::Sector* sector) {
    Complete(serving_, serving_.ledger->Head(), sector);
  };
  std::make_shared<ReloadCall>(serving_, reactor, response, complete)
      ->Start(std::string(IdOf(request->name())));
  return reactor;
}

grpc::ServerUnaryReactor* SectorService::GetStatus(grpc::CallbackServerContext* context,
                                                   const v1::GetStatusRequest*,
                                                   v1::ServerStatus* response) {
  return Answer(
      serving_, serving_.quick, context, NeedsTo(v1::DESCRIBE), [this, response]() -> absl::Status {
        const ledger::Revision head = serving_.ledger->Head();
        SHEAF_ASSIGN_OR_RETURN(const Micros committed, serving_.ledger->TimeOf(head));
        response->set_version(serving_.version);
        response->set_revision(head);
        if (head > 0)
          *response->mutable_commit_time() = TimeUtil::MicrosecondsToTimestamp(committed);
        *response->mutable_started() = TimeUtil::MicrosecondsToTimestamp(serving_.started);
        FillSectors(serving_, head, /*hosted_too=*/true, response->mutable_sectors());
        const model::Counts counts = serving_.model->At(head).Count();
        response->set_plans(counts.plans);
        response->set_lines(counts.lines);
        response->set_updates(counts.updates);
        response->set_observations(counts.observations);
        response->set_member_states(counts.member_states);
        response->set_memory_bytes(ResidentBytes());
        response->set_storage_cache_bytes(serving_.store->CacheBytes());
        response->set_plugin_sandbox(serving_.plugins->Sandbox());
        response->set_tls(serving_.tls);
        response->set_policy(serving_.guard->policy() != nullptr);
        response->set_unauthenticated_calls(serving_.guard->unauthenticated());
        response->set_denied_calls(serving_.guard->denied());
        return absl::OkStatus();
      });
}

}  // namespace sheaf::api
