#include "clients/web/gateway/calls/asking.h"

#include <utility>

#include "clients/web/gateway/upstream/unary_call.h"

namespace sheaf::gateway {

int64_t Asking::Join(Heard heard) {
  std::unique_lock lock(mutex_);
  const int64_t number = next_number_++;
  if (answer_ == nullptr) {
    waiting_[number] = std::move(heard);
    return number;
  }
  lock.unlock();
  heard(answer_);
  return number;
}

void Asking::Leave(int64_t number) {
  std::shared_ptr<UnaryCall> call;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.erase(number) == 0 || !waiting_.empty()) return;
    is_given_up_ = true;
    call = call_;
  }
  if (call != nullptr) call->Cancel();
}

bool Asking::IsGivenUp() const {
  const std::lock_guard lock(mutex_);
  return is_given_up_;
}

void Asking::Begin(Upstream* upstream, const Call& call, const ReplyForm& form, Heard keep) {
  auto begun = upstream->Unary(
      call, [self = shared_from_this(), form, keep = std::move(keep)](UnaryResult result) {
        const auto answer = std::make_shared<const Reply>(RenderReply(form, std::move(result)));
        if (keep) keep(answer);
        self->Tell(answer);
      });
  {
    const std::lock_guard lock(mutex_);
    // The call holds this by what it will do; it may have done it already.
    if (answer_ == nullptr) call_ = begun;
    if (!is_given_up_) return;
  }
  begun->Cancel();
}

void Asking::Tell(const Answer& answer) {
  std::map<int64_t, Heard> waiting;
  {
    const std::lock_guard lock(mutex_);
    answer_ = answer;
    call_ = nullptr;
    waiting.swap(waiting_);
  }
  for (const auto& [number, heard] : waiting) heard(answer);
}

}  // namespace sheaf::gateway
