// SectorService.ReloadSector: one call, which lasts until the new plugin runs or does not.
#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "server/api/open_calls.h"
#include "server/api/serving.h"
#include "sheaf/v1/sector_service.pb.h"

namespace sheaf::api {

// Thread-safe. Answers once: with what became of the reload, or that the server ends.
class ReloadCall : public OpenCall, public std::enable_shared_from_this<ReloadCall> {
 public:
  // Adds to the response what the host does not know of the sector.
  using Complete = std::function<void(v1::Sector*)>;

  ReloadCall(const Serving& serving, grpc::ServerUnaryReactor* reactor, v1::Sector* response,
             Complete complete)
      : serving_(serving), reactor_(reactor), response_(response), complete_(std::move(complete)) {}

  void Start(const std::string& sector);
  void OnServerEnding() override;

 private:
  void OnReloaded(const absl::StatusOr<v1::Sector>& reloaded);
  void Finish(const absl::StatusOr<v1::Sector>& sector);

  const Serving& serving_;
  grpc::ServerUnaryReactor* const reactor_;
  v1::Sector* const response_;
  const Complete complete_;
  std::mutex mutex_;
  bool finished_ = false;
};

}  // namespace sheaf::api
