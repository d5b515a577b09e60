#include "clients/web/gateway/calls/unary_calls.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "clients/web/gateway/connect/failure.h"
#include "clients/web/gateway/etag.h"
#include "clients/web/gateway/http/signal.h"

namespace sheaf::gateway {
namespace {

using boost::asio::awaitable;
using std::chrono::steady_clock;
using std::chrono::system_clock;

constexpr char kWrongRequest[] = "WRONG_REQUEST";

// Where an answer is laid down for who waits for it on the thread of its connection.
struct Desk {
  explicit Desk(const boost::asio::any_io_executor& executor) : signal(executor) {}
  Signal signal;
  std::shared_ptr<const Reply> reply;
};

Response NotModified(const Response& whole) {
  Response response = whole;
  response.status = 304;
  response.body = nullptr;
  return response;
}

}  // namespace

Credentials CredentialsOf(const Request& request) {
  return {std::string(request.Header("authorization")), std::string(request.Header("sheaf-user"))};
}

bool CanBePassedOn(const Credentials& credentials) {
  const auto can_be = [](const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
  };
  return can_be(credentials.authorization) && can_be(credentials.user);
}

Response UnaryCalls::Refuse(const absl::Status& status, int http_status) const {
  return FailureResponse(FailureOf(status, kWrongRequest), options_.has_tls, http_status);
}

awaitable<void> UnaryCalls::Answer(const Request& request, const Method& method,
                                   Exchange* exchange) {
  CallRequest call;
  if (const auto refused = reader_.ReadUnary(request, &call)) {
    const Response response = Refuse(refused->status, refused->http_status);
    co_await exchange->Send(response);
    co_return;
  }
  const auto found = Ask(method, &call, CredentialsOf(request));
  if (!found.ok()) {
    const Response response = Refuse(found.status(), 0);
    co_await exchange->Send(response);
    co_return;
  }
  std::shared_ptr<const Reply> reply = found->reply;
  if (reply == nullptr) reply = co_await Await(found->asking, call.timeout, exchange);
  if (reply == nullptr) {
    const Response late = FailureResponse(
        Failure(grpc::StatusCode::DEADLINE_EXCEEDED, "TOO_LATE",
                "the server did not answer within the time that the call was given"),
        options_.has_tls);
    co_await exchange->Send(late);
  } else if (call.is_get && !reply->etag.empty() &&
             Matches(request.Header("if-none-match"), reply->etag)) {
    const Response response = NotModified(reply->response);
    co_await exchange->Send(response);
  } else {
    co_await exchange->Send(reply->response);
  }
}

absl::StatusOr<UnaryCalls::Found> UnaryCalls::Ask(const Method& method, CallRequest* call,
                                                  const Credentials& credentials) {
  std::string key;
  if (method.HasNoSideEffects() && cache_->IsOn()) {
    key = AnswerCache::KeyOf(method.GrpcPath(), call->message, call->codec, call->takes_gzip,
                             credentials);
    if (auto reply = cache_->Get(key, steady_clock::now())) return Found{std::move(reply)};
  }
  const absl::Status status = ToBinaryForm(method, call);
  if (!status.ok()) return status;
  Found found = key.empty() ? Found{nullptr, std::make_shared<Asking>(), true}
                            : cache_->Find(key, steady_clock::now());
  if (found.is_new) Begin(found.asking, key, method, *call, credentials);
  return found;
}

void UnaryCalls::Begin(const std::shared_ptr<Asking>& asking, const std::string& key,
                       const Method& method, const CallRequest& call,
                       const Credentials& credentials) {
  const bool is_shared = !key.empty();
  // Who joins later may wait longer than who asked first.
  auto time = options_.call_max;
  if (!is_shared && call.timeout) time = std::min(time, *call.timeout);
  Asking::Heard keep;
  if (is_shared) {
    keep = [cache = cache_, key, asking](const std::shared_ptr<const Reply>& reply) {
      cache->Keep(key, asking, reply, steady_clock::now());
    };
  } else if (!method.HasNoSideEffects()) {
    keep = [cache = cache_](const std::shared_ptr<const Reply>&) { cache->Changed(); };
  }
  asking->Begin(upstream_,
                {method.GrpcPath(), call.message, credentials, system_clock::now() + time},
                {method, call.codec, call.takes_gzip, options_.has_tls}, std::move(keep));
}

awaitable<std::shared_ptr<const Reply>> UnaryCalls::Await(
    std::shared_ptr<Asking> asking, std::optional<std::chrono::milliseconds> timeout,
    Exchange* exchange) {
  const auto executor = exchange->executor();
  const auto desk = std::make_shared<Desk>(executor);
  const int64_t number = asking->Join([executor, desk](std::shared_ptr<const Reply> reply) {
    boost::asio::post(executor, [desk, reply = std::move(reply)] {
      desk->reply = reply;
      desk->signal.Raise();
    });
  });
  exchange->StopOnLeaving(
      [asking, number, desk] {
        asking->Leave(number);
        desk->signal.Raise();
      },
      /*also_at_end=*/false);
  auto deadline = steady_clock::time_point::max();
  if (timeout) deadline = steady_clock::now() + *timeout;
  if (!co_await desk->signal.WaitUntil(deadline)) asking->Leave(number);
  co_return desk->reply;
}

}  // namespace sheaf::gateway
