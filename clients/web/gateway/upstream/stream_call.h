// One call of an RPC whose answers are a stream. Messages come at the pace at which they are asked
// for, so that a slow reader holds up the server and not the gateway's memory.
#pragma once

#include <grpcpp/generic/generic_stub.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "clients/web/gateway/upstream/open_calls.h"
#include "clients/web/gateway/upstream/upstream.h"

namespace sheaf::gateway {

struct StreamEvent {
  enum class Kind { kBegun, kMessage, kEnded };
  Kind kind = Kind::kBegun;
  std::string message = {};
  // Of the end.
  grpc::Status status = {};
  // Leading of the beginning, trailing of the end.
  Metadata metadata = {};
};

// Keeps itself until it has ended. Thread-safe. Whoever does not want its messages any more cancels
// it: a call that is neither asked for the next message nor cancelled does not end.
class StreamCall : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  static std::shared_ptr<StreamCall> Begin(grpc::GenericStub* stub, OpenCalls* open_calls,
                                           std::shared_ptr<std::atomic<int>> streams,
                                           const Call& call, std::function<void(StreamEvent)> hear);
  ~StreamCall() override;

  // Asks for the next event, once after each but the end.
  void Next();
  void Cancel();

 private:
  StreamCall(OpenCalls* open_calls, std::shared_ptr<std::atomic<int>> streams, const Call& call,
             std::function<void(StreamEvent)> hear);
  void OnReadInitialMetadataDone(bool ok) override;
  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;
  // With mutex_ held: lets the call end.
  void LetGo();

  const OpenCalls::Place place_;
  const std::shared_ptr<std::atomic<int>> streams_;
  std::shared_ptr<StreamCall> self_;  // until it has ended
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer incoming_;
  std::function<void(StreamEvent)> hear_;

  std::mutex mutex_;
  bool is_reading_ = false;
  bool is_held_ = true;
};

}  // namespace sheaf::gateway
