#include "tests/e2e/bad_line.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

namespace sheaf::e2e {
namespace {

// How often a thread looks whether it is to end.
constexpr int kLookMillis = 50;

sockaddr_in AddressOf(const std::string& text) {
  const size_t colon = text.find(':');
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(std::stoi(text.substr(colon + 1))));
  if (inet_pton(AF_INET, text.substr(0, colon).c_str(), &address.sin_addr) != 1) {
    throw std::runtime_error("no address: " + text);
  }
  return address;
}

int ConnectTo(const std::string& server) {
  const sockaddr_in address = AddressOf(server);
  const int end = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(end, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0) return end;
  close(end);
  return -1;
}

bool SendAll(int end, const char* bytes, size_t size) {
  while (size > 0) {
    const ssize_t sent = send(end, bytes, size, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes += sent;
    size -= static_cast<size_t>(sent);
  }
  return true;
}

// As a router does that loses its memory: the ends are told by a reset.
void Cut(int end, bool with_reset) {
  const linger now = {1, 0};
  if (with_reset) setsockopt(end, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
  close(end);
}

}  // namespace

BadLine::BadLine(const std::string& server, const LineManners& manners)
    : server_(server), manners_(manners) {
  sockaddr_in address = AddressOf("127.0.0.1:0");
  socklen_t size = sizeof(address);
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, any, size) != 0 || listen(listener_, 64) != 0 ||
      getsockname(listener_, any, &size) != 0) {
    throw std::runtime_error("no proxy");
  }
  address_ = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  acceptor_ = std::thread([this] { Accept(); });
}

BadLine::~BadLine() {
  ended_ = true;
  acceptor_.join();
  for (std::thread& carrier : carriers_) carrier.join();
  close(listener_);
}

void BadLine::Accept() {
  std::mt19937 random(manners_.seed);
  while (!ended_) {
    pollfd polled = {listener_, POLLIN, 0};
    if (poll(&polled, 1, kLookMillis) <= 0) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    carriers_.emplace_back([this, client, seed = random()] { Carry(client, seed); });
  }
}

void BadLine::Carry(int client, unsigned seed) {
  std::mt19937 random(seed);
  const int server = ConnectTo(server_);
  size_t left = mended_ ? std::numeric_limits<size_t>::max() : random() % manners_.cut_after_max;
  const bool is_to_be_cut = !mended_;
  std::array<char, 4096> buffer{};
  bool goes_on = server >= 0;
  while (goes_on && left > 0 && !ended_) {
    std::array<pollfd, 2> polled = {pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
    poll(polled.data(), polled.size(), kLookMillis);
    for (size_t i = 0; i < polled.size() && goes_on && left > 0; ++i) {
      if (polled[i].revents == 0) continue;
      const ssize_t count = recv(polled[i].fd, buffer.data(), std::min(buffer.size(), left), 0);
      std::this_thread::sleep_for(manners_.delay_max * (random() % 100) / 100);
      goes_on = count > 0 && SendAll(polled[1 - i].fd, buffer.data(), static_cast<size_t>(count));
      if (count <= 0) break;
      left -= static_cast<size_t>(count);
      bytes_ += static_cast<size_t>(count);
    }
  }
  if (is_to_be_cut && left == 0) ++cuts_;
  const bool with_reset = random() % 2 == 0;
  Cut(client, with_reset);
  if (server >= 0) Cut(server, with_reset);
}

}  // namespace sheaf::e2e
