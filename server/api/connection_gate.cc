#include "server/api/connection_gate.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"

namespace sheaf::api {
namespace {

using sectors::OwnedFd;
using std::chrono::steady_clock;

constexpr std::chrono::minutes kBetweenTellings{1};
// Looking who has left asks the kernel about every connection.
constexpr std::chrono::milliseconds kBetweenLooks{20};
constexpr int kMillisUntilTriedAgain = 100;
constexpr int kMillisBetweenQuestions = 250;

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

absl::Status NotAvailable(const std::string& listen, std::string_view why) {
  return Refusal(
      absl::StatusCode::kUnavailable, "ADDRESS_NOT_AVAILABLE",
      absl::StrCat("cannot listen on ", listen, " (", std::string(why),
                   "): it is in use or not of this machine; choose another with --listen"));
}

// What `host` stands for; an IPv6 address may stand in brackets.
absl::StatusOr<Addresses> Resolve(const std::string& listen, std::string host,
                                  const std::string& port) {
  if (host.size() > 1 && host.front() == '[') host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
  if (error != 0) return NotAvailable(listen, gai_strerror(error));
  return Addresses(found, &freeaddrinfo);
}

void SetPort(sockaddr* address, uint16_t port) {
  if (address->sa_family == AF_INET) reinterpret_cast<sockaddr_in*>(address)->sin_port = port;
  if (address->sa_family == AF_INET6) reinterpret_cast<sockaddr_in6*>(address)->sin6_port = port;
}

// As it stands in the address: in the order of bytes of the network.
uint16_t PortOf(const sockaddr* address) {
  return address->sa_family == AF_INET ? reinterpret_cast<const sockaddr_in*>(address)->sin_port
                                       : reinterpret_cast<const sockaddr_in6*>(address)->sin6_port;
}

// Listens on `address`, and puts the port that was picked into it. Whoever takes nothing of what
// was sent to it for longer than `patience` loses its connection: a ping would wait behind that.
OwnedFd ListenOn(const addrinfo& address, std::chrono::milliseconds patience) {
  OwnedFd fd(socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int on = 1;
  setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  // Those that come in have these from the listener.
  setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  const auto timeout = static_cast<unsigned>(patience.count());
  setsockopt(fd.get(), IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout, sizeof(timeout));
  socklen_t size = address.ai_addrlen;
  if (fd.get() < 0 || bind(fd.get(), address.ai_addr, size) != 0 ||
      listen(fd.get(), SOMAXCONN) != 0 || getsockname(fd.get(), address.ai_addr, &size) != 0) {
    return OwnedFd();
  }
  return fd;
}

// Whose connections are counted together.
std::string OriginOf(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET) {
    const auto& of_four = reinterpret_cast<const sockaddr_in&>(address).sin_addr;
    return {reinterpret_cast<const char*>(&of_four), sizeof(of_four)};
  }
  const auto& of_six = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  const char* const bytes = reinterpret_cast<const char*>(&of_six);
  if (IN6_IS_ADDR_V4MAPPED(&of_six)) return {bytes + 12, 4};
  return {bytes, 8};
}

// The other end of a connection, as gRPC writes it; "" where it has gone.
std::string PeerOf(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof(address);
  if (getpeername(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) return "";
  char text[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET) {
    const auto& four = reinterpret_cast<const sockaddr_in&>(address);
    inet_ntop(AF_INET, &four.sin_addr, text, sizeof(text));
    return absl::StrCat("ipv4:", text, ":", ntohs(four.sin_port));
  }
  const auto& six = reinterpret_cast<const sockaddr_in6&>(address);
  if (IN6_IS_ADDR_V4MAPPED(&six.sin6_addr)) {
    inet_ntop(AF_INET, six.sin6_addr.s6_addr + 12, text, sizeof(text));
    return absl::StrCat("ipv4:", text, ":", ntohs(six.sin6_port));
  }
  inet_ntop(AF_INET6, &six.sin6_addr, text, sizeof(text));
  return absl::StrCat("ipv6:%5B", text, "%5D:", ntohs(six.sin6_port));
}

// 0 where `fd` is no open descriptor.
ino_t InodeOf(int fd) {
  struct stat state {};
  return fstat(fd, &state) == 0 ? state.st_ino : 0;
}

// Raises the limit of descriptors as far as it goes; what it is then.
size_t RaiseDescriptorLimit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t before = std::exchange(limit.rlim_cur, limit.rlim_max);
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = before;
  return limit.rlim_cur;
}

// Half of the descriptors are for the store, the plugins and whatever else.
size_t ConnectionsPossible(size_t wanted) {
  const size_t possible = RaiseDescriptorLimit() / 2;
  if (possible >= wanted) return wanted;
  spdlog::warn(
      "only {} of the {} connections that --connections_max allows: the process may open no more "
      "than {} files; raise its limit (LimitNOFILE=, ulimit -n)",
      possible, wanted, possible * 2);
  return possible;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ConnectionGate>> ConnectionGate::Listen(const std::string& listen,
                                                                       const CallLimits& limits) {
  const size_t colon = listen.rfind(':');
  if (colon == std::string::npos) return NotAvailable(listen, "no port is given");
  const std::string host = listen.substr(0, colon);
  SHEAF_ASSIGN_OR_RETURN(const Addresses addresses,
                         Resolve(listen, host, listen.substr(colon + 1)));
  std::unique_ptr<ConnectionGate> gate(new ConnectionGate());
  uint16_t port = PortOf(addresses->ai_addr);
  for (addrinfo* address = addresses.get(); address != nullptr; address = address->ai_next) {
    SetPort(address->ai_addr, port);
    gate->listeners_.push_back(ListenOn(*address, limits.keepalive_answer_max));
    if (gate->listeners_.back().get() < 0) return NotAvailable(listen, strerror(errno));
    port = PortOf(address->ai_addr);
  }
  gate->address_ = absl::StrCat(host, ":", ntohs(port));
  gate->connections_max_ = ConnectionsPossible(static_cast<size_t>(limits.connections_max));
  gate->per_address_max_ = static_cast<size_t>(limits.connections_per_address_max);
  gate->wake_ = OwnedFd(eventfd(0, EFD_CLOEXEC));
  return gate;
}

ConnectionGate::~ConnectionGate() {
  Close();
  std::unique_lock lock(mutex_);
  handed_over_.wait(lock, [this] { return handing_over_ == 0; });
}

void ConnectionGate::Open(TakeIn take_in, Unwelcome unwelcome) {
  take_in_ = std::move(take_in);
  unwelcome_ = std::move(unwelcome);
  thread_ = std::thread([this] { Work(); });
}

void ConnectionGate::Close() {
  if (thread_.joinable()) {
    eventfd_write(wake_.get(), 1);
    thread_.join();
  }
  listeners_.clear();
}

void ConnectionGate::Work() {
  std::vector<pollfd> polled = {{wake_.get(), POLLIN, 0}};
  for (const OwnedFd& listener : listeners_) polled.push_back({listener.get(), POLLIN, 0});
  while (polled[0].revents == 0) {
    bool lacking = false;
    for (size_t i = 1; i < polled.size(); ++i) {
      if (polled[i].revents != 0) lacking |= !AcceptAll(polled[i].fd);
    }
    CutOffTheUnwelcome();
    // Who waits to be accepted goes on waiting, until somebody leaves.
    if (lacking) {
      poll(polled.data(), 1, kMillisUntilTriedAgain);
    } else {
      poll(polled.data(), polled.size(), visitors_.empty() ? -1 : kMillisBetweenQuestions);
    }
  }
}

bool ConnectionGate::AcceptAll(int listener) {
  // No more than a few in a row, so that closing is noticed.
  for (int i = 0; i < 64; ++i) {
    sockaddr_storage address{};
    socklen_t size = sizeof(address);
    OwnedFd socket(accept4(listener, reinterpret_cast<sockaddr*>(&address), &size,
                           SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.get() >= 0) {
      Admit(std::move(socket), OriginOf(address));
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      TellRefused(strerror(errno));
      return false;
    } else if (errno == EAGAIN) {
      return true;
    }  // else that one has gone before it was accepted
  }
  return true;
}

void ConnectionGate::Admit(OwnedFd socket, const std::string& origin) {
  if (!HasRoomFor(origin)) ForgetThoseThatLeft();
  if (!HasRoomFor(origin)) {
    return TellRefused(visitors_.size() >= connections_max_
                           ? "as many are open as --connections_max allows"
                           : "their address has as many as --connections_per_address_max allows");
  }
  visitors_.push_back({socket.get(), InodeOf(socket.get()), origin});
  ++per_origin_[origin];
  HandOver(std::move(socket));
}

void ConnectionGate::HandOver(OwnedFd socket) {
  {
    const std::lock_guard lock(mutex_);
    ++handing_over_;
  }
  const auto hand_over = [this](int fd) {
    take_in_(fd);
    const std::lock_guard lock(mutex_);
    --handing_over_;
    handed_over_.notify_all();
  };
  try {
    std::thread(hand_over, socket.get()).detach();
    socket.Release();
  } catch (const std::system_error&) {
    const std::lock_guard lock(mutex_);
    --handing_over_;
    TellRefused("the machine has no thread left to take them in");
  }
}

bool ConnectionGate::HasRoomFor(const std::string& origin) const {
  if (visitors_.size() >= connections_max_) return false;
  const auto count = per_origin_.find(origin);
  return count == per_origin_.end() || count->second < per_address_max_;
}

void ConnectionGate::ForgetThoseThatLeft() {
  const auto now = steady_clock::now();
  if (now - looked_ < kBetweenLooks) return;
  looked_ = now;
  std::erase_if(visitors_,
                [](const Visitor& visitor) { return InodeOf(visitor.socket) != visitor.inode; });
  per_origin_.clear();
  for (const Visitor& visitor : visitors_) ++per_origin_[visitor.origin];
}

void ConnectionGate::CutOffTheUnwelcome() {
  const auto now = steady_clock::now();
  if (visitors_.empty() || now - asked_ < std::chrono::milliseconds(kMillisBetweenQuestions)) {
    return;
  }
  asked_ = now;
  ForgetThoseThatLeft();
  for (const std::string& peer : unwelcome_()) {
    for (const Visitor& visitor : visitors_) {
      if (PeerOf(visitor.socket) != peer || InodeOf(visitor.socket) != visitor.inode) continue;
      // The descriptor is gRPC's, which closes it when it sees the end.
      shutdown(visitor.socket, SHUT_RDWR);
      TellRefused("they had more calls open than --streams_per_connection_max allows");
    }
  }
}

void ConnectionGate::TellRefused(std::string_view why) {
  ++refused_;
  const auto now = steady_clock::now();
  if (told_ != steady_clock::time_point() && now - told_ < kBetweenTellings) return;
  spdlog::warn("{} connections were refused or cut off: {}", std::exchange(refused_, 0), why);
  told_ = now;
}

}  // namespace sheaf::api
