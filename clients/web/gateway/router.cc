#include "clients/web/gateway/router.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/web/gateway/connect/failure.h"
#include "clients/web/gateway/http/signal.h"
#include "clients/web/gateway/response_headers.h"
#include "clients/web/gateway/upstream/readiness.h"

namespace sheaf::gateway {
namespace {

using boost::asio::awaitable;
using grpc::StatusCode;
using std::chrono::steady_clock;

bool IsRead(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

int64_t WholeSeconds(std::chrono::milliseconds wait) { return (wait.count() + 999) / 1000; }

absl::string_view Absl(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Response Router::Text(int status, std::string text) const {
  Response response = TextResponse(status, "text/plain; charset=utf-8", std::move(text));
  response.headers.emplace_back("Cache-Control", "no-store");
  AddCallHeaders(rooms_.has_tls, &response.headers);
  return response;
}

Response Router::CallFailure(const google::rpc::Status& failure, int http_status) const {
  return FailureResponse(failure, rooms_.has_tls, http_status);
}

Response Router::Refuse(int status, std::string_view sentence) {
  const bool is_too_much = status == 413 || status == 431;
  return CallFailure(
      Failure(is_too_much ? StatusCode::RESOURCE_EXHAUSTED : StatusCode::INVALID_ARGUMENT,
              is_too_much ? "TOO_LONG" : "WRONG_REQUEST", sentence),
      status);
}

std::optional<Response> Router::RefusedAtTheDoor(const Request& request) const {
  if (const auto wait = rooms_.admissions->Ask(request.origin_address, steady_clock::now())) {
    Response response =
        CallFailure(Failure(StatusCode::RESOURCE_EXHAUSTED, "RATE_LIMITED",
                            absl::StrCat("your address asks more often than it may; again in ",
                                         WholeSeconds(*wait), " s")));
    response.headers.emplace_back("Retry-After", absl::StrCat(WholeSeconds(*wait)));
    return response;
  }
  if (!rooms_.same_site->IsForUs(request)) {
    return CallFailure(Failure(StatusCode::PERMISSION_DENIED, "UNKNOWN_HOST",
                               "this gateway is not known by the name that it was called by; "
                               "whoever runs it names it with --host"),
                       421);
  }
  return std::nullopt;
}

awaitable<void> Router::Answer(const Request& request, Exchange* exchange) {
  if (const auto refused = RefusedAtTheDoor(request)) {
    co_await exchange->Send(*refused);
  } else if (Method::IsOne(request.Path())) {
    co_await AnswerCall(request, exchange);
  } else if (!IsRead(request)) {
    Response response = Text(405, "only GET and HEAD are answered here\n");
    response.headers.emplace_back("Allow", "GET, HEAD");
    co_await exchange->Send(response);
  } else if (request.Path() == "/healthz") {
    const Response response = Text(200, "ok\n");
    co_await exchange->Send(response);
  } else if (request.Path() == "/readyz") {
    co_await AnswerReady(exchange);
  } else {
    const Response response = rooms_.page->Answer(request);
    co_await exchange->Send(response);
  }
}

awaitable<void> Router::AnswerReady(Exchange* exchange) {
  const bool is_ready = co_await IsReady(rooms_.upstream, exchange) && rooms_.guard->Check().ok();
  const Response response = is_ready ? Text(200, "ready\n")
                                     : Text(503, "the server cannot be reached, or is not ready\n");
  co_await exchange->Send(response);
}

std::optional<Response> Router::RefusedCall(const Request& request, const Method& method) const {
  if (!rooms_.same_site->IsFromOurPage(request)) {
    return CallFailure(Failure(StatusCode::PERMISSION_DENIED, "OTHER_SITE",
                               "the call comes from the page of another site"));
  }
  if (!method.IsKnown()) {
    return CallFailure(Failure(StatusCode::UNIMPLEMENTED, "NO_SUCH_CALL",
                               absl::StrCat("there is no call ", Absl(request.Path()))),
                       404);
  }
  const bool may_get = method.HasNoSideEffects() && !method.StreamsAnswers();
  if (request.method != "POST" && !(may_get && request.method == "GET")) {
    Response response = CallFailure(
        Failure(StatusCode::UNIMPLEMENTED, "WRONG_METHOD",
                may_get ? "this call is made by POST or GET" : "this call is made by POST"),
        405);
    response.headers.emplace_back("Allow", may_get ? "GET, POST" : "POST");
    return response;
  }
  if (!CanBePassedOn(CredentialsOf(request))) {
    return CallFailure(
        Failure(StatusCode::UNAUTHENTICATED, "BAD_CREDENTIAL",
                "the headers authorization and sheaf-user hold printable ASCII only"));
  }
  const absl::Status trusted = rooms_.guard->CheckCall(request.Header("authorization"));
  if (trusted.ok()) return std::nullopt;
  Response response = CallFailure(FailureOf(
      trusted, absl::IsUnauthenticated(trusted) ? "NO_CREDENTIAL" : "SERVER_NOT_GUARDED"));
  if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

awaitable<void> Router::AnswerCall(const Request& request, Exchange* exchange) {
  const Method method = Method::Find(request.Path());
  const auto start = steady_clock::now();
  if (const auto refused = RefusedCall(request, method)) {
    co_await exchange->Send(*refused);
  } else if (method.StreamsRequests()) {
    const auto failure =
        Failure(StatusCode::UNIMPLEMENTED, "STREAMS_REQUESTS",
                "a call that sends a stream is not made over HTTP/1.1; use gRPC, as sheaf does, or "
                "the call of this service that takes a batch");
    co_await rooms_.streams->Fail(StreamCodecOf(request), failure, exchange);
  } else if (method.StreamsAnswers()) {
    co_await rooms_.streams->Answer(request, method, exchange);
  } else {
    co_await rooms_.unary->Answer(request, method, exchange);
  }
  // The name is that of the contract, nothing that the client chose.
  if (rooms_.logs_requests && method.IsKnown()) {
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - start);
    spdlog::info("call {} took {} ms", method.GrpcPath(), took.count());
  }
}

}  // namespace sheaf::gateway
