// One StreamUpdates call: batch after batch, each answered once it is on disk.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "server/api/serving.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::api {

// What a committed batch came to.
void FillBatchResponse(const sectors::Accepted& accepted, const ledger::Receipt& receipt,
                       v1::BatchPushUpdatesResponse* response);

// Takes the next batch only when the one before is answered: a refused batch ends the stream with
// nothing behind it begun. When the server ends, the batch in hand is answered and no further one
// taken. Lives until the call is done.
class UpdateStream final
    : public grpc::ServerBidiReactor<v1::BatchPushUpdatesRequest, v1::BatchPushUpdatesResponse>,
      public OpenCall,
      public std::enable_shared_from_this<UpdateStream> {
 public:
  static UpdateStream* Begin(const Serving& serving, std::string actor);

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnDone() override;
  void OnServerEnding() override;

 private:
  UpdateStream(const Serving& serving, std::string actor)
      : serving_(serving), actor_(std::move(actor)) {}

  void ReadNext();
  void Commit();
  void EndForServer();

  const Serving& serving_;
  const std::string actor_;
  v1::BatchPushUpdatesRequest batch_;
  v1::BatchPushUpdatesResponse answer_;

  std::mutex mutex_;  // held while a read or an end that it decides on is begun
  bool ending_ = false;
  bool reading_ = false;
  bool finished_ = false;               // while it was reading
  std::shared_ptr<UpdateStream> self_;  // until the call is done
};

}  // namespace sheaf::api
