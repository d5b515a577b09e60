// One request and its answer, as whoever answers sees it. Of the thread of its connection.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string_view>

#include "clients/web/gateway/http/message.h"

namespace sheaf::gateway {

class Exchange {
 public:
  virtual ~Exchange() = default;

  virtual boost::asio::any_io_executor executor() = 0;

  // Answers. The three of a stream each say whether the client still takes it.
  virtual boost::asio::awaitable<void> Send(const Response& response) = 0;
  virtual boost::asio::awaitable<bool> BeginStream(const Response& head) = 0;
  virtual boost::asio::awaitable<bool> SendPiece(std::string_view bytes) = 0;
  virtual boost::asio::awaitable<bool> EndStream(std::string_view last) = 0;

  // Before a wait: `stop` is called where the client goes away and, with `also_at_end`, where the
  // gateway ends; at once where that has happened already. It holds until this exchange is over.
  virtual void StopOnLeaving(std::function<void()> stop, bool also_at_end) = 0;
  // Whether the gateway is ending.
  virtual bool IsEnding() const = 0;
};

// What answers requests.
class Handler {
 public:
  virtual ~Handler() = default;
  // `request` and `exchange` last until the answer is given. A request that gets no answer loses
  // its connection.
  virtual boost::asio::awaitable<void> Answer(const Request& request, Exchange* exchange) = 0;
  // What is answered to what is no request.
  virtual Response Refuse(int status, std::string_view sentence) = 0;
};

}  // namespace sheaf::gateway
