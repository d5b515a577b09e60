// Answering a call with a stream of messages, each made on an executor and only once the one before
// has been taken: a slow client costs one message of memory.
#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "server/api/admission.h"
#include "server/api/compression.h"
#include "server/api/error_table.h"
#include "server/base/executor.h"

namespace sheaf::api {

enum class Made {
  kMessage,
  // Nothing to send so far: ask again. Others that wait for the executor come first, and a client
  // that has gone is noticed.
  kNothingYet,
  kEnd,
};

// Lives until the call is done; deletes itself then. The executors outlive it.
template <typename Message>
class AnswerStream final : public grpc::ServerWriteReactor<Message> {
 public:
  // Fills in the next message for the caller; it is empty when it comes. An error ends the stream.
  using Make = std::function<absl::StatusOr<Made>(const auth::Caller&, Message*)>;

  // For a caller that has what the call needs. The first message is made on `first`, the others on
  // `rest`.
  AnswerStream(const Serving& serving, Executor* first, Executor* rest,
               grpc::CallbackServerContext* context, Needs needs, Make make)
      : rest_(rest), context_(context), make_(std::move(make)) {
    LetCompress(*context);
    first->Run([this, &serving, needs = std::move(needs)] {
      auto caller = Admit(serving, *context_, needs);
      if (!caller.ok()) return this->Finish(ToRpc(caller.status()));
      caller_ = *std::move(caller);
      MakeOne();
    });
  }

  void OnWriteDone(bool ok) override { ok ? Next() : this->Finish(grpc::Status::CANCELLED); }
  void OnDone() override { delete this; }

 private:
  void Next() {
    rest_->Run([this] { MakeOne(); });
  }

  void MakeOne() {
    if (context_->IsCancelled()) return this->Finish(grpc::Status::CANCELLED);
    message_.Clear();
    const absl::StatusOr<Made> made = make_(*caller_, &message_);
    if (!made.ok()) return this->Finish(ToRpc(made.status()));
    switch (*made) {
      case Made::kMessage:
        return this->StartWrite(&message_);
      case Made::kNothingYet:
        return Next();
      case Made::kEnd:
        return this->Finish(grpc::Status::OK);
    }
  }

  Executor* const rest_;
  grpc::CallbackServerContext* const context_;
  const Make make_;
  std::optional<auth::Caller> caller_;  // once it is admitted
  Message message_;
};

}  // namespace sheaf::api
