#include "clients/web/gateway/http/signal.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace sheaf::gateway {

using boost::asio::as_tuple;
using boost::asio::awaitable;
using boost::asio::use_awaitable;
using std::chrono::steady_clock;

void Signal::Raise() {
  is_raised_ = true;
  timer_.cancel();
}

awaitable<void> Signal::Wait() { co_await WaitUntil(steady_clock::time_point::max()); }

awaitable<bool> Signal::WaitUntil(steady_clock::time_point deadline) {
  if (!is_raised_) {
    timer_.expires_at(deadline);
    co_await timer_.async_wait(as_tuple(use_awaitable));
  }
  co_return std::exchange(is_raised_, false);
}

}  // namespace sheaf::gateway
