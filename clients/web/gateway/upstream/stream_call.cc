#include "clients/web/gateway/upstream/stream_call.h"

#include <utility>

#include "clients/web/gateway/upstream/metadata.h"
#include "clients/web/gateway/upstream/unary_call.h"

namespace sheaf::gateway {

StreamCall::StreamCall(OpenCalls* open_calls, std::shared_ptr<std::atomic<int>> streams,
                       const Call& call, std::function<void(StreamEvent)> hear)
    : place_(open_calls),
      streams_(std::move(streams)),
      request_(BufferOf(call.message)),
      hear_(std::move(hear)) {
  ++*streams_;
  Prepare(call, &context_);
}

StreamCall::~StreamCall() { --*streams_; }

std::shared_ptr<StreamCall> StreamCall::Begin(grpc::GenericStub* stub, OpenCalls* open_calls,
                                              std::shared_ptr<std::atomic<int>> streams,
                                              const Call& call,
                                              std::function<void(StreamEvent)> hear) {
  const std::shared_ptr<StreamCall> begun(
      new StreamCall(open_calls, std::move(streams), call, std::move(hear)));
  begun->self_ = begun;
  stub->PrepareBidiStreamingCall(&begun->context_, call.path, {}, begun.get());
  // Reads are begun outside of gRPC's reactions; without a hold it could end in between.
  begun->AddHold();
  begun->StartWriteLast(&begun->request_, {});
  begun->StartCall();
  return begun;
}

void StreamCall::Next() {
  const std::lock_guard lock(mutex_);
  if (!is_held_ || is_reading_) return;
  is_reading_ = true;
  StartRead(&incoming_);
}

void StreamCall::Cancel() {
  context_.TryCancel();
  const std::lock_guard lock(mutex_);
  if (!is_reading_) LetGo();
}

void StreamCall::LetGo() {
  if (std::exchange(is_held_, false)) RemoveHold();
}

// Also where the call has failed: the read that is asked for next finds that out.
void StreamCall::OnReadInitialMetadataDone(bool ok) {
  StreamEvent event;
  if (ok) event.metadata = ReadMetadata(context_.GetServerInitialMetadata());
  hear_(std::move(event));
}

void StreamCall::OnReadDone(bool ok) {
  StreamEvent event{StreamEvent::Kind::kMessage};
  if (ok) event.message = BytesOf(incoming_);
  {
    const std::lock_guard lock(mutex_);
    is_reading_ = false;
    if (!ok) LetGo();
  }
  if (ok) hear_(std::move(event));
}

void StreamCall::OnDone(const grpc::Status& status) {
  const std::shared_ptr<StreamCall> self = std::move(self_);
  const auto hear = std::exchange(hear_, nullptr);
  hear({StreamEvent::Kind::kEnded, {}, status, ReadMetadata(context_.GetServerTrailingMetadata())});
}

}  // namespace sheaf::gateway
