#include "server/api/admission.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/api/plan_choice.h"
#include "server/api/visibility.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/publications/publication_record.h"
#include "server/reports/core_formats.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

using auth::Access;
using auth::Caller;

std::string_view MetadataOf(const grpc::CallbackServerContext& context, const char* key) {
  const auto found = context.client_metadata().find(key);
  if (found == context.client_metadata().end()) return "";
  return {found->second.data(), found->second.size()};
}

bool IsThisMachine(std::string_view peer) {
  return peer.starts_with("ipv4:127.") || peer.starts_with("ipv6:%5B::1%5D") ||
         peer.starts_with("ipv6:[::1]") || peer.starts_with("unix:");
}

std::string PropertyOf(const grpc::AuthContext& connection, const char* name) {
  const auto found = connection.FindPropertyValues(name);
  return found.empty() ? "" : std::string(found.front().data(), found.front().size());
}

// The client's own first, then what it sent besides: those between it and its authority.
std::string CertificateOf(const grpc::CallbackServerContext& context) {
  const auto connection = context.auth_context();
  if (connection == nullptr) return "";
  std::string own = PropertyOf(*connection, GRPC_X509_PEM_CERT_PROPERTY_NAME);
  if (own.empty()) return own;
  return own + PropertyOf(*connection, GRPC_X509_PEM_CERT_CHAIN_PROPERTY_NAME);
}

// The sector of a plan; nothing where there is no such plan.
std::optional<std::string> SectorOfPlan(const Serving& serving, std::string_view plan) {
  const ledger::Revision head = serving.ledger->Head();
  for (const model::PlanRow& row : serving.model->At(head).Plans()) {
    if (row.id == plan) return row.sector;
  }
  return std::nullopt;
}

absl::Status Demand(const Serving& serving, const Caller& caller, v1::Action action,
                    std::string_view name, const std::string& member_state = "") {
  const std::string whom = member_state.empty() ? "" : " for " + member_state;
  return caller.Demand(AccessTo(serving, action, name, member_state),
                       absl::StrCat(name.empty() ? "everything" : std::string(name), whom));
}

// Of whom the latest version of `name` speaks; "" where it speaks for the region, is not there, or
// may not be known to be there.
std::string MemberStateOf(const Serving& serving, const Caller& caller, const std::string& name) {
  const auto record = serving.ledger->Get(name, serving.ledger->Head());
  if (!record.ok()) return "";
  const auto seen = Visibility(serving, caller).Seen(*record);
  if (!seen.ok() || !*seen) return "";
  const auto resource = sectors::ResourceOf(*record);
  if (!resource.ok()) return "";
  if (resource->has_update()) return resource->update().member_state();
  return resource->has_observation() ? resource->observation().member_state() : "";
}

absl::Status DemandStep(const Serving& serving, const Caller& caller, v1::ReviewStep step,
                        const std::string& name, const std::string& member_state) {
  switch (step) {
    case v1::SUBMIT:
      return Demand(serving, caller, v1::PUSH, name, member_state);
    case v1::VERIFY_BY_SECTOR:
      return Demand(serving, caller, v1::VERIFY, name);
    case v1::VERIFY_BY_MEMBER_STATE: {
      Access access = AccessTo(serving, v1::VERIFY, name, member_state);
      access.as_member_state = true;
      return caller.Demand(access, absl::StrCat(name, " as the member state it speaks for"));
    }
    case v1::RETURN:
      if (caller.May(AccessTo(serving, v1::PUBLISH, name))) return absl::OkStatus();
      return Demand(serving, caller, v1::VERIFY, name, member_state);
    default:
      return Demand(serving, caller, v1::PUBLISH, name);
  }
}

// One that is not there, and one across sectors, is everybody's.
Access AccessToPublication(const Serving& serving, v1::Action action, std::string_view name) {
  const auto record = serving.ledger->Get(name, serving.ledger->Head());
  if (!record.ok()) return Access::OfAll(action);
  const auto publication = publications::PublicationOf(*record);
  if (!publication.ok()) return Access::OfAll(action);
  const auto statement = publications::StatementOf(*publication);
  if (!statement.ok() || statement->sector().empty()) return Access::OfAll(action);
  return Access::OfSector(action, statement->sector());
}

}  // namespace

Access AccessTo(const Serving& serving, v1::Action action, std::string_view name,
                std::string_view member_state) {
  if (NameFits(name, kPublicationPattern)) return AccessToPublication(serving, action, name);
  const size_t collection = name.find('/');
  const std::string_view kind = name.substr(0, collection);
  const std::string_view rest = collection == name.npos ? "" : name.substr(collection + 1);
  const std::string_view id = rest.substr(0, rest.find('/'));
  // None of them says anything of a sector's records.
  if (action == v1::READ &&
      (kind == "memberStates" || kind == "rounds" || kind == "publishedFigures")) {
    return Access::Of(v1::DESCRIBE);
  }
  if (kind == "sectors" && !id.empty()) return Access::OfSector(action, id, member_state);
  const auto sector = kind == "plans" ? SectorOfPlan(serving, id) : std::nullopt;
  return sector ? Access::OfSector(action, *sector, member_state)
                : Access::OfAll(action, member_state);
}

absl::StatusOr<Caller> CallerOf(const Serving& serving,
                                const grpc::CallbackServerContext& context) {
  return serving.guard->Identify({.authorization = MetadataOf(context, "authorization"),
                                  .certificate = CertificateOf(context),
                                  .this_machine = IsThisMachine(context.peer()),
                                  .user = MetadataOf(context, "sheaf-user")});
}

absl::StatusOr<Caller> Admit(const Serving& serving, const grpc::CallbackServerContext& context,
                             const Needs& needs) {
  SHEAF_ASSIGN_OR_RETURN(Caller caller, CallerOf(serving, context));
  if (serving.rate_limiter != nullptr) {
    SHEAF_RETURN_IF_ERROR(serving.rate_limiter->Admit(caller.actor()));
  }
  if (!caller.has_every_role()) SHEAF_RETURN_IF_ERROR(needs(caller));
  return caller;
}

absl::StatusOr<Caller> AdmitStill(const Serving& serving,
                                  const grpc::CallbackServerContext& context, const Needs& needs) {
  SHEAF_ASSIGN_OR_RETURN(Caller caller, CallerOf(serving, context));
  if (!caller.has_every_role()) SHEAF_RETURN_IF_ERROR(needs(caller));
  return caller;
}

Needs NeedsTo(v1::Action action) {
  return [action](const Caller& caller) { return caller.Demand(Access::Of(action), ""); };
}

Needs NeedsToRead(const Serving& serving, const std::string& name) {
  return
      [&serving, &name](const Caller& caller) { return Demand(serving, caller, v1::READ, name); };
}

Needs NeedsToReadOf(const Serving& serving, const std::string& parent,
                    const google::protobuf::RepeatedPtrField<std::string>& sectors) {
  return [&serving, &parent, &sectors](const Caller& caller) -> absl::Status {
    if (sectors.empty() || PlanIdOf(parent) != "-") {
      return Demand(serving, caller, v1::READ, parent);
    }
    for (const std::string& sector : sectors) {
      SHEAF_RETURN_IF_ERROR(
          caller.Demand(Access::OfSector(v1::READ, sector == "-" ? "" : sector), sector));
    }
    return absl::OkStatus();
  };
}

Needs NeedsToReadSector(std::string sector) {
  return [sector = std::move(sector)](const Caller& caller) {
    return sector.empty() ? caller.Demand(Access::OfAll(v1::READ), "across all sectors")
                          : caller.Demand(Access::OfSector(v1::READ, sector), "sectors/" + sector);
  };
}

Needs NeedsToManage(const Serving& serving, const std::string& plan, const std::string& sector) {
  return [&serving, &plan, &sector](const Caller& caller) -> absl::Status {
    const auto now = SectorOfPlan(serving, IdOf(plan));
    if (now) SHEAF_RETURN_IF_ERROR(caller.Demand(Access::OfSector(v1::MANAGE, *now), plan));
    if (now && sector.empty()) return absl::OkStatus();  // it keeps its sector
    return caller.Demand(Access::OfSector(v1::MANAGE, sector), plan);
  };
}

Needs NeedsToPublish(const v1::ReportRequest& request, v1::ReviewState counts) {
  return [sector = request.sector(),
          read = NeedsToReport(request, counts)](const Caller& caller) -> absl::Status {
    SHEAF_RETURN_IF_ERROR(caller.Demand(
        sector.empty() ? Access::OfAll(v1::PUBLISH) : Access::OfSector(v1::PUBLISH, sector),
        sector.empty() ? "across all sectors" : "sectors/" + sector));
    return read(caller);
  };
}

Needs NeedsToPush(const Serving& serving, const v1::PushUpdateRequest& push) {
  return [&serving, &push](const Caller& caller) {
    return Demand(serving, caller, v1::PUSH, push.parent(), push.update().member_state());
  };
}

Needs NeedsToPush(const Serving& serving, const v1::BatchPushUpdatesRequest& batch) {
  return [&serving, &batch](const Caller& caller) -> absl::Status {
    std::set<std::string> states;
    for (const v1::LineUpdate& update : batch.updates()) {
      states.insert(update.update().member_state());
      if (!update.replaces()) continue;
      // For whom it speaks now, looked up only for who may push there at all.
      SHEAF_RETURN_IF_ERROR(Demand(serving, caller, v1::READ, batch.parent()));
      states.insert(MemberStateOf(serving, caller, update.update().name()));
    }
    if (states.empty()) states.insert("");
    for (const std::string& state : states) {
      SHEAF_RETURN_IF_ERROR(Demand(serving, caller, v1::PUSH, batch.parent(), state));
    }
    return absl::OkStatus();
  };
}

Needs NeedsToCorrect(const Serving& serving, const v1::CorrectUpdateRequest& correction) {
  return [&serving, &correction](const Caller& caller) -> absl::Status {
    const std::string& name = correction.update().name();
    // What it speaks for is looked up only for who may push in the sector at all.
    SHEAF_RETURN_IF_ERROR(Demand(serving, caller, v1::READ, name));
    SHEAF_RETURN_IF_ERROR(
        Demand(serving, caller, v1::PUSH, name, MemberStateOf(serving, caller, name)));
    const auto& fields = correction.update_mask().paths();
    const bool moves =
        fields.empty() || std::find(fields.begin(), fields.end(), "member_state") != fields.end();
    if (!moves) return absl::OkStatus();
    return Demand(serving, caller, v1::PUSH, name, correction.update().member_state());
  };
}

Needs NeedsToReview(const Serving& serving, const v1::ReviewUpdatesRequest& request) {
  return [&serving, &request](const Caller& caller) -> absl::Status {
    SHEAF_RETURN_IF_ERROR(Demand(serving, caller, v1::READ, request.parent()));
    for (const v1::ReviewItem& item : request.items()) {
      const std::string state = MemberStateOf(serving, caller, item.name());
      SHEAF_RETURN_IF_ERROR(DemandStep(serving, caller, request.step(), item.name(), state));
    }
    return absl::OkStatus();
  };
}

model::Level UsualLevel(const Serving& serving) {
  return serving.guard->policy() == nullptr ? model::Level::kSubmitted : model::Level::kPublished;
}

v1::ReviewState CountsOf(const Serving& serving, const v1::ReportRequest& request) {
  const auto* format = reports::FindCoreFormat(request.format(), !request.sector().empty());
  if (format != nullptr && format->of_what_is_submitted) return v1::SUBMITTED;
  if (request.counts() != v1::REVIEW_STATE_UNSPECIFIED) return request.counts();
  return model::StateOf(UsualLevel(serving));
}

absl::StatusOr<model::Level> LevelOf(const Serving& serving, const v1::ReportRequest& request) {
  if (const auto level = model::LevelOf(CountsOf(serving, request))) return *level;
  Problems problems;
  problems.Add(Problem::kNoRow, "counts",
               "found " + v1::ReviewState_Name(request.counts()) +
                   "; expected SUBMITTED, DEEMED_ACCEPTED, VERIFIED or PUBLISHED");
  return problems.AsStatus("INVALID_REPORT");
}

Needs NeedsToReport(const v1::ReportRequest& request, v1::ReviewState counts) {
  return [sector = request.sector(), counts](const Caller& caller) -> absl::Status {
    SHEAF_RETURN_IF_ERROR(NeedsToReadSector(sector)(caller));
    if (counts == v1::PUBLISHED) return absl::OkStatus();
    return caller.Demand(sector.empty() ? Access::OfAll(v1::READ_UNPUBLISHED)
                                        : Access::OfSector(v1::READ_UNPUBLISHED, sector),
                         sector.empty() ? "across all sectors" : "sectors/" + sector);
  };
}

Needs NeedsToRecord(const v1::RecordFiguresRequest& figures) {
  return [&figures](const Caller& caller) -> absl::Status {
    std::set<std::pair<std::string, std::string>> asked;
    for (const v1::Figure& figure : figures.figures()) {
      const size_t begin = figure.parent().find('/');
      const size_t end = figure.parent().find('/', begin + 1);
      asked.emplace(
          begin == std::string::npos ? "" : figure.parent().substr(begin + 1, end - begin - 1),
          figure.observation().member_state());
    }
    if (asked.empty()) return caller.Demand(Access::Of(v1::PUSH), "");
    for (const auto& [sector, state] : asked) {
      SHEAF_RETURN_IF_ERROR(caller.Demand(
          Access::OfSector(v1::PUSH, sector, state),
          absl::StrCat("figures of sectors/", sector, state.empty() ? "" : " for ", state)));
    }
    return absl::OkStatus();
  };
}

Needs NeedsToWithdraw(const Serving& serving, const std::string& name) {
  return [&serving, &name](const Caller& caller) -> absl::Status {
    if (NameFits(name, kPublicationPattern)) return Demand(serving, caller, v1::PUBLISH, name);
    if (NameFits(name, kPublishedFigurePattern)) return Demand(serving, caller, v1::MANAGE, name);
    if (caller.May(AccessTo(serving, v1::MANAGE, name))) return absl::OkStatus();
    SHEAF_RETURN_IF_ERROR(Demand(serving, caller, v1::READ, name));
    return Demand(serving, caller, v1::PUSH, name, MemberStateOf(serving, caller, name));
  };
}

}  // namespace sheaf::api
