#include "server/api/review_service.h"

#include "server/api/answer.h"
#include "server/base/status.h"
#include "server/sectors/records.h"
#include "server/sectors/review.h"

namespace sheaf::api {
namespace {

absl::Status FillResponse(const Serving& serving, const sectors::Accepted& accepted,
                          const ledger::Receipt& receipt, v1::ReviewUpdatesResponse* response) {
  response->set_revision(receipt.revision);
  for (size_t i = 0; i < receipt.results.size(); ++i) {
    const ledger::Receipt::Result& result = receipt.results[i];
    const bool unchanged = result.outcome == ledger::Outcome::kUnchanged;
    unchanged ? response->set_unchanged(response->unchanged() + 1)
              : response->set_changed(response->changed() + 1);
    SHEAF_ASSIGN_OR_RETURN(const auto record,
                           serving.ledger->Get(accepted.names[i], result.revision));
    SHEAF_ASSIGN_OR_RETURN(const v1::Review review, sectors::ReviewOf(record));
    response->add_states(review.state());
  }
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* ReviewService::ReviewUpdates(grpc::CallbackServerContext* context,
                                                       const v1::ReviewUpdatesRequest* request,
                                                       v1::ReviewUpdatesResponse* response) {
  return AnswerWrite(
      serving_, context, NeedsToReview(serving_, *request),
      [request](const sectors::Intake& intake) { return sectors::AcceptReview(intake, *request); },
      [this, response](const sectors::Accepted& accepted, const ledger::Receipt& receipt) {
        return FillResponse(serving_, accepted, receipt, response);
      });
}

}  // namespace sheaf::api
