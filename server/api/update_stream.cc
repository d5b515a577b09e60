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

UpdateStream::UpdateStream(const Serving& serving, std::string actor)
    : serving_(serving), actor_(std::move(actor)) {
  StartRead(&batch_);
}

void UpdateStream::OnReadDone(bool ok) {
  if (!ok) return Finish(grpc::Status::OK);
  serving_.quick->Run([this] { Commit(); });
}

void UpdateStream::Commit() {
  auto accepted = sectors::AcceptUpdates(serving_.intake(), batch_);
  if (!accepted.ok()) return Finish(ToRpc(accepted.status()));
  CommitAccepted(
      serving_, actor_, *std::move(accepted),
      [this](const sectors::Accepted& kept, const absl::StatusOr<ledger::Receipt>& receipt) {
        if (!receipt.ok()) return Finish(ToRpc(receipt.status()));
        answer_.Clear();
        FillBatchResponse(kept, *receipt, &answer_);
        StartWrite(&answer_);
      });
}

void UpdateStream::OnWriteDone(bool ok) {
  if (!ok) return Finish(grpc::Status::OK);
  StartRead(&batch_);
}

}  // namespace sheaf::api
