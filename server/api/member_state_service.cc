#include "server/api/member_state_service.h"

#include <utility>

#include "server/api/answer.h"
#include "server/api/reading.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/reports/membership.h"
#include "server/sectors/records.h"

namespace sheaf::api {

grpc::ServerUnaryReactor* MemberStateService::PutMemberStates(
    grpc::CallbackServerContext* context, const v1::PutMemberStatesRequest* request,
    v1::PutMemberStatesResponse* response) {
  return AnswerWrite(
      serving_, context,
      [](const auth::Caller& caller) {
        return caller.Demand(auth::Access::OfAll(v1::MANAGE), "member states");
      },
      [request](const sectors::Intake& intake) {
        return sectors::AcceptMemberStates(intake, *request);
      },
      [response](const sectors::Accepted&, const ledger::Receipt& receipt) {
        response->set_revision(receipt.revision);
        for (const auto& result : receipt.results) {
          switch (result.outcome) {
            case ledger::Outcome::kCreated:
              response->set_created(response->created() + 1);
              break;
            case ledger::Outcome::kChanged:
              response->set_changed(response->changed() + 1);
              break;
            case ledger::Outcome::kUnchanged:
              response->set_unchanged(response->unchanged() + 1);
              break;
          }
        }
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* MemberStateService::ListMemberStates(
    grpc::CallbackServerContext* context, const v1::ListMemberStatesRequest* request,
    v1::ListMemberStatesResponse* response) {
  return Answer(
      serving_, serving_.quick, context, NeedsTo(v1::DESCRIBE),
      [this, request, response]() -> absl::Status {
        SHEAF_ASSIGN_OR_RETURN(*response->mutable_clocks(), Resolve(serving_, request->as_of()));
        const ledger::Revision revision = response->clocks().revision();
        const reports::Membership membership(serving_.model->At(revision),
                                             EffectiveOf(response->clocks()));
        const ledger::Ledger::Listing listing{"memberStates/", 2, "", kMaxPageSize};
        SHEAF_ASSIGN_OR_RETURN(const auto records, serving_.ledger->List(listing, revision));
        for (const ledger::Record& record : records) {
          if (request->members_only() && !membership.Has(IdOf(record.resource))) continue;
          SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
          *response->add_member_states() = std::move(*resource.mutable_member_state());
        }
        return absl::OkStatus();
      });
}

}  // namespace sheaf::api
