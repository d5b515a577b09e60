// One Watch call: passes on what the hub hands it.
#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/status/statusor.h"
#include "server/api/admission.h"
#include "server/api/serving.h"
#include "server/api/visibility.h"
#include "server/watchers/hub.h"

namespace sheaf::api {

// Lives until the call is done and the hub has let go of it.
class WatchStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                          public watchers::Outlet,
                          public OpenCall {
 public:
  // Whether nothing of what is watched is hidden from the caller.
  using SeesAll = std::function<bool(Visibility&)>;

  // Ends the call at once where the caller has not what it needs, or `watch` is an error. What it
  // needs is looked at again while it watches: a token that ends, ends the call.
  static WatchStream* Begin(const Serving& serving, grpc::CallbackServerContext* context,
                            Needs needs, SeesAll sees_all, absl::StatusOr<watchers::Watch> watch);

  void Send(grpc::ByteBuffer message) override;
  void End(const absl::Status& status) override;
  void Drop() override;

  void OnWriteDone(bool ok) override;
  void OnCancel() override { serving_.hub->Left(this); }
  void OnDone() override;
  // The hub ends all who watch, and says where to resume.
  void OnServerEnding() override {}

 private:
  // OK where the caller was admitted a moment ago, or still has what it needs.
  absl::Status Readmit();

  // Takes out what the caller does not see. What is left may be a progress mark.
  absl::Status Hide(grpc::ByteBuffer* message);

  WatchStream(const Serving& serving, grpc::CallbackServerContext* context, Needs needs,
              SeesAll sees_all)
      : serving_(serving),
        needs_(std::move(needs)),
        sees_all_(std::move(sees_all)),
        context_(context) {}

  const Serving& serving_;
  const Needs needs_;
  const SeesAll sees_all_;
  // Of the caller when it was admitted last; null where it sees all that it watches.
  std::shared_ptr<Visibility> visibility_;
  std::chrono::steady_clock::time_point admitted_;
  grpc::ByteBuffer message_;  // being sent
  std::mutex mutex_;
  grpc::CallbackServerContext* context_;  // null once the call is done
  std::shared_ptr<WatchStream> self_;     // until the call is done
};

}  // namespace sheaf::api
