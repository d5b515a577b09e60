// A thread and the connections that it serves.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <set>
#include <thread>

#include "clients/web/gateway/http/session.h"

namespace sheaf::gateway {

class Worker {
 public:
  Worker();
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  boost::asio::io_context& context() { return context_; }

  // From any thread: serves `session`, of this worker's executor, and calls `done` when it is over.
  void Serve(std::shared_ptr<Session> session, std::function<void()> done);
  // From any thread: what is under way is finished; streams are told.
  void End();
  // From any thread: every connection is cut off.
  void CloseAll();

 private:
  // Closes, from time to time, the connections that have been waited for too long.
  void Sweep();

  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer sweep_;
  std::set<std::shared_ptr<Session>> sessions_;
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace sheaf::gateway
