#include "clients/web/gateway/upstream/upstream.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cpp/channel.h"
#include "clients/cpp/connection.h"
#include "clients/cpp/credentials.h"
#include "clients/web/gateway/upstream/stream_call.h"
#include "clients/web/gateway/upstream/unary_call.h"

namespace sheaf::gateway {
namespace {

// The gateway shows no certificate of its own: whoever calls through it would be taken for it.
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ChannelCredentials(
    const UpstreamOptions& options) {
  if (!options.ca_file.empty()) return client::ReadTls({.ca_file = options.ca_file});
  if (client::IsThisMachine(options.target)) return grpc::InsecureChannelCredentials();
  return absl::InvalidArgumentError(absl::StrCat(
      "the server '", options.target,
      "' is another machine, and without encryption the gateway talks to this machine only "
      "(127.0.0.1, [::1] or localhost); name who signs its certificate with --server_ca"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Upstream>> Upstream::Open(const UpstreamOptions& options) {
  const auto credentials = ChannelCredentials(options);
  if (!credentials.ok()) return credentials.status();
  auto arguments = client::ChannelArguments(options.target);
  // Or all channels would share one connection.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  const auto open = [&] {
    return grpc::CreateCustomChannel(options.target, *credentials, arguments);
  };

  std::unique_ptr<Upstream> upstream(new Upstream);
  upstream->channel_ = open();
  upstream->unary_ = std::make_unique<grpc::GenericStub>(upstream->channel_);
  for (int i = 0; i < options.stream_connections; ++i) {
    upstream->connections_.push_back({std::make_unique<grpc::GenericStub>(open())});
  }
  return upstream;
}

Upstream::~Upstream() { open_calls_.WaitUntilNone(); }

const Upstream::Connection& Upstream::LeastUsed() const {
  return *std::min_element(
      connections_.begin(), connections_.end(),
      [](const Connection& one, const Connection& other) { return *one.streams < *other.streams; });
}

int Upstream::open_streams() const {
  int streams = 0;
  for (const Connection& connection : connections_) streams += *connection.streams;
  return streams;
}

std::shared_ptr<UnaryCall> Upstream::Unary(const Call& call,
                                           std::function<void(UnaryResult)> done) {
  return UnaryCall::Begin(unary_.get(), &open_calls_, call, std::move(done));
}

std::shared_ptr<StreamCall> Upstream::Stream(const Call& call,
                                             std::function<void(StreamEvent)> hear) {
  const Connection& connection = LeastUsed();
  return StreamCall::Begin(connection.stub.get(), &open_calls_, connection.streams, call,
                           std::move(hear));
}

}  // namespace sheaf::gateway
