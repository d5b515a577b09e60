#include "tests/e2e/raw_connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

namespace sheaf::e2e {
namespace {

sockaddr_in AddressOf(const std::string& host, int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  if (inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) throw std::runtime_error(host);
  return address;
}

// A number of HPACK that begins in the lower seven bits of a byte.
std::string NumberOf(size_t number) {
  if (number < 127) return std::string(1, static_cast<char>(number));
  std::string bytes(1, 127);
  for (number -= 127; number >= 128; number /= 128) {
    bytes += static_cast<char>(number % 128 + 128);
  }
  return bytes + static_cast<char>(number);
}

std::string BigEndian(uint32_t number, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(number >> (8 * i));
  return text;
}

}  // namespace

std::string FrameOf(Frame type, uint8_t flags, uint32_t stream, const std::string& payload) {
  return BigEndian(static_cast<uint32_t>(payload.size()), 3) + static_cast<char>(type) +
         static_cast<char>(flags) + BigEndian(stream, 4) + payload;
}

std::string Preface() {
  return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + FrameOf(Frame::kSettings, 0, 0);
}

std::string HeaderOf(const std::string& name, const std::string& value) {
  return std::string(1, 0) + NumberOf(name.size()) + name + NumberOf(value.size()) + value;
}

std::string HeadersOf(const std::string& method,
                      const std::vector<std::pair<std::string, std::string>>& more) {
  std::string headers = HeaderOf(":method", "POST") + HeaderOf(":scheme", "http") +
                        HeaderOf(":path", method) + HeaderOf(":authority", "sheaf") +
                        HeaderOf("te", "trailers") + HeaderOf("content-type", "application/grpc");
  for (const auto& [name, value] : more) headers += HeaderOf(name, value);
  return headers;
}

std::string MessageOf(const std::string& bytes) {
  return std::string(1, 0) + BigEndian(static_cast<uint32_t>(bytes.size()), 4) + bytes;
}

RawConnection::RawConnection(const std::string& address, const std::string& from)
    : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const size_t colon = address.rfind(':');
  const sockaddr_in here = AddressOf(from, 0);
  const sockaddr_in there =
      AddressOf(address.substr(0, colon), std::stoi(address.substr(colon + 1)));
  if (bind(fd_, reinterpret_cast<const sockaddr*>(&here), sizeof(here)) != 0 ||
      connect(fd_, reinterpret_cast<const sockaddr*>(&there), sizeof(there)) != 0) {
    throw std::runtime_error("no connection to " + address);
  }
}

RawConnection::~RawConnection() {
  if (fd_ >= 0) close(fd_);
}

RawConnection::RawConnection(RawConnection&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

bool RawConnection::Send(const std::string& bytes, int patience_millis) {
  for (size_t sent = 0; sent < bytes.size();) {
    const ssize_t count =
        send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count >= 0) {
      sent += static_cast<size_t>(count);
    } else if (errno == EAGAIN) {
      pollfd polled{fd_, POLLOUT, 0};
      if (poll(&polled, 1, patience_millis) == 0) return false;
    } else {
      return false;
    }
  }
  return true;
}

void RawConnection::Greet() {
  Send(Preface());
  // The server's settings hold once they are acknowledged.
  ReadUntil(std::string(1, static_cast<char>(Frame::kSettings)));
  Send(FrameOf(Frame::kSettings, kAck, 0));
}

std::string RawConnection::ReadToEnd() {
  std::string all;
  char buffer[65536];
  for (ssize_t count = 0; (count = recv(fd_, buffer, sizeof(buffer), 0)) > 0;) {
    all.append(buffer, static_cast<size_t>(count));
  }
  return all;
}

bool RawConnection::ReadUntil(const std::string& text) {
  std::string all;
  char buffer[65536];
  while (all.find(text) == std::string::npos) {
    const ssize_t count = recv(fd_, buffer, sizeof(buffer), 0);
    if (count <= 0) return false;
    all.append(buffer, static_cast<size_t>(count));
  }
  return true;
}

}  // namespace sheaf::e2e
