#include "server/api/plan_import.h"

#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/api/answer.h"
#include "server/api/error_table.h"
#include "server/base/status.h"

namespace sheaf::api {

PlanImport::PlanImport(const Serving& serving, ImportQueue* queue,
                       grpc::CallbackServerContext* context, v1::ImportPlanResponse* response)
    : serving_(serving), queue_(queue), context_(context), response_(response) {}

PlanImport* PlanImport::Begin(const Serving& serving, ImportQueue* queue,
                              grpc::CallbackServerContext* context,
                              v1::ImportPlanResponse* response) {
  const std::shared_ptr<PlanImport> call(new PlanImport(serving, queue, context, response));
  call->self_ = call;
  serving.open_calls->Add(call);
  call->ReadNext();
  return call.get();
}

void PlanImport::ReadNext() {
  const std::lock_guard lock(mutex_);
  if (!finished_) StartRead(&message_);
}

// False where the server has ended the call in the meantime.
bool PlanImport::EndReading() {
  const std::lock_guard lock(mutex_);
  reading_ = false;
  return !finished_;
}

void PlanImport::OnReadDone(bool ok) {
  if (!ok) {
    if (!EndReading()) return;
    return queue_->Enter(first_.plan().name(), [self = shared_from_this()] {
      self->serving_.quick->Run([self] { self->Commit(); });
    });
  }
  Take();
  if (lines_.size() <= kMaxLines) return ReadNext();
  if (!EndReading()) return;
  Finish(ToRpc(Refusal(absl::StatusCode::kResourceExhausted, "PLAN_TOO_LONG",
                       absl::StrCat("one import may have ", kMaxLines,
                                    " lines; split the plan and attach child plans to its "
                                    "lines"))));
}

void PlanImport::OnServerEnding() {
  const std::lock_guard lock(mutex_);
  if (!reading_) return;
  finished_ = true;
  Finish(ToRpc(ServerEnding(
      "the server is ending; nothing of the plan was written: import it again when it is back")));
}

void PlanImport::OnDone() {
  serving_.open_calls->Remove(this);
  const auto self = std::move(self_);
}

void PlanImport::Take() {
  auto* lines = message_.mutable_lines();
  std::move(lines->begin(), lines->end(), std::back_inserter(lines_));
  lines->Clear();
  if (!has_first_) first_ = std::move(message_);
  has_first_ = true;
}

void PlanImport::Leave(const grpc::Status& status) {
  queue_->Leave(first_.plan().name());
  Finish(status);
}

void PlanImport::Commit() {
  // A stream that broke is not one that ended: what has come is not the whole plan.
  if (context_->IsCancelled()) return Leave(grpc::Status::CANCELLED);
  const v1::Plan& plan = first_.plan();
  const auto caller =
      Admit(serving_, *context_, NeedsToManage(serving_, plan.name(), plan.sector()));
  if (!caller.ok()) return Leave(ToRpc(caller.status()));
  auto accepted = sectors::AcceptPlan(serving_.intake(caller->actor()), first_, lines_);
  if (!accepted.ok()) return Leave(ToRpc(accepted.status()));
  CommitAccepted(serving_, caller->actor(), *std::move(accepted),
                 [self = shared_from_this()](const sectors::Accepted& kept,
                                             const absl::StatusOr<ledger::Receipt>& receipt) {
                   self->Reply(kept, receipt);
                 });
}

void PlanImport::Reply(const sectors::Accepted& accepted,
                       const absl::StatusOr<ledger::Receipt>& receipt) {
  if (!receipt.ok()) return Leave(ToRpc(receipt.status()));
  Leave(ToRpc(FillResponse(accepted, *receipt)));
}

absl::Status PlanImport::FillResponse(const sectors::Accepted& accepted,
                                      const ledger::Receipt& receipt) {
  response_->set_revision(receipt.revision);
  response_->mutable_notes()->Add(accepted.notes.begin(), accepted.notes.end());
  SHEAF_ASSIGN_OR_RETURN(const auto vanished, Vanished(accepted, receipt));
  response_->mutable_vanished()->Add(vanished.begin(), vanished.end());
  // Results are in the order of the writes: the plan itself, its lines, then the vanished ones.
  const size_t end = std::min(receipt.results.size(), lines_.size() + 1);
  for (size_t i = 1; i < end; ++i) {
    switch (receipt.results[i].outcome) {
      case ledger::Outcome::kCreated:
        response_->set_created(response_->created() + 1);
        break;
      case ledger::Outcome::kChanged:
        response_->set_changed(response_->changed() + 1);
        break;
      case ledger::Outcome::kUnchanged:
        response_->set_unchanged(response_->unchanged() + 1);
        break;
    }
  }
  return absl::OkStatus();
}

// Where a request comes again, `accepted` is of now: the plan has lost its lines before. The
// receipt is of then, and so is what its revision holds.
absl::StatusOr<std::vector<std::string>> PlanImport::Vanished(
    const sectors::Accepted& accepted, const ledger::Receipt& receipt) const {
  if (first_.validate_only()) return accepted.vanished;
  std::vector<std::string> vanished;
  if (receipt.results.size() <= lines_.size() + 1) return vanished;
  SHEAF_ASSIGN_OR_RETURN(const ledger::Commit commit, serving_.ledger->CommitAt(receipt.revision));
  for (const ledger::Record& record : commit.records) {
    if (record.verb == ledger::Verb::kVanish) vanished.push_back(record.resource);
  }
  return vanished;
}

}  // namespace sheaf::api
