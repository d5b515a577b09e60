#include "clients/web/gateway/calls/stream_calls.h"

#include <boost/asio/post.hpp>
#include <deque>
#include <utility>

#include "clients/web/gateway/connect/envelope.h"
#include "clients/web/gateway/connect/error_json.h"
#include "clients/web/gateway/connect/failure.h"
#include "clients/web/gateway/connect/gzip.h"
#include "clients/web/gateway/http/signal.h"
#include "clients/web/gateway/response_headers.h"
#include "clients/web/gateway/upstream/stream_call.h"

namespace sheaf::gateway {
namespace {

using boost::asio::awaitable;
using Kind = StreamEvent::Kind;

// What a stream's call has told, on the thread of its connection. Never more than two events: the
// next message is asked for once the last one is sent.
class Inbox {
 public:
  explicit Inbox(const boost::asio::any_io_executor& executor) : signal_(executor) {}

  void Put(StreamEvent event) {
    events_.push_back(std::move(event));
    signal_.Raise();
  }

  awaitable<StreamEvent> Take() {
    while (events_.empty()) co_await signal_.Wait();
    StreamEvent event = std::move(events_.front());
    events_.pop_front();
    co_return event;
  }

 private:
  std::deque<StreamEvent> events_;
  Signal signal_;
};

google::rpc::Status GatewayEnding() {
  return Failure(grpc::StatusCode::UNAVAILABLE, "GATEWAY_ENDING",
                 "the gateway is ending; ask again, after what was sent last");
}

}  // namespace

struct StreamCalls::Stream {
  Stream(const Method& method, const CallRequest& request, Exchange* exchange)
      : method(method),
        request(request),
        exchange(exchange),
        inbox(std::make_shared<Inbox>(exchange->executor())) {}
  // Whoever leaves by whatever way has the call end.
  ~Stream() {
    if (call != nullptr) call->Cancel();
  }
  Stream(const Stream&) = delete;

  const Method method;
  const CallRequest request;
  Exchange* const exchange;
  const std::shared_ptr<Inbox> inbox;
  std::shared_ptr<StreamCall> call;
  bool has_begun = false;
};

Codec StreamCodecOf(const Request& request) {
  const bool is_proto = request.Header("content-type").starts_with("application/connect+proto");
  return is_proto ? Codec::kProto : Codec::kJson;
}

Response StreamCalls::Head(Codec codec, bool is_gzip, const Metadata& leading) const {
  Response head;
  head.headers = {{"Content-Type", codec == Codec::kJson ? "application/connect+json"
                                                         : "application/connect+proto"},
                  {"Cache-Control", "no-store"}};
  if (is_gzip) head.headers.emplace_back("Connect-Content-Encoding", "gzip");
  for (const auto& [name, value] : leading) head.headers.emplace_back(name, value);
  AddCallHeaders(options_.has_tls, &head.headers);
  return head;
}

awaitable<void> StreamCalls::Fail(Codec codec, const google::rpc::Status& failure,
                                  Exchange* exchange) {
  const Response head = Head(codec, false, {});
  if (!co_await exchange->BeginStream(head)) co_return;
  const std::string end = FormatEnvelope(kEndOfStream, EndOfStreamJson(failure, {}));
  co_await exchange->EndStream(end);
}

awaitable<void> StreamCalls::Answer(const Request& request, const Method& method,
                                    Exchange* exchange) {
  CallRequest call;
  auto refused = reader_.ReadStreaming(request, &call);
  if (!refused) {
    const absl::Status status = ToBinaryForm(method, &call);
    if (!status.ok()) refused = CallRefused{status};
  }
  if (refused) {
    const auto failure = FailureOf(refused->status, "WRONG_REQUEST");
    if (refused->http_status == 0) {
      co_await Fail(StreamCodecOf(request), failure, exchange);
    } else {
      const Response response = FailureResponse(failure, options_.has_tls, refused->http_status);
      co_await exchange->Send(response);
    }
    co_return;
  }
  Call upstream_call{method.GrpcPath(), call.message, CredentialsOf(request), std::nullopt};
  if (call.timeout) upstream_call.deadline = std::chrono::system_clock::now() + *call.timeout;
  Stream stream(method, call, exchange);
  const auto executor = exchange->executor();
  stream.call =
      upstream_->Stream(upstream_call, [executor, inbox = stream.inbox](StreamEvent event) {
        boost::asio::post(executor, [inbox, event = std::move(event)]() mutable {
          inbox->Put(std::move(event));
        });
      });
  exchange->StopOnLeaving([call = stream.call] { call->Cancel(); }, /*also_at_end=*/true);
  co_await PassOn(&stream);
}

awaitable<void> StreamCalls::PassOn(Stream* stream) {
  while (true) {
    const StreamEvent event = co_await stream->inbox->Take();
    if (event.kind != Kind::kMessage && !std::exchange(stream->has_begun, true)) {
      const Response head = Head(stream->request.codec, stream->request.takes_gzip, event.metadata);
      if (!co_await stream->exchange->BeginStream(head)) co_return;
    }
    if (event.kind == Kind::kEnded) {
      co_await End(stream, event);
      co_return;
    }
    if (event.kind == Kind::kMessage && !co_await Send(stream, event.message)) co_return;
    stream->call->Next();
  }
}

awaitable<bool> StreamCalls::Send(Stream* stream, const std::string& message) {
  // Before the page hears of it: what it asks for then is the state after it.
  cache_->Heard(message);
  auto body = Encode(stream->method, stream->request.codec, message);
  if (!body.ok()) {
    StreamEvent end{StreamEvent::Kind::kEnded};
    end.status = {grpc::StatusCode::INTERNAL,
                  "a message of the server is not of this gateway's contract"};
    co_await End(stream, end);
    co_return false;
  }
  const bool is_gzip = stream->request.takes_gzip && body->size() >= kCompressMinBytes;
  const std::string envelope =
      is_gzip ? FormatEnvelope(kCompressed, Gzip(*body, kQuick)) : FormatEnvelope(0, *body);
  co_return co_await stream->exchange->SendPiece(envelope);
}

awaitable<void> StreamCalls::End(Stream* stream, const StreamEvent& event) {
  google::rpc::Status failure;
  if (!event.status.ok()) failure = FailureOf(event.status);
  // The gateway cancelled it.
  if (failure.code() == grpc::StatusCode::CANCELLED && stream->exchange->IsEnding()) {
    failure = GatewayEnding();
  }
  const std::string end = FormatEnvelope(kEndOfStream, EndOfStreamJson(failure, event.metadata));
  co_await stream->exchange->EndStream(end);
}

}  // namespace sheaf::gateway
