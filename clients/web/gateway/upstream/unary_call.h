// One call of a unary RPC.
#pragma once

#include <grpcpp/generic/generic_stub.h>

#include <functional>
#include <memory>

#include "clients/web/gateway/upstream/open_calls.h"
#include "clients/web/gateway/upstream/upstream.h"

namespace sheaf::gateway {

// Keeps itself until it has ended. Thread-safe.
class UnaryCall : public grpc::ClientUnaryReactor {
 public:
  static std::shared_ptr<UnaryCall> Begin(grpc::GenericStub* stub, OpenCalls* open_calls,
                                          const Call& call, std::function<void(UnaryResult)> done);
  // Has the call end as CANCELLED, where it has not ended yet.
  void Cancel() { context_.TryCancel(); }

 private:
  UnaryCall(OpenCalls* open_calls, const Call& call, std::function<void(UnaryResult)> done);
  void OnReadInitialMetadataDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

  const OpenCalls::Place place_;
  std::shared_ptr<UnaryCall> self_;  // until it has ended
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  UnaryResult result_;
  std::function<void(UnaryResult)> done_;
};

// The credentials and the deadline of `call`.
void Prepare(const Call& call, grpc::ClientContext* context);

}  // namespace sheaf::gateway
