// The bytes of one connection, with TLS or without. Of the thread of its executor.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

namespace sheaf::gateway {

class Wire {
 public:
  // At most one read and one write at a time; one of each may go on side by side.
  virtual ~Wire() = default;
  // False where the client does not speak TLS as it is set up.
  virtual boost::asio::awaitable<bool> Handshake() = 0;
  // How many bytes came; 0 where the connection is over.
  virtual boost::asio::awaitable<size_t> Read(boost::asio::mutable_buffer buffer) = 0;
  // Whether all was written.
  virtual boost::asio::awaitable<bool> Write(boost::asio::const_buffer bytes) = 0;
  // What is under way fails.
  virtual void Close() = 0;
};

std::unique_ptr<Wire> PlainWire(boost::asio::ip::tcp::socket socket);
// `context` is kept while the connection lasts.
std::unique_ptr<Wire> TlsWire(boost::asio::ip::tcp::socket socket,
                              std::shared_ptr<boost::asio::ssl::context> context);

}  // namespace sheaf::gateway
