#include "clients/web/gateway/http/session.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <utility>

namespace sheaf::gateway {
namespace {

using boost::asio::awaitable;
using std::chrono::steady_clock;

constexpr size_t kReadBytes = 16 << 10;
// What a client sends while its answer is waited for; more waits in the socket.
constexpr size_t kReadAheadMaxBytes = 64 << 10;
// Of an answer: what is written at once, and has to be taken within the limit of time.
constexpr size_t kPieceBytes = 64 << 10;
constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Session::Session(const boost::asio::any_io_executor& executor, std::unique_ptr<Wire> wire,
                 std::string origin_address, const ConnectionLimits* limits, Handler* handler)
    : executor_(executor),
      wire_(std::move(wire)),
      origin_address_(std::move(origin_address)),
      limits_(*limits),
      handler_(handler),
      read_ahead_(executor) {
  WaitAtMost(limits_.header_max);
}

awaitable<void> Session::Run() {
  const auto self = shared_from_this();
  if (co_await wire_->Handshake()) {
    while (co_await ServeOne()) {
    }
  }
  wire_->Close();
}

void Session::WaitAtMost(std::chrono::milliseconds time) { deadline_ = steady_clock::now() + time; }

void Session::CloseIfLate(steady_clock::time_point now) {
  if (now > deadline_) wire_->Close();
}

void Session::End() {
  is_ending_ = true;
  if (is_idle_) wire_->Close();
  if (stops_at_end_ && stop_) stop_();
}

awaitable<bool> Session::ServeOne() {
  Request request;
  if (!co_await ReadRequest(&request)) co_return false;
  request.origin_address = origin_address_;
  keep_alive_ = request.keep_alive && !is_ending_;
  has_answered_ = false;
  is_head_ = request.method == "HEAD";
  // However long the answer takes; writing it has a limit of its own.
  deadline_ = steady_clock::time_point::max();
  co_await handler_->Answer(request, this);
  stop_ = nullptr;
  co_return has_answered_&& keep_alive_ && !is_ending_ && !has_left_;
}

awaitable<bool> Session::ReadRequest(Request* request) {
  RequestReader reader(limits_.request);
  is_idle_ = true;
  bool has_begun = false;
  bool has_headers = false;
  WaitAtMost(limits_.idle_max);
  while (true) {
    const auto progress = reader.Read(&inbox_);
    if (progress == RequestReader::Progress::kIsComplete) break;
    if (progress == RequestReader::Progress::kIsRefused) {
      const auto refused = reader.Refusal();
      co_await Refuse(refused.status, refused.sentence);
      co_return false;
    }
    is_idle_ = !reader.HasBegun();
    if (!is_idle_ && !std::exchange(has_begun, true)) WaitAtMost(limits_.header_max);
    if (reader.HasHeaders() && !std::exchange(has_headers, true)) {
      WaitAtMost(limits_.body_max);
      if (reader.WaitsToGoOn() && !co_await Write(kGoOn, {}, {})) co_return false;
    }
    if (is_idle_ && is_ending_) co_return false;
    if (!co_await ReadMore()) co_return false;
  }
  is_idle_ = false;
  *request = reader.Take();
  co_return true;
}

awaitable<void> Session::Refuse(int status, std::string sentence) {
  keep_alive_ = false;
  const Response response = handler_->Refuse(status, sentence);
  co_await Send(response);
}

awaitable<bool> Session::ReadMore() {
  if (is_reading_ahead_) {
    co_await read_ahead_.Wait();
    co_return !has_left_;
  }
  const size_t before = inbox_.size();
  inbox_.resize(before + kReadBytes);
  const size_t size = co_await wire_->Read({inbox_.data() + before, kReadBytes});
  inbox_.resize(before + size);
  co_return size > 0;
}

awaitable<void> Session::ReadAhead(std::shared_ptr<Session> self) {
  std::string bytes(kReadBytes, '\0');
  const size_t size = co_await self->wire_->Read({bytes.data(), bytes.size()});
  self->inbox_.append(bytes, 0, size);
  self->has_left_ = size == 0;
  self->is_reading_ahead_ = false;
  self->read_ahead_.Raise();
  if (self->has_left_ && self->stop_) {
    self->stop_();
  } else if (self->stop_ && self->inbox_.size() < kReadAheadMaxBytes) {
    self->StopOnLeaving(std::move(self->stop_), self->stops_at_end_);
  }
}

void Session::StopOnLeaving(std::function<void()> stop, bool also_at_end) {
  stop_ = std::move(stop);
  stops_at_end_ = also_at_end;
  if (has_left_ || (stops_at_end_ && is_ending_)) {
    stop_();
  } else if (!std::exchange(is_reading_ahead_, true)) {
    boost::asio::co_spawn(executor_, ReadAhead(shared_from_this()), boost::asio::detached);
  }
}

awaitable<void> Session::Send(const Response& response) {
  has_answered_ = true;
  keep_alive_ = keep_alive_ && !is_ending_;
  const std::string head = FormatHead(response, /*is_stream=*/false, keep_alive_);
  const bool has_body = response.body != nullptr && !is_head_;
  const std::string_view body = has_body ? std::string_view(*response.body) : "";
  if (!co_await Write(head, body, {})) keep_alive_ = false;
}

awaitable<bool> Session::BeginStream(const Response& head) {
  const std::string bytes = FormatHead(head, /*is_stream=*/true, keep_alive_);
  co_return co_await Write(bytes, {}, {});
}

awaitable<bool> Session::SendPiece(std::string_view bytes) {
  const std::string head = FormatChunkHead(bytes.size());
  co_return co_await Write(head, bytes, kChunkEnd);
}

awaitable<bool> Session::EndStream(std::string_view last) {
  const std::string head = FormatChunkHead(last.size());
  std::string tail(kChunkEnd);
  tail += kLastChunk;
  has_answered_ = co_await Write(head, last, tail);
  co_return has_answered_;
}

awaitable<bool> Session::Write(std::string_view head, std::string_view body,
                               std::string_view tail) {
  std::string bytes(head);
  if (body.size() <= kPieceBytes) {
    // One call of the system, and with TLS one record, for what is short.
    bytes.append(body).append(tail);
    co_return co_await WritePieces(bytes);
  }
  if (!co_await WritePieces(bytes) || !co_await WritePieces(body)) co_return false;
  co_return tail.empty() || co_await WritePieces(tail);
}

awaitable<bool> Session::WritePieces(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t size = std::min(bytes.size(), kPieceBytes);
    WaitAtMost(limits_.write_max);
    if (!co_await wire_->Write(boost::asio::const_buffer(bytes.data(), size))) co_return false;
    bytes.remove_prefix(size);
  }
  deadline_ = steady_clock::time_point::max();
  co_return true;
}

}  // namespace sheaf::gateway
