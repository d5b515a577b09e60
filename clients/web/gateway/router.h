// Which part answers a request, and which requests are answered at all.
#pragma once

#include "clients/web/gateway/calls/stream_calls.h"
#include "clients/web/gateway/calls/unary_calls.h"
#include "clients/web/gateway/http/admissions.h"
#include "clients/web/gateway/http/exchange.h"
#include "clients/web/gateway/page_files.h"
#include "clients/web/gateway/same_site.h"
#include "clients/web/gateway/server_guard.h"

namespace sheaf::gateway {

// What the router hands requests to. All outlive it.
struct Rooms {
  Upstream* upstream;
  Admissions* admissions;
  const SameSite* same_site;
  const PageFiles* page;
  const ServerGuard* guard;
  UnaryCalls* unary;
  StreamCalls* streams;
  bool has_tls = false;
  bool logs_requests = false;
};

// Thread-safe.
class Router : public Handler {
 public:
  explicit Router(const Rooms& rooms) : rooms_(rooms) {}

  boost::asio::awaitable<void> Answer(const Request& request, Exchange* exchange) override;
  Response Refuse(int status, std::string_view sentence) override;

 private:
  boost::asio::awaitable<void> AnswerCall(const Request& request, Exchange* exchange);
  boost::asio::awaitable<void> AnswerReady(Exchange* exchange);
  // What is refused before it is looked at; nullopt where nothing is.
  std::optional<Response> RefusedAtTheDoor(const Request& request) const;
  std::optional<Response> RefusedCall(const Request& request, const Method& method) const;
  Response Text(int status, std::string text) const;
  Response CallFailure(const google::rpc::Status& failure, int http_status = 0) const;

  const Rooms rooms_;
};

}  // namespace sheaf::gateway
