#include "server/api/update_stream.h"

#include <algorithm>
#include <utility>

#include "server/api/answer.h"
#include "server/api/error_table.h"
#include "server/base/status.h"

namespace sheaf::api {
namespace {

v1::PushOutcome OutcomeOf(ledger::Outcome outcome) {
  switch (outcome) {
    case ledger::Outcome::kCreated:
      return v1::PUSHED;
    case ledger::Outcome::kChanged:
      return v1::CORRECTED;
    case ledger::Outcome::kUnchanged:
      return v1::UNCHANGED;
  }
  return v1::PUSH_OUTCOME_UNSPECIFIED;
}

}  // namespace

void FillBatchResponse(const sectors::Accepted& accepted, const ledger::Receipt& receipt,
                       v1::BatchPushUpdatesResponse* response) {
  int counts[v1::PushOutcome_ARRAYSIZE] = {};
  auto result = receipt.results.begin();
  for (const bool is_repeat : accepted.is_repeat) {
    const v1::PushOutcome outcome = is_repeat ? v1::UNCHANGED : OutcomeOf((result++)->outcome);
    response->add_outcomes(outcome);
    ++counts[outcome];
  }
  response->set_revision(receipt.revision);
  response->set_pushed(counts[v1::PUSHED]);
  response->set_corrected(counts[v1::CORRECTED]);
  response->set_unchanged(counts[v1::UNCHANGED]);
  response->mutable_names()->Add(accepted.names.begin(), accepted.names.end());
}

UpdateStream::UpdateStream(const Serving& serving, const grpc::CallbackServerContext* context)
    : serving_(serving), context_(context), sequence_(std::make_shared<ledger::Sequence>()) {}

UpdateStream* UpdateStream::Begin(const Serving& serving,
                                  const grpc::CallbackServerContext* context) {
  const std::shared_ptr<UpdateStream> stream(new UpdateStream(serving, context));
  stream->self_ = stream;
  serving.open_calls->Add(stream);
  stream->GoOn(std::unique_lock(stream->mutex_));
  return stream.get();
}

void UpdateStream::OnReadDone(bool ok) {
  std::unique_lock lock(mutex_);
  reading_ = false;
  if (ok && !ended_) {
    checking_ = true;
    return serving_.quick->Run([self = shared_from_this()] { self->Check(); });
  }
  ended_ = true;
  GoOn(std::move(lock));
}

// Who calls is looked at with each batch: a token that ends, ends the stream.
absl::StatusOr<sectors::Accepted> UpdateStream::Accept(std::string* actor) {
  const auto admit = std::exchange(begun_, true) ? &AdmitStill : &Admit;
  SHEAF_ASSIGN_OR_RETURN(const auth::Caller caller,
                         admit(serving_, *context_, NeedsToPush(serving_, read_)));
  *actor = caller.actor();
  return sectors::AcceptUpdates(serving_.intake(*actor), read_);
}

void UpdateStream::Check() {
  std::string actor;
  auto accepted = Accept(&actor);
  std::unique_lock lock(mutex_);
  checking_ = false;
  if (!accepted.ok()) {
    ended_ = true;
    end_ = accepted.status();
  } else if (!ended_) {
    Commit(actor, *std::move(accepted));
  }
  GoOn(std::move(lock));
}

void UpdateStream::Commit(const std::string& actor, sectors::Accepted accepted) {
  accepted.request.sequence = sequence_;
  Batch* batch = &batches_.emplace_back();
  CommitAccepted(
      serving_, actor, std::move(accepted),
      [this, self = shared_from_this(), batch](const sectors::Accepted& kept,
                                               const absl::StatusOr<ledger::Receipt>& receipt) {
        v1::BatchPushUpdatesResponse answer;
        if (receipt.ok()) FillBatchResponse(kept, *receipt, &answer);
        std::unique_lock lock(mutex_);
        if (receipt.ok()) batch->answer.emplace(std::move(answer));
        if (!receipt.ok()) batch->answer.emplace(receipt.status());
        GoOn(std::move(lock));
      });
}

void UpdateStream::OnWriteDone(bool ok) {
  std::unique_lock lock(mutex_);
  writing_ = false;
  batches_.pop_front();
  if (!ok) ended_ = true;  // the client is gone; what was committed stays
  GoOn(std::move(lock));
}

// What was given to the ledger is answered first.
void UpdateStream::OnServerEnding() {
  std::unique_lock lock(mutex_);
  if (!ended_) {
    end_ = ServerEnding(
        "the server is ending; the batches that it answered are on its disk and no others: send "
        "those again to the server that comes after it");
  }
  ended_ = true;
  GoOn(std::move(lock));
}

void UpdateStream::OnDone() {
  serving_.open_calls->Remove(this);
  const auto self = std::move(self_);
}

void UpdateStream::GoOn(std::unique_lock<std::mutex> lock) {
  WriteOn();
  ReadOn();
  if (!MayFinish()) return;
  finished_ = true;
  const grpc::Status status = ToRpc(end_);
  lock.unlock();  // this may be gone once it has finished
  Finish(status);
}

void UpdateStream::WriteOn() {
  if (writing_ || finished_ || batches_.empty() || !batches_.front().answer) return;
  auto& answer = *batches_.front().answer;
  if (answer.ok()) {
    writing_ = true;
    return StartWrite(&*answer);
  }
  ended_ = true;
  end_ = answer.status();
}

void UpdateStream::ReadOn() {
  if (reading_ || checking_ || ended_ || batches_.size() >= kWindow) return;
  reading_ = true;
  StartRead(&read_);
}

// Whatever will still call back keeps the stream alive, but for a read: gRPC ends that one itself.
bool UpdateStream::MayFinish() const {
  if (!ended_ || writing_ || checking_ || finished_) return false;
  return std::all_of(batches_.begin(), batches_.end(),
                     [](const Batch& batch) { return batch.answer.has_value(); });
}

}  // namespace sheaf::api
