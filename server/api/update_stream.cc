#include "server/api/update_stream.h"

#include <utility>

#include "server/api/answer.h"
#include "server/api/error_table.h"

namespace sheaf::api {

void FillBatchResponse(const sectors::Accepted& accepted, const ledger::Receipt& receipt,
                       v1::BatchPushUpdatesResponse* response) {
  int pushed = 0;
  for (const auto& result : receipt.results) pushed += result.outcome == ledger::Outcome::kCreated;
  response->set_revision(receipt.revision);
  response->set_pushed(pushed);
  response->set_unchanged(static_cast<int>(accepted.names.size()) - pushed);
  response->mutable_names()->Add(accepted.names.begin(), accepted.names.end());
}

UpdateStream* UpdateStream::Begin(const Serving& serving, std::string actor) {
  const std::shared_ptr<UpdateStream> stream(new UpdateStream(serving, std::move(actor)));
  stream->self_ = stream;
  serving.open_calls->Add(stream);
  stream->ReadNext();
  return stream.get();
}

void UpdateStream::ReadNext() {
  const std::lock_guard lock(mutex_);
  if (ending_) return EndForServer();
  reading_ = true;
  StartRead(&batch_);
}

void UpdateStream::OnReadDone(bool ok) {
  {
    const std::lock_guard lock(mutex_);
    reading_ = false;
    if (finished_) return;
  }
  if (!ok) return Finish(grpc::Status::OK);
  serving_.quick->Run([self = shared_from_this()] { self->Commit(); });
}

void UpdateStream::OnServerEnding() {
  const std::lock_guard lock(mutex_);
  ending_ = true;
  if (!reading_) return;
  finished_ = true;
  EndForServer();
}

void UpdateStream::EndForServer() {
  Finish(ToRpc(
      ServerEnding("the server is ending; the batches that it answered are on its disk and no "
                   "others: send those again to the server that comes after it")));
}

void UpdateStream::Commit() {
  auto accepted = sectors::AcceptUpdates(serving_.intake(), batch_);
  if (!accepted.ok()) return Finish(ToRpc(accepted.status()));
  CommitAccepted(serving_, actor_, *std::move(accepted),
                 [this, self = shared_from_this()](const sectors::Accepted& kept,
                                                   const absl::StatusOr<ledger::Receipt>& receipt) {
                   if (!receipt.ok()) return Finish(ToRpc(receipt.status()));
                   answer_.Clear();
                   FillBatchResponse(kept, *receipt, &answer_);
                   StartWrite(&answer_);
                 });
}

void UpdateStream::OnWriteDone(bool ok) { ok ? ReadNext() : Finish(grpc::Status::OK); }

void UpdateStream::OnDone() {
  serving_.open_calls->Remove(this);
  const auto self = std::move(self_);
}

}  // namespace sheaf::api
