#include "tests/e2e/cutting_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace sheaf::e2e {
namespace {

// How often a waiting thread looks whether all is to end.
constexpr int kLookMillis = 50;

// "127.0.0.1:7433".
sockaddr_in AddressOf(const std::string& text) {
  const size_t colon = text.rfind(':');
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(std::stoi(text.substr(colon + 1))));
  if (inet_pton(AF_INET, text.substr(0, colon).c_str(), &address.sin_addr) != 1) {
    throw std::runtime_error("no address in numbers: " + text);
  }
  return address;
}

bool SendAll(int socket, const char* bytes, ssize_t size) {
  while (size > 0) {
    const ssize_t sent = send(socket, bytes, static_cast<size_t>(size), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes += sent;
    size -= sent;
  }
  return true;
}

// Without a farewell, as a line does that breaks.
void Break(int socket) {
  const linger none = {1, 0};
  setsockopt(socket, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
  close(socket);
}

}  // namespace

CuttingProxy::CuttingProxy(const std::string& server, std::function<int64_t()> budget)
    : server_(server), budget_(std::move(budget)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = AddressOf("127.0.0.1:0");
  socklen_t size = sizeof(address);
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(listener_, 16) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("the proxy cannot listen");
  }
  address_ = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  accepting_ = std::thread([this] { Accept(); });
}

CuttingProxy::~CuttingProxy() {
  ending_ = true;
  accepting_.join();
  for (std::thread& thread : passing_) thread.join();
  close(listener_);
}

void CuttingProxy::Accept() {
  while (!ending_) {
    pollfd waiting = {listener_, POLLIN, 0};
    if (poll(&waiting, 1, kLookMillis) <= 0) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    const int64_t budget = budget_();
    passing_.emplace_back([this, client, budget] { Pass(client, budget); });
  }
}

int CuttingProxy::Connect() const {
  const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = AddressOf(server_);
  if (connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0) {
    return server;
  }
  close(server);
  return -1;
}

void CuttingProxy::Pass(int client, int64_t budget) {
  const int server = Connect();
  std::array<char, 1 << 14> bytes;
  bool open = server >= 0;
  while (open && !ending_) {
    std::array<pollfd, 2> ends = {pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
    if (poll(ends.data(), ends.size(), kLookMillis) <= 0) continue;
    if (ends[0].revents != 0) {
      ssize_t got = recv(client, bytes.data(), bytes.size(), 0);
      const bool cut = budget >= 0 && got >= budget;
      if (cut) got = static_cast<ssize_t>(budget);
      if (budget >= 0) budget -= std::max<ssize_t>(got, 0);
      open = got >= 0 && SendAll(server, bytes.data(), got) && !cut && got > 0;
      if (cut) ++cuts_;
    }
    if (open && ends[1].revents != 0) {
      const ssize_t got = recv(server, bytes.data(), bytes.size(), 0);
      open = got > 0 && SendAll(client, bytes.data(), got);
    }
  }
  Break(client);
  if (server >= 0) Break(server);
}

}  // namespace sheaf::e2e
