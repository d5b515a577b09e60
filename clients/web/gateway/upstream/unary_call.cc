#include "clients/web/gateway/upstream/unary_call.h"

#include <utility>

#include "clients/web/gateway/upstream/metadata.h"

namespace sheaf::gateway {

void Prepare(const Call& call, grpc::ClientContext* context) {
  if (!call.credentials.authorization.empty()) {
    context->AddMetadata("authorization", call.credentials.authorization);
  }
  if (!call.credentials.user.empty()) context->AddMetadata("sheaf-user", call.credentials.user);
  if (call.deadline) context->set_deadline(*call.deadline);
}

UnaryCall::UnaryCall(OpenCalls* open_calls, const Call& call, std::function<void(UnaryResult)> done)
    : place_(open_calls), request_(BufferOf(call.message)), done_(std::move(done)) {
  Prepare(call, &context_);
}

std::shared_ptr<UnaryCall> UnaryCall::Begin(grpc::GenericStub* stub, OpenCalls* open_calls,
                                            const Call& call,
                                            std::function<void(UnaryResult)> done) {
  const std::shared_ptr<UnaryCall> begun(new UnaryCall(open_calls, call, std::move(done)));
  begun->self_ = begun;
  stub->PrepareUnaryCall(&begun->context_, call.path, {}, &begun->request_, &begun->response_,
                         begun.get());
  begun->StartCall();
  return begun;
}

void UnaryCall::OnReadInitialMetadataDone(bool ok) {
  if (ok) result_.leading = ReadMetadata(context_.GetServerInitialMetadata());
}

void UnaryCall::OnDone(const grpc::Status& status) {
  const std::shared_ptr<UnaryCall> self = std::move(self_);
  result_.status = status;
  result_.trailing = ReadMetadata(context_.GetServerTrailingMetadata());
  if (status.ok()) result_.message = BytesOf(response_);
  response_.Clear();
  std::exchange(done_, nullptr)(std::move(result_));
}

}  // namespace sheaf::gateway
