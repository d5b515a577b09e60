// One Watch call: passes on what the hub hands it.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <mutex>

#include "absl/status/statusor.h"
#include "server/watchers/hub.h"

namespace sheaf::api {

// Lives until the call is done and the hub has let go of it.
class WatchStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                          public watchers::Outlet {
 public:
  // Ends the call at once where `watch` is an error.
  static WatchStream* Begin(watchers::Hub* hub, grpc::CallbackServerContext* context,
                            absl::StatusOr<watchers::Watch> watch);

  void Send(grpc::ByteBuffer message) override;
  void End(const absl::Status& status) override;
  void Drop() override;

  void OnWriteDone(bool ok) override;
  void OnCancel() override { hub_->Left(this); }
  void OnDone() override;

 private:
  WatchStream(watchers::Hub* hub, grpc::CallbackServerContext* context)
      : hub_(hub), context_(context) {}

  watchers::Hub* const hub_;
  grpc::ByteBuffer message_;  // being sent
  std::mutex mutex_;
  grpc::CallbackServerContext* context_;  // null once the call is done
  std::shared_ptr<WatchStream> self_;     // until the call is done
};

}  // namespace sheaf::api
