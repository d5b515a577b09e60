// One StreamUpdates call: batch after batch, each answered once it is on disk.
#pragma once

#include <grpcpp/grpcpp.h>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "server/api/serving.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::api {

// What a committed batch came to.
void FillBatchResponse(const sectors::Accepted& accepted, const ledger::Receipt& receipt,
                       v1::BatchPushUpdatesResponse* response);

// Checks the next batches while those before are being written, a few at a time. A refused batch
// ends the stream: those behind it are committed in one sequence with it, and so take no effect.
// When the server ends, the batches that were given to the ledger are answered and no further one
// is taken. Lives until the call is done.
class UpdateStream final
    : public grpc::ServerBidiReactor<v1::BatchPushUpdatesRequest, v1::BatchPushUpdatesResponse>,
      public OpenCall,
      public std::enable_shared_from_this<UpdateStream> {
 public:
  static UpdateStream* Begin(const Serving& serving, const grpc::CallbackServerContext* context);

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnDone() override;
  void OnServerEnding() override;

 private:
  UpdateStream(const Serving& serving, const grpc::CallbackServerContext* context);

  // Batches between being read and being answered.
  static constexpr size_t kWindow = 4;

  // A batch given to the ledger, and what came of it.
  struct Batch {
    std::optional<absl::StatusOr<v1::BatchPushUpdatesResponse>> answer;
  };

  void Check();
  absl::StatusOr<sectors::Accepted> Accept(std::string* actor);
  // With mutex_ held, all but the last.
  void Commit(const std::string& actor, sectors::Accepted accepted);
  void WriteOn();
  void ReadOn();
  bool MayFinish() const;
  // Writes, reads or finishes, whatever is next. Nothing may follow it.
  void GoOn(std::unique_lock<std::mutex> lock);

  const Serving& serving_;
  const grpc::CallbackServerContext* const context_;
  const std::shared_ptr<ledger::Sequence> sequence_;
  v1::BatchPushUpdatesRequest read_;  // in use while reading_ or checking_
  bool begun_ = false;                // the first batch was looked at; in use while checking_

  std::mutex mutex_;
  std::deque<Batch> batches_;  // in the order read; the first is written once it has its answer
  bool reading_ = false;
  bool checking_ = false;
  bool writing_ = false;
  bool ended_ = false;  // no batch will be read any more
  absl::Status end_;    // why: OK where the client is done, or gone
  bool finished_ = false;
  std::shared_ptr<UpdateStream> self_;  // until the call is done
};

}  // namespace sheaf::api
