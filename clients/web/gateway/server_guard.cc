#include "clients/web/gateway/server_guard.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <spdlog/spdlog.h>

#include <chrono>

#include "sheaf/v1/access_service.grpc.pb.h"

namespace sheaf::gateway {
namespace {

constexpr std::chrono::seconds kPatience(2);
constexpr std::chrono::seconds kInterval(5);

}  // namespace

ServerGuard::ServerGuard(Upstream* upstream, bool is_local)
    : upstream_(upstream), is_local_(is_local) {
  if (is_local_) return;
  Ask();
  thread_ = std::thread([this] { AskAgainAndAgain(); });
}

ServerGuard::~ServerGuard() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  end_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void ServerGuard::Ask() {
  const auto stub = v1::AccessService::NewStub(upstream_->channel());
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  v1::WhoAmIResponse who;
  const grpc::Status status = stub->WhoAmI(&context, {}, &who);
  auto finding = Finding::kUnknown;
  // Who shows nothing is nobody, or the principal `local` of a policy, or everybody.
  if (status.ok()) finding = who.every_role() ? Finding::kHasNone : Finding::kHasPolicy;
  if (status.error_code() == grpc::StatusCode::UNAUTHENTICATED) finding = Finding::kHasPolicy;
  if (finding_.exchange(finding) != finding && finding == Finding::kHasNone) {
    spdlog::error("the server has no policy: no call from beyond this machine is passed on");
  }
}

void ServerGuard::AskAgainAndAgain() {
  std::unique_lock lock(mutex_);
  while (!end_.wait_for(lock, kInterval, [this] { return is_ending_; })) {
    lock.unlock();
    Ask();
    lock.lock();
  }
}

absl::Status ServerGuard::Check() const {
  if (is_local_) return absl::OkStatus();
  switch (finding_.load()) {
    case Finding::kHasPolicy:
      return absl::OkStatus();
    case Finding::kHasNone:
      return absl::FailedPreconditionError(
          "the server has no policy, so that whoever reaches it may do everything; the gateway "
          "passes no call on to it from beyond this machine. Start sheafd with --policy");
    default:
      return absl::UnavailableError("the server cannot be reached; try again in some seconds");
  }
}

absl::Status ServerGuard::CheckCall(std::string_view authorization) const {
  if (!is_local_ && authorization.empty()) {
    return absl::UnauthenticatedError("the server asks who is calling: show a token");
  }
  return Check();
}

}  // namespace sheaf::gateway
