#include "clients/web/gateway/http/wire.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace sheaf::gateway {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using boost::asio::ip::tcp;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

// What a stream with or without TLS has in common.
template <typename Stream>
class StreamWire : public Wire {
 public:
  template <typename... Arguments>
  explicit StreamWire(Arguments&&... arguments) : stream_(std::forward<Arguments>(arguments)...) {}

  awaitable<size_t> Read(asio::mutable_buffer buffer) override {
    const auto [error, size] = co_await stream_.async_read_some(buffer, kAwait);
    co_return error ? 0 : size;
  }

  awaitable<bool> Write(asio::const_buffer bytes) override {
    const auto [error, size] = co_await asio::async_write(stream_, bytes, kAwait);
    co_return !error;
  }

  // Whoever reads at the other end sees the end, and not that something is wrong.
  void Close() override {
    boost::system::error_code ignored;
    stream_.lowest_layer().shutdown(tcp::socket::shutdown_both, ignored);
    stream_.lowest_layer().close(ignored);
  }

 protected:
  Stream stream_;
};

class Plain : public StreamWire<tcp::socket> {
 public:
  using StreamWire::StreamWire;
  awaitable<bool> Handshake() override { co_return true; }
};

class Tls : public StreamWire<asio::ssl::stream<tcp::socket>> {
 public:
  Tls(tcp::socket socket, std::shared_ptr<asio::ssl::context> context)
      : StreamWire(std::move(socket), *context), context_(std::move(context)) {}

  awaitable<bool> Handshake() override {
    const auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kAwait);
    co_return !error;
  }

 private:
  const std::shared_ptr<asio::ssl::context> context_;
};

}  // namespace

std::unique_ptr<Wire> PlainWire(tcp::socket socket) {
  return std::make_unique<Plain>(std::move(socket));
}

std::unique_ptr<Wire> TlsWire(tcp::socket socket, std::shared_ptr<asio::ssl::context> context) {
  return std::make_unique<Tls>(std::move(socket), std::move(context));
}

}  // namespace sheaf::gateway
