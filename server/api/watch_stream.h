// One Watch call: passes on what the hub hands it.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <mutex>

#include "absl/status/statusor.h"
#include "server/api/serving.h"
#include "server/watchers/hub.h"

namespace sheaf::api {

// Lives until the call is done and the hub has let go of it.
class WatchStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                          public watchers::Outlet,
                          public OpenCall {
 public:
  // Ends the call at once where `watch` is an error.
  static WatchStream* Begin(const Serving& serving, grpc::CallbackServerContext* context,
                            absl::StatusOr<watchers::Watch> watch);

  void Send(grpc::ByteBuffer message) override;
  void End(const absl::Status& status) override;
  void Drop() override;

  void OnWriteDone(bool ok) override;
  void OnCancel() override { serving_.hub->Left(this); }
  void OnDone() override;
  // The hub ends all who watch, and says where to resume.
  void OnServerEnding() override {}

 private:
  WatchStream(const Serving& serving, grpc::CallbackServerContext* context)
      : serving_(serving), context_(context) {}

  const Serving& serving_;
  grpc::ByteBuffer message_;  // being sent
  std::mutex mutex_;
  grpc::CallbackServerContext* context_;  // null once the call is done
  std::shared_ptr<WatchStream> self_;     // until the call is done
};

}  // namespace sheaf::api
