#include "server/sectors/host/plugin_session.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "grpc/grpc.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace sheaf::sectors {
namespace {

// A channel that has been called on once, in vain, and stays.
struct KeptChannel {
  KeptChannel()
      : stub(plugin::v1::SectorPlugin::NewStub(
            grpc::CreateChannel("unix:/dev/null", grpc::InsecureChannelCredentials()))) {
    context.set_deadline(std::chrono::system_clock::now());
    stub->async()->Handshake(&context, &request, &response, [](const grpc::Status&) {});
  }

  std::unique_ptr<plugin::v1::SectorPlugin::Stub> stub;
  grpc::ClientContext context;
  plugin::v1::HandshakeRequest request;
  plugin::v1::HandshakeResponse response;
};

// Keeps gRPC, and the queue that it calls back from, up for as long as the process lives. The last
// of its objects to go would else shut it down and wait up to ten seconds for a poller, where a
// plugin ended with a message half read. And the last channel to go would take the queue along: a
// call that is still being told of its end holds its channel, so that this may come to pass on the
// queue's own thread, under which gRPC then frees it.
void KeepGrpcUp() {
  static const KeptChannel* const kept = (grpc_init(), new KeptChannel);
  (void)kept;
}

std::shared_ptr<grpc::Channel> Connect(const std::string& socket_path, int64_t message_max_bytes) {
  KeepGrpcUp();
  grpc::ChannelArguments arguments;
  // Else gRPC shares the connection, and its back-off, with the channel to an earlier start.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
  arguments.SetMaxSendMessageSize(-1);
  arguments.SetMaxReceiveMessageSize(
      static_cast<int>(std::min<int64_t>(message_max_bytes, std::numeric_limits<int>::max())));
  return grpc::CreateCustomChannel("unix:" + socket_path, grpc::InsecureChannelCredentials(),
                                   arguments);
}

// What a call needs until it is over, whoever lost interest in it meanwhile.
template <class Request, class Response>
struct Call {
  grpc::ClientContext context;
  Request request;
  Response response;
};

// The context of `call`, which keeps all of it alive.
template <class AnyCall>
std::shared_ptr<grpc::ClientContext> ContextOf(const std::shared_ptr<AnyCall>& call) {
  return std::shared_ptr<grpc::ClientContext>(call, &call->context);
}

}  // namespace

PluginSession::PluginSession(const std::string& socket_path, int64_t message_max_bytes)
    : channel_(Connect(socket_path, message_max_bytes)),
      evaluate_("/sheaf.plugin.v1.SectorPlugin/Evaluate", grpc::internal::RpcMethod::BIDI_STREAMING,
                channel_),
      stub_(plugin::v1::SectorPlugin::NewStub(channel_)) {}

std::unique_ptr<PluginSession::Stream> PluginSession::Evaluate(grpc::ClientContext* context) {
  using Factory =
      grpc::internal::ClientReaderWriterFactory<plugin::v1::EvaluateRequest, grpc::ByteBuffer>;
  return std::unique_ptr<Stream>(Factory::Create(channel_.get(), evaluate_, context));
}

PluginSession::~PluginSession() {
  if (const auto context = unanswered_.lock()) context->TryCancel();
}

void PluginSession::Handshake(
    const std::string& core_version, Deadline deadline,
    std::function<void(const grpc::Status&, const plugin::v1::HandshakeResponse&)> done) {
  auto call = std::make_shared<Call<plugin::v1::HandshakeRequest, plugin::v1::HandshakeResponse>>();
  call->context.set_deadline(deadline);
  // The socket is there a moment before somebody accepts on it.
  call->context.set_wait_for_ready(true);
  call->request.set_protocol_version(1);
  call->request.set_core_version(core_version);
  unanswered_ = ContextOf(call);
  stub_->async()->Handshake(
      &call->context, &call->request, &call->response,
      [call, done = std::move(done)](const grpc::Status& status) { done(status, call->response); });
}

void PluginSession::Describe(
    Deadline deadline,
    std::function<void(const grpc::Status&, const plugin::v1::DescribeResponse&)> done) {
  auto call = std::make_shared<Call<plugin::v1::DescribeRequest, plugin::v1::DescribeResponse>>();
  call->context.set_deadline(deadline);
  unanswered_ = ContextOf(call);
  stub_->async()->Describe(
      &call->context, &call->request, &call->response,
      [call, done = std::move(done)](const grpc::Status& status) { done(status, call->response); });
}

}  // namespace sheaf::sectors
