#include "clients/web/gateway/upstream/readiness.h"

#include <boost/asio/post.hpp>
#include <chrono>
#include <memory>

#include "clients/web/gateway/http/signal.h"

namespace sheaf::gateway {
namespace {

// grpc.health.v1, which comes without its .proto: a HealthCheckResponse whose first field, the
// status, is 1, SERVING. The request is of the server as a whole and so has no field.
constexpr char kCheck[] = "/grpc.health.v1.Health/Check";
constexpr char kServing[] = "\x08\x01";
constexpr std::chrono::seconds kPatience(2);

}  // namespace

boost::asio::awaitable<bool> IsReady(Upstream* upstream, Exchange* exchange) {
  struct Heard {
    explicit Heard(const boost::asio::any_io_executor& executor) : signal(executor) {}
    Signal signal;
    bool is_serving = false;
  };
  const auto executor = exchange->executor();
  const auto heard = std::make_shared<Heard>(executor);
  Call call{kCheck, "", {}, std::chrono::system_clock::now() + kPatience};
  upstream->Unary(call, [executor, heard](const UnaryResult& result) {
    boost::asio::post(executor, [heard, is = result.status.ok() && result.message == kServing] {
      heard->is_serving = is;
      heard->signal.Raise();
    });
  });
  co_await heard->signal.Wait();
  co_return heard->is_serving;
}

}  // namespace sheaf::gateway
