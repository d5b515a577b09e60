// What one coroutine waits for and something else raises. Both on the thread of the executor.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>

namespace sheaf::gateway {

class Signal {
 public:
  explicit Signal(const boost::asio::any_io_executor& executor) : timer_(executor) {}

  void Raise();
  // Returns once it is raised, at once where it has been raised since the last wait.
  boost::asio::awaitable<void> Wait();
  // The same, until `deadline` at the latest; whether it was raised.
  boost::asio::awaitable<bool> WaitUntil(std::chrono::steady_clock::time_point deadline);

 private:
  boost::asio::steady_timer timer_;
  bool is_raised_ = false;
};

}  // namespace sheaf::gateway
