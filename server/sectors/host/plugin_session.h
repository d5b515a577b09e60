// The line to one start of a plugin: its socket, and the calls of sheaf.plugin.v1 over it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/impl/codegen/rpc_method.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/status.h"
#include "sheaf/plugin/v1/plugin.grpc.pb.h"

namespace sheaf::sectors {

// Evaluate may be called by any number of threads at once. A new start gets a new one: a channel
// remembers that it could not connect.
class PluginSession {
 public:
  using Deadline = std::chrono::system_clock::time_point;

  // Messages of more than `message_max_bytes` are refused before they are read.
  PluginSession(const std::string& socket_path, int64_t message_max_bytes);
  // Cancels what has not been answered.
  ~PluginSession();

  // Both return at once; `done` is called on a thread of gRPC and must not wait for anything. One
  // of them at a time.
  void Handshake(
      const std::string& core_version, Deadline deadline,
      std::function<void(const grpc::Status&, const plugin::v1::HandshakeResponse&)> done);
  void Describe(Deadline deadline,
                std::function<void(const grpc::Status&, const plugin::v1::DescribeResponse&)> done);

  // Answers come as bytes: gRPC takes a message that it cannot read for the end of the stream, and
  // reads one that is all small parts into many times its size.
  using Stream = grpc::ClientReaderWriter<plugin::v1::EvaluateRequest, grpc::ByteBuffer>;
  // `context` holds the deadline and must outlive the stream.
  std::unique_ptr<Stream> Evaluate(grpc::ClientContext* context);

 private:
  const std::shared_ptr<grpc::Channel> channel_;
  const grpc::internal::RpcMethod evaluate_;
  std::unique_ptr<plugin::v1::SectorPlugin::Stub> stub_;
  std::weak_ptr<grpc::ClientContext> unanswered_;
};

}  // namespace sheaf::sectors
