#include "server/api/watch_stream.h"

#include <utility>

#include "server/api/error_table.h"

namespace sheaf::api {
namespace {

constexpr std::chrono::seconds kAdmittedFor{5};

}  // namespace

WatchStream* WatchStream::Begin(const Serving& serving, grpc::CallbackServerContext* context,
                                Needs needs, absl::StatusOr<watchers::Watch> watch) {
  const std::shared_ptr<WatchStream> stream(new WatchStream(serving, context, std::move(needs)));
  stream->self_ = stream;
  serving.open_calls->Add(stream);
  absl::Status admitted = stream->Readmit();
  if (admitted.ok()) admitted = watch.status();
  if (admitted.ok()) {
    serving.hub->Add(stream, *std::move(watch));
  } else {
    stream->End(admitted);
  }
  return stream.get();
}

void WatchStream::Send(grpc::ByteBuffer message) {
  message_.Swap(&message);
  StartWrite(&message_);
}

void WatchStream::End(const absl::Status& status) { Finish(ToRpc(status)); }

void WatchStream::Drop() {
  const std::lock_guard lock(mutex_);
  if (context_ != nullptr) context_->TryCancel();
}

absl::Status WatchStream::Readmit() {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (context_ == nullptr || now < admitted_ + kAdmittedFor) return absl::OkStatus();
  admitted_ = now;
  return AdmitStill(serving_, *context_, needs_).status();
}

void WatchStream::OnWriteDone(bool ok) {
  if (!ok) return serving_.hub->Left(this);
  const absl::Status admitted = Readmit();
  admitted.ok() ? serving_.hub->Sent(this) : serving_.hub->Left(this, admitted);
}

void WatchStream::OnDone() {
  serving_.open_calls->Remove(this);
  const std::shared_ptr<WatchStream> self = std::move(self_);  // outlives the lock
  const std::lock_guard lock(mutex_);
  context_ = nullptr;
}

}  // namespace sheaf::api
