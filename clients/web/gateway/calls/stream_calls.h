// Answers calls of RPCs whose answers are a stream.
#pragma once

#include "clients/web/gateway/calls/answer_cache.h"
#include "clients/web/gateway/calls/unary_calls.h"
#include "clients/web/gateway/connect/call_request.h"
#include "clients/web/gateway/http/exchange.h"

namespace sheaf::gateway {

// Thread-safe.
class StreamCalls {
 public:
  // Both outlive this.
  StreamCalls(Upstream* upstream, AnswerCache* cache, const CallOptions& options)
      : upstream_(upstream), cache_(cache), options_(options), reader_(options.message_max_bytes) {}

  boost::asio::awaitable<void> Answer(const Request& request, const Method& method,
                                      Exchange* exchange);
  // A stream that has ended before it began, with `failure`.
  boost::asio::awaitable<void> Fail(Codec codec, const google::rpc::Status& failure,
                                    Exchange* exchange);

 private:
  struct Stream;
  boost::asio::awaitable<void> PassOn(Stream* stream);
  boost::asio::awaitable<bool> Send(Stream* stream, const std::string& message);
  boost::asio::awaitable<void> End(Stream* stream, const StreamEvent& event);
  Response Head(Codec codec, bool is_gzip, const Metadata& leading) const;

  Upstream* const upstream_;
  AnswerCache* const cache_;
  const CallOptions options_;
  const CallReader reader_;
};

// The codec that a request for a stream is written in, as far as it can be told.
Codec StreamCodecOf(const Request& request);

}  // namespace sheaf::gateway
