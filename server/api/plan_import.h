// One ImportPlan call: gathers the stream, then checks and commits it as a whole.
#pragma once

#include <grpcpp/grpcpp.h>

#include <string>
#include <vector>

#include "server/api/serving.h"
#include "sheaf/v1/plan_service.pb.h"

namespace sheaf::api {

// Lives until the call is done; deletes itself then.
class PlanImport final : public grpc::ServerReadReactor<v1::ImportPlanRequest> {
 public:
  // Lines that one import may have: what is kept in memory until the stream ends.
  static constexpr size_t kMaxLines = 250'000;

  PlanImport(const Serving& serving, std::string actor, v1::ImportPlanResponse* response);

  void OnReadDone(bool ok) override;
  void OnDone() override { delete this; }

 private:
  void Take();
  void Commit();
  void Reply(const sectors::Accepted& accepted, const absl::StatusOr<ledger::Receipt>& receipt);

  const Serving& serving_;
  const std::string actor_;
  v1::ImportPlanResponse* const response_;
  v1::ImportPlanRequest message_;
  v1::ImportPlanRequest first_;  // without its lines
  bool has_first_ = false;
  std::vector<v1::Line> lines_;
};

}  // namespace sheaf::api
