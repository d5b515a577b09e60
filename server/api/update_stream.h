// One StreamUpdates call: batch after batch, each answered once it is on disk.
#pragma once

#include <grpcpp/grpcpp.h>

#include <string>

#include "server/api/serving.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::api {

// What a committed batch came to.
void FillBatchResponse(const sectors::Accepted& accepted, const ledger::Receipt& receipt,
                       v1::BatchPushUpdatesResponse* response);

// Takes the next batch only when the one before is answered: a refused batch ends the stream with
// nothing behind it begun. Lives until the call is done; deletes itself then.
class UpdateStream final
    : public grpc::ServerBidiReactor<v1::BatchPushUpdatesRequest, v1::BatchPushUpdatesResponse> {
 public:
  UpdateStream(const Serving& serving, std::string actor);

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnDone() override { delete this; }

 private:
  void Commit();

  const Serving& serving_;
  const std::string actor_;
  v1::BatchPushUpdatesRequest batch_;
  v1::BatchPushUpdatesResponse answer_;
};

}  // namespace sheaf::api
