#include "server/api/round_service.h"

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/values/partial_date.h"
#include "server/api/answer.h"
#include "server/api/reading.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

using SectorIds = google::protobuf::RepeatedPtrField<std::string>;

// A round is opened, changed and closed by who manages every sector of it.
absl::Status DemandToManage(const auth::Caller& caller, const SectorIds& sectors) {
  if (sectors.empty()) return caller.Demand(auth::Access::Of(v1::MANAGE), "reporting rounds");
  for (const std::string& sector : sectors) {
    SHEAF_RETURN_IF_ERROR(caller.Demand(auth::Access::OfSector(v1::MANAGE, sector),
                                        absl::StrCat("reporting rounds of sectors/", sector)));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::ReportingRound> RoundOf(const ledger::Record& record) {
  SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
  return std::move(*resource.mutable_round());
}

Needs NeedsToManageRound(const Serving& serving, const std::string& name) {
  return [&serving, &name](const auth::Caller& caller) {
    const auto record = serving.ledger->Get(name, serving.ledger->Head());
    const auto round = record.ok() && NameFits(name, kRoundPattern)
                           ? RoundOf(*record)
                           : absl::StatusOr<v1::ReportingRound>(v1::ReportingRound());
    return DemandToManage(caller, round.ok() ? round->sectors() : SectorIds());
  };
}

// Commits what `accept` makes of the request, and answers with the round as it is then; where it is
// only checked, as it would be.
grpc::ServerUnaryReactor* AnswerWithRound(
    const Serving& serving, grpc::CallbackServerContext* context, Needs needs,
    std::function<absl::StatusOr<sectors::Accepted>(const sectors::Intake&)> accept,
    bool validate_only, v1::ReportingRound* response) {
  return AnswerWrite(
      serving, context, std::move(needs),
      [accept = std::move(accept),
       response](const sectors::Intake& intake) -> absl::StatusOr<sectors::Accepted> {
        SHEAF_ASSIGN_OR_RETURN(sectors::Accepted accepted, accept(intake));
        const ledger::Write& write = accepted.request.writes.front();
        response->ParseFromString(write.payload);
        response->set_name(write.resource);
        return accepted;
      },
      [&serving, validate_only, response](const sectors::Accepted& accepted,
                                          const ledger::Receipt& receipt) -> absl::Status {
        if (validate_only) return absl::OkStatus();
        SHEAF_ASSIGN_OR_RETURN(
            const auto record,
            serving.ledger->Get(accepted.names.front(), receipt.results.front().revision));
        SHEAF_ASSIGN_OR_RETURN(*response, RoundOf(record));
        return absl::OkStatus();
      });
}

absl::Status FillRounds(const Serving& serving, const v1::ListRoundsRequest& request,
                        v1::ListRoundsResponse* response) {
  SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving, request));
  const auto take = [&](const ledger::Record& record) -> absl::StatusOr<bool> {
    SHEAF_ASSIGN_OR_RETURN(v1::ReportingRound round, RoundOf(record));
    if (round.closed() && !request.show_closed()) return false;
    *response->add_rounds() = std::move(round);
    return true;
  };
  SHEAF_ASSIGN_OR_RETURN(*response->mutable_next_page_token(),
                         FillPage(serving, page, {"rounds/"}, 2, take));
  *response->mutable_clocks() = page.clocks;
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* RoundService::OpenRound(grpc::CallbackServerContext* context,
                                                  const v1::OpenRoundRequest* request,
                                                  v1::ReportingRound* response) {
  return AnswerWithRound(
      serving_, context,
      [request](const auth::Caller& caller) {
        return DemandToManage(caller, request->round().sectors());
      },
      [this, request](const sectors::Intake& intake) {
        return sectors::AcceptRound(intake, *request, PartialDate::DayOf(serving_.clock->Now()));
      },
      request->validate_only(), response);
}

grpc::ServerUnaryReactor* RoundService::ChangeRound(grpc::CallbackServerContext* context,
                                                    const v1::ChangeRoundRequest* request,
                                                    v1::ReportingRound* response) {
  return AnswerWithRound(
      serving_, context, NeedsToManageRound(serving_, request->round().name()),
      [request](const sectors::Intake& intake) {
        return sectors::AcceptRoundChange(intake, *request);
      },
      request->validate_only(), response);
}

grpc::ServerUnaryReactor* RoundService::CloseRound(grpc::CallbackServerContext* context,
                                                   const v1::CloseRoundRequest* request,
                                                   v1::ReportingRound* response) {
  return AnswerWithRound(
      serving_, context, NeedsToManageRound(serving_, request->name()),
      [request](const sectors::Intake& intake) {
        return sectors::AcceptRoundClosing(intake, *request);
      },
      request->validate_only(), response);
}

grpc::ServerUnaryReactor* RoundService::GetRound(grpc::CallbackServerContext* context,
                                                 const v1::GetRoundRequest* request,
                                                 v1::ReportingRound* response) {
  return AnswerRecord(serving_, context, request->name(), kRoundPattern, request->as_of(),
                      [response](const ledger::Record& record) -> absl::Status {
                        SHEAF_ASSIGN_OR_RETURN(*response, RoundOf(record));
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* RoundService::ListRounds(grpc::CallbackServerContext* context,
                                                   const v1::ListRoundsRequest* request,
                                                   v1::ListRoundsResponse* response) {
  return Answer(serving_, serving_.quick, context, NeedsTo(v1::DESCRIBE),
                [this, request, response] { return FillRounds(serving_, *request, response); });
}

grpc::ServerUnaryReactor* RoundService::ListDueItems(grpc::CallbackServerContext* context,
                                                     const v1::ListDueItemsRequest* request,
                                                     v1::ListDueItemsResponse* response) {
  return AnswerCaller(serving_, serving_.slow, context, NeedsTo(v1::DESCRIBE),
                      [this, request, response](const auth::Caller& caller) {
                        return due_.Fill(caller, *request, response);
                      });
}

}  // namespace sheaf::api
