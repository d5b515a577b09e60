#include "server/api/update_service.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/api/answer.h"
#include "server/api/reading.h"
#include "server/api/update_stream.h"
#include "server/base/partial_date.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

// The one update that a push or a correction made or met.
absl::Status FillPushResponse(const Serving& serving, const sectors::Accepted& accepted,
                              const ledger::Receipt& receipt, v1::PushOutcome when_changed,
                              v1::PushUpdateResponse* response) {
  const ledger::Receipt::Result& result = receipt.results.front();
  response->set_revision(receipt.revision);
  response->set_outcome(result.outcome == ledger::Outcome::kUnchanged ? v1::UNCHANGED
                                                                      : when_changed);
  if (result.revision == 0) return absl::OkStatus();  // validate_only: there is no such version
  SHEAF_ASSIGN_OR_RETURN(const auto record,
                         serving.ledger->Get(accepted.names.front(), result.revision));
  SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
  *response->mutable_update() = std::move(*resource.mutable_update());
  return absl::OkStatus();
}

// Where updates of `parent` are: of one line, or of all lines of a plan.
absl::StatusOr<std::string> UpdatePrefix(std::string_view parent) {
  if (NameFits(parent, kLinePattern)) return absl::StrCat(std::string(parent), "/updates/");
  SHEAF_RETURN_IF_ERROR(MatchName(parent, kPlanPattern).status());
  return absl::StrCat(std::string(parent), "/lines/");
}

// With an effective date asked for, facts that come after it are not seen; without one, all are.
bool IsSeen(const v1::Update& update, const std::optional<PartialDate>& effective) {
  if (!effective) return true;
  const auto date = PartialDate::Parse(update.effective_date());
  return !date.ok() || date->SortsAs(*effective) <= 0;
}

std::optional<PartialDate> AskedDate(const v1::AsOf& as_of, const v1::Clocks& clocks) {
  if (as_of.effective_date().empty()) return std::nullopt;
  const auto date = PartialDate::Parse(clocks.effective_date());
  return date.ok() ? std::optional(*date) : std::nullopt;
}

}  // namespace

grpc::ServerUnaryReactor* UpdateService::PushUpdate(grpc::CallbackServerContext* context,
                                                    const v1::PushUpdateRequest* request,
                                                    v1::PushUpdateResponse* response) {
  return AnswerWrite(
      serving_, context,
      [this, request] { return sectors::AcceptUpdate(serving_.intake(), *request); },
      [this, response](const sectors::Accepted& accepted, const ledger::Receipt& receipt) {
        return FillPushResponse(serving_, accepted, receipt, v1::PUSHED, response);
      });
}

grpc::ServerUnaryReactor* UpdateService::BatchPushUpdates(
    grpc::CallbackServerContext* context, const v1::BatchPushUpdatesRequest* request,
    v1::BatchPushUpdatesResponse* response) {
  return AnswerWrite(
      serving_, context,
      [this, request] { return sectors::AcceptUpdates(serving_.intake(), *request); },
      [response](const sectors::Accepted& accepted, const ledger::Receipt& receipt) {
        FillBatchResponse(accepted, receipt, response);
        return absl::OkStatus();
      });
}

grpc::ServerBidiReactor<v1::BatchPushUpdatesRequest, v1::BatchPushUpdatesResponse>*
UpdateService::StreamUpdates(grpc::CallbackServerContext* context) {
  return new UpdateStream(serving_, ActorOf(*context));
}

grpc::ServerUnaryReactor* UpdateService::CorrectUpdate(grpc::CallbackServerContext* context,
                                                       const v1::CorrectUpdateRequest* request,
                                                       v1::PushUpdateResponse* response) {
  return AnswerWrite(
      serving_, context,
      [this, request] { return sectors::AcceptCorrection(serving_.intake(), *request); },
      [this, response](const sectors::Accepted& accepted, const ledger::Receipt& receipt) {
        return FillPushResponse(serving_, accepted, receipt, v1::CORRECTED, response);
      });
}

grpc::ServerUnaryReactor* UpdateService::GetUpdate(grpc::CallbackServerContext* context,
                                                   const v1::GetUpdateRequest* request,
                                                   v1::Update* response) {
  return Answer(serving_.quick, context, [this, request, response]() -> absl::Status {
    SHEAF_ASSIGN_OR_RETURN(const auto record,
                           ReadRecord(serving_, request->name(), kUpdatePattern, request->as_of()));
    SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
    *response = std::move(*resource.mutable_update());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* UpdateService::ListUpdates(grpc::CallbackServerContext* context,
                                                     const v1::ListUpdatesRequest* request,
                                                     v1::ListUpdatesResponse* response) {
  return Answer(serving_.quick, context, [this, request, response]() -> absl::Status {
    SHEAF_ASSIGN_OR_RETURN(const std::string prefix, UpdatePrefix(request->parent()));
    const std::string scope =
        absl::StrCat(prefix, request->show_withdrawn() ? " withdrawn too" : "", " updates ",
                     request->as_of().effective_date());
    SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving_, scope, request->as_of(),
                                                     request->page_size(), request->page_token()));
    SHEAF_RETURN_IF_ERROR(serving_.ledger->Get(request->parent(), page.clocks.revision()).status());
    const auto effective = AskedDate(request->as_of(), page.clocks);
    auto take = [&](const ledger::Record& record) -> absl::StatusOr<bool> {
      if (!record.live() && !request->show_withdrawn()) return false;
      SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
      if (!IsSeen(resource.update(), effective)) return false;
      *response->add_updates() = std::move(*resource.mutable_update());
      return true;
    };
    SHEAF_ASSIGN_OR_RETURN(*response->mutable_next_page_token(),
                           FillPage(serving_, page, prefix, 6, take));
    *response->mutable_clocks() = page.clocks;
    return absl::OkStatus();
  });
}

}  // namespace sheaf::api
