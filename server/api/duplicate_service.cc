#include "server/api/duplicate_service.h"

#include <string>
#include <utility>

#include "server/api/answer.h"
#include "server/api/reading.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

absl::StatusOr<v1::DuplicatePair> PairOf(const ledger::Record& record) {
  SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
  return std::move(*resource.mutable_duplicate());
}

bool MayReadBoth(const Serving& serving, const auth::Caller& caller,
                 const v1::DuplicatePair& pair) {
  return caller.has_every_role() || (caller.May(AccessTo(serving, v1::READ, pair.line())) &&
                                     caller.May(AccessTo(serving, v1::READ, pair.other_line())));
}

absl::Status FillPairs(const Serving& serving, const auth::Caller& caller,
                       const v1::ListDuplicatesRequest& request,
                       v1::ListDuplicatesResponse* response) {
  SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving, request));
  const auto take = [&](const ledger::Record& record) -> absl::StatusOr<bool> {
    SHEAF_ASSIGN_OR_RETURN(v1::DuplicatePair pair, PairOf(record));
    if (request.decision() != v1::DUPLICATE_DECISION_UNSPECIFIED &&
        request.decision() != pair.decision()) {
      return false;
    }
    if (!MayReadBoth(serving, caller, pair)) return false;
    *response->add_pairs() = std::move(pair);
    return true;
  };
  SHEAF_ASSIGN_OR_RETURN(*response->mutable_next_page_token(),
                         FillPage(serving, page, {"duplicates/"}, 2, take));
  *response->mutable_clocks() = page.clocks;
  return absl::OkStatus();
}

// Who manages both plans decides.
Needs NeedsToDecide(const Serving& serving, const v1::DuplicatePair& pair) {
  return [&serving, &pair](const auth::Caller& caller) -> absl::Status {
    for (const std::string& line : {pair.line(), pair.other_line()}) {
      SHEAF_RETURN_IF_ERROR(caller.Demand(AccessTo(serving, v1::MANAGE, line), line));
    }
    return absl::OkStatus();
  };
}

}  // namespace

grpc::ServerUnaryReactor* DuplicateService::DecideDuplicate(
    grpc::CallbackServerContext* context, const v1::DecideDuplicateRequest* request,
    v1::DuplicatePair* response) {
  return AnswerWrite(
      serving_, context, NeedsToDecide(serving_, request->pair()),
      [request](const sectors::Intake& intake) {
        return sectors::AcceptDuplicate(intake, *request);
      },
      [this, request, response](const sectors::Accepted& accepted,
                                const ledger::Receipt& receipt) -> absl::Status {
        if (request->validate_only()) {
          *response = request->pair();
          response->set_name(accepted.names.front());
          return absl::OkStatus();
        }
        SHEAF_ASSIGN_OR_RETURN(
            const auto record,
            serving_.ledger->Get(accepted.names.front(), receipt.results.front().revision));
        SHEAF_ASSIGN_OR_RETURN(*response, PairOf(record));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* DuplicateService::ListDuplicates(grpc::CallbackServerContext* context,
                                                           const v1::ListDuplicatesRequest* request,
                                                           v1::ListDuplicatesResponse* response) {
  return AnswerCaller(serving_, serving_.quick, context, NeedsTo(v1::DESCRIBE),
                      [this, request, response](const auth::Caller& caller) {
                        return FillPairs(serving_, caller, *request, response);
                      });
}

}  // namespace sheaf::api
