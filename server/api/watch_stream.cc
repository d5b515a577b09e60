#include "server/api/watch_stream.h"

#include <utility>

#include "server/api/error_table.h"

namespace sheaf::api {

WatchStream* WatchStream::Begin(const Serving& serving, grpc::CallbackServerContext* context,
                                absl::StatusOr<watchers::Watch> watch) {
  const std::shared_ptr<WatchStream> stream(new WatchStream(serving, context));
  stream->self_ = stream;
  serving.open_calls->Add(stream);
  if (watch.ok()) {
    serving.hub->Add(stream, *std::move(watch));
  } else {
    stream->End(watch.status());
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

void WatchStream::OnWriteDone(bool ok) { ok ? serving_.hub->Sent(this) : serving_.hub->Left(this); }

void WatchStream::OnDone() {
  serving_.open_calls->Remove(this);
  const std::shared_ptr<WatchStream> self = std::move(self_);  // outlives the lock
  const std::lock_guard lock(mutex_);
  context_ = nullptr;
}

}  // namespace sheaf::api
