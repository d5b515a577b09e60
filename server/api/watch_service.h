// sheaf.v1.WatchService.
#pragma once

#include <grpcpp/grpcpp.h>

#include "server/api/serving.h"
#include "sheaf/v1/watch_service.grpc.pb.h"

namespace sheaf::api {

// Answers with bytes rather than messages: what many watchers are sent is made once for all.
class WatchService final
    : public v1::WatchService::WithRawCallbackMethod_Watch<v1::WatchService::Service> {
 public:
  explicit WatchService(const Serving& serving) : serving_(serving) {}

  grpc::ServerWriteReactor<grpc::ByteBuffer>* Watch(grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer* request) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
