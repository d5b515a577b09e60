// sheaf.v1.RoundService.
#pragma once

#include "server/api/due_listing.h"
#include "server/api/serving.h"
#include "sheaf/v1/round_service.grpc.pb.h"

namespace sheaf::api {

class RoundService final : public v1::RoundService::CallbackService {
 public:
  explicit RoundService(const Serving& serving) : serving_(serving), due_(serving) {}

  grpc::ServerUnaryReactor* OpenRound(grpc::CallbackServerContext* context,
                                      const v1::OpenRoundRequest* request,
                                      v1::ReportingRound* response) override;
  grpc::ServerUnaryReactor* ChangeRound(grpc::CallbackServerContext* context,
                                        const v1::ChangeRoundRequest* request,
                                        v1::ReportingRound* response) override;
  grpc::ServerUnaryReactor* CloseRound(grpc::CallbackServerContext* context,
                                       const v1::CloseRoundRequest* request,
                                       v1::ReportingRound* response) override;
  grpc::ServerUnaryReactor* GetRound(grpc::CallbackServerContext* context,
                                     const v1::GetRoundRequest* request,
                                     v1::ReportingRound* response) override;
  grpc::ServerUnaryReactor* ListRounds(grpc::CallbackServerContext* context,
                                       const v1::ListRoundsRequest* request,
                                       v1::ListRoundsResponse* response) override;
  grpc::ServerUnaryReactor* ListDueItems(grpc::CallbackServerContext* context,
                                         const v1::ListDueItemsRequest* request,
                                         v1::ListDueItemsResponse* response) override;

 private:
  const Serving& serving_;
  DueListing due_;
};

}  // namespace sheaf::api
