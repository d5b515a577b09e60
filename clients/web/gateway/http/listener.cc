#include "clients/web/gateway/http/listener.h"

#include <spdlog/spdlog.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "absl/strings/str_cat.h"

namespace sheaf::gateway {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
// Where the process has no descriptor left: some connections will have ended by then.
constexpr std::chrono::milliseconds kShortOfDescriptors(100);
constexpr std::chrono::minutes kTellInterval(1);

}  // namespace

absl::StatusOr<std::pair<std::string, std::string>> SplitAddress(const std::string& address) {
  const size_t colon = address.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == address.size()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "'", address, "' is no address to listen on; it is written HOST:PORT, as 127.0.0.1:7434"));
  }
  std::string host = address.substr(0, colon);
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return std::pair(host, address.substr(colon + 1));
}

Listener::Listener(const Served& served)
    : served_(served), acceptor_(served.workers->front()->context()) {}

absl::StatusOr<std::unique_ptr<Listener>> Listener::Listen(const std::string& listen,
                                                           const Served& served) {
  std::unique_ptr<Listener> listener(new Listener(served));
  const absl::Status status = listener->Bind(listen);
  if (!status.ok()) return status;
  return listener;
}

absl::Status Listener::Bind(const std::string& listen) {
  const auto split = SplitAddress(listen);
  if (!split.ok()) return split.status();
  boost::system::error_code error;
  tcp::resolver resolver(acceptor_.get_executor());
  const auto found = resolver.resolve(split->first, split->second, tcp::resolver::passive, error);
  if (!error) {
    const tcp::endpoint endpoint = found.begin()->endpoint();
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  }
  if (error) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", listen, ": ", error.message(),
                                               "; is another program there?"));
  }
  address_ =
      absl::StrCat(listen.substr(0, listen.rfind(':')), ":", acceptor_.local_endpoint().port());
  return absl::OkStatus();
}

void Listener::UseTls(std::shared_ptr<asio::ssl::context> context) {
  std::atomic_store(&tls_, std::move(context));
}

void Listener::Open() { asio::co_spawn(acceptor_.get_executor(), AcceptAll(), asio::detached); }

void Listener::Close() {
  asio::post(acceptor_.get_executor(), [this] {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
  });
}

asio::awaitable<void> Listener::AcceptAll() {
  while (acceptor_.is_open()) {
    Worker* const worker = (*served_.workers)[next_worker_++ % served_.workers->size()].get();
    auto [error, socket] = co_await acceptor_.async_accept(worker->context(), kAwait);
    if (!error) {
      Admit(std::move(socket), worker);
    } else if (acceptor_.is_open()) {
      asio::steady_timer timer(acceptor_.get_executor(), kShortOfDescriptors);
      co_await timer.async_wait(kAwait);
    }
  }
}

void Listener::Admit(tcp::socket socket, Worker* worker) {
  boost::system::error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;
  const std::string origin = OriginOf(peer.address().to_string());
  if (!served_.admissions->Enter(origin)) return TellRefused(origin);
  socket.set_option(tcp::no_delay(true), error);
  socket.set_option(asio::socket_base::keep_alive(true), error);
  const auto executor = socket.get_executor();
  const auto tls = std::atomic_load(&tls_);
  auto wire = tls ? TlsWire(std::move(socket), tls) : PlainWire(std::move(socket));
  auto session =
      std::make_shared<Session>(executor, std::move(wire), origin, served_.limits, served_.handler);
  worker->Serve(std::move(session),
                [admissions = served_.admissions, origin] { admissions->Leave(origin); });
}

// The addresses of people are not for the log.
void Listener::TellRefused(const std::string&) {
  ++refused_;
  const auto now = std::chrono::steady_clock::now();
  if (now - told_ < kTellInterval) return;
  told_ = now;
  spdlog::warn("refused {} connections: as many as may be are open, of all or of one address",
               std::exchange(refused_, 0));
}

}  // namespace sheaf::gateway
