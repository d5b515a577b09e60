#include "clients/web/gateway/http/worker.h"

#include <spdlog/spdlog.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <exception>
#include <utility>

namespace sheaf::gateway {
namespace {

constexpr std::chrono::milliseconds kSweepInterval(250);

void TellFailure(const std::exception_ptr& failure) {
  if (failure == nullptr) return;
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    spdlog::error("a connection was given up: {}", error.what());
  }
}

}  // namespace

Worker::Worker() : work_(context_.get_executor()), sweep_(context_) {
  Sweep();
  thread_ = std::thread([this] { context_.run(); });
}

Worker::~Worker() {
  work_.reset();
  boost::asio::post(context_, [this] { sweep_.cancel(); });
  context_.stop();
  thread_.join();
}

void Worker::Serve(std::shared_ptr<Session> session, std::function<void()> done) {
  boost::asio::post(context_, [this, session = std::move(session), done = std::move(done)] {
    sessions_.insert(session);
    if (is_ending_) session->End();
    boost::asio::co_spawn(context_, session->Run(),
                          [this, session, done](const std::exception_ptr& failure) {
                            TellFailure(failure);
                            session->Close();
                            sessions_.erase(session);
                            done();
                          });
  });
}

void Worker::End() {
  boost::asio::post(context_, [this] {
    is_ending_ = true;
    for (const auto& session : sessions_) session->End();
  });
}

void Worker::CloseAll() {
  boost::asio::post(context_, [this] {
    for (const auto& session : sessions_) session->Close();
  });
}

void Worker::Sweep() {
  sweep_.expires_after(kSweepInterval);
  sweep_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    const auto now = std::chrono::steady_clock::now();
    for (const auto& session : sessions_) session->CloseIfLate(now);
    Sweep();
  });
}

}  // namespace sheaf::gateway
