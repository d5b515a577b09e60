// One ImportPlan call: gathers the stream, then checks and commits it as a whole.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server/api/import_queue.h"
#include "server/api/serving.h"
#include "sheaf/v1/plan_service.pb.h"

namespace sheaf::api {

// Lives until the call is done. When the server ends, an import that has not been sent whole is
// refused.
class PlanImport final : public grpc::ServerReadReactor<v1::ImportPlanRequest>,
                         public OpenCall,
                         public std::enable_shared_from_this<PlanImport> {
 public:
  // Lines that one import may have: what is kept in memory until the stream ends.
  static constexpr size_t kMaxLines = 250'000;

  static PlanImport* Begin(const Serving& serving, ImportQueue* queue,
                           grpc::CallbackServerContext* context, v1::ImportPlanResponse* response);

  void OnReadDone(bool ok) override;
  void OnDone() override;
  void OnServerEnding() override;

 private:
  PlanImport(const Serving& serving, ImportQueue* queue, grpc::CallbackServerContext* context,
             v1::ImportPlanResponse* response);

  void ReadNext();
  bool EndReading();
  void Take();
  void Commit();
  void Reply(const sectors::Accepted& accepted, const absl::StatusOr<ledger::Receipt>& receipt);
  absl::Status FillResponse(const sectors::Accepted& accepted, const ledger::Receipt& receipt);
  absl::StatusOr<std::vector<std::string>> Vanished(const sectors::Accepted& accepted,
                                                    const ledger::Receipt& receipt) const;
  void Leave(const grpc::Status& status);

  const Serving& serving_;
  ImportQueue* const queue_;
  grpc::CallbackServerContext* const context_;
  v1::ImportPlanResponse* const response_;
  v1::ImportPlanRequest message_;
  v1::ImportPlanRequest first_;  // without its lines
  bool has_first_ = false;
  std::vector<v1::Line> lines_;

  std::mutex mutex_;  // held while a read or an end that it decides on is begun
  bool reading_ = true;
  bool finished_ = false;             // while it was reading
  std::shared_ptr<PlanImport> self_;  // until the call is done
};

}  // namespace sheaf::api
