#include "server/api/watch_stream.h"

#include <utility>

#include "server/api/error_table.h"
#include "server/base/status.h"
#include "sheaf/v1/watch_service.grpc.pb.h"

namespace sheaf::api {
namespace {

constexpr std::chrono::seconds kAdmittedFor{5};

}  // namespace

WatchStream* WatchStream::Begin(const Serving& serving, grpc::CallbackServerContext* context,
                                Needs needs, SeesAll sees_all,
                                absl::StatusOr<watchers::Watch> watch) {
  const std::shared_ptr<WatchStream> stream(
      new WatchStream(serving, context, std::move(needs), std::move(sees_all)));
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
  const absl::Status hidden = Hide(&message);
  if (!hidden.ok()) {
    // What cannot be looked at is not sent. The hub is told once it is done with this call.
    serving_.quick->Run([this, self = self_, hidden] { serving_.hub->Left(this, hidden); });
    return;
  }
  message_.Swap(&message);
  StartWrite(&message_);
}

absl::Status WatchStream::Hide(grpc::ByteBuffer* message) {
  std::shared_ptr<Visibility> visibility;
  {
    const std::lock_guard lock(mutex_);
    visibility = visibility_;
  }
  if (visibility == nullptr) return absl::OkStatus();
  v1::WatchResponse all, seen;
  using Bytes = grpc::SerializationTraits<v1::WatchResponse>;
  if (!Bytes::Deserialize(message, &all).ok()) return absl::InternalError("cannot be read");
  for (v1::Change& change : *all.mutable_changes()) {
    SHEAF_ASSIGN_OR_RETURN(const bool shows, visibility->Shows(&change));
    if (shows) *seen.add_changes() = std::move(change);
  }
  seen.set_complete_through(all.complete_through());
  if (!seen.changes().empty()) *seen.mutable_commit_time() = all.commit_time();
  bool own = false;
  if (!Bytes::Serialize(seen, message, &own).ok()) return absl::InternalError("cannot be written");
  return absl::OkStatus();
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
  SHEAF_ASSIGN_OR_RETURN(auth::Caller caller, AdmitStill(serving_, *context_, needs_));
  auto visibility = std::make_shared<Visibility>(serving_, std::move(caller));
  visibility_ = sees_all_(*visibility) ? nullptr : std::move(visibility);
  return absl::OkStatus();
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
