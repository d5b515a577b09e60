// One connection: requests, one after the other, and their answers. Of the thread of its executor.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "clients/web/gateway/http/connection_limits.h"
#include "clients/web/gateway/http/exchange.h"
#include "clients/web/gateway/http/request_reader.h"
#include "clients/web/gateway/http/signal.h"
#include "clients/web/gateway/http/wire.h"

namespace sheaf::gateway {

class Session : public std::enable_shared_from_this<Session>, public Exchange {
 public:
  Session(const boost::asio::any_io_executor& executor, std::unique_ptr<Wire> wire,
          std::string origin_address, const ConnectionLimits* limits, Handler* handler);

  // Until the connection is over.
  boost::asio::awaitable<void> Run();

  // Closes the connection where it has been waited for too long.
  void CloseIfLate(std::chrono::steady_clock::time_point now);
  // No further request is taken; what is under way is finished, streams are told.
  void End();
  void Close() { wire_->Close(); }

  boost::asio::any_io_executor executor() override { return executor_; }
  boost::asio::awaitable<void> Send(const Response& response) override;
  boost::asio::awaitable<bool> BeginStream(const Response& head) override;
  boost::asio::awaitable<bool> SendPiece(std::string_view bytes) override;
  boost::asio::awaitable<bool> EndStream(std::string_view last) override;
  void StopOnLeaving(std::function<void()> stop, bool also_at_end) override;
  bool IsEnding() const override { return is_ending_; }

 private:
  // Answers the next request; whether the connection goes on.
  boost::asio::awaitable<bool> ServeOne();
  // Reads the next request; whether there is one.
  boost::asio::awaitable<bool> ReadRequest(Request* request);
  boost::asio::awaitable<void> Refuse(int status, std::string sentence);
  // Reads some more into inbox_; whether anything came.
  boost::asio::awaitable<bool> ReadMore();
  // Reads while an answer is waited for: it is how a client is seen to leave.
  static boost::asio::awaitable<void> ReadAhead(std::shared_ptr<Session> self);
  boost::asio::awaitable<bool> Write(std::string_view head, std::string_view body,
                                     std::string_view tail);
  boost::asio::awaitable<bool> WritePieces(std::string_view bytes);
  void WaitAtMost(std::chrono::milliseconds time);

  const boost::asio::any_io_executor executor_;
  const std::unique_ptr<Wire> wire_;
  const std::string origin_address_;
  const ConnectionLimits& limits_;
  Handler* const handler_;

  std::string inbox_;  // what came and is not yet taken
  bool is_reading_ahead_ = false;
  bool has_left_ = false;
  Signal read_ahead_;  // raised when a reading ahead is over

  std::chrono::steady_clock::time_point deadline_;
  bool is_idle_ = true;  // between requests
  bool is_ending_ = false;
  bool keep_alive_ = true;  // after the answer that is under way
  bool has_answered_ = false;
  bool is_head_ = false;  // the request wants no body
  std::function<void()> stop_;
  bool stops_at_end_ = false;
};

}  // namespace sheaf::gateway
