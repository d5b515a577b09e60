#include "server/api/plan_import.h"

#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/api/answer.h"
#include "server/api/error_table.h"
#include "server/base/status.h"

namespace sheaf::api {

PlanImport::PlanImport(const Serving& serving, std::string actor, v1::ImportPlanResponse* response)
    : serving_(serving), actor_(std::move(actor)), response_(response) {
  StartRead(&message_);
}

void PlanImport::OnReadDone(bool ok) {
  if (!ok) return serving_.quick->Run([this] { Commit(); });
  Take();
  if (lines_.size() > kMaxLines) {
    return Finish(
        ToRpc(Refusal(absl::StatusCode::kResourceExhausted, "PLAN_TOO_LONG",
                      absl::StrCat("one import may have ", kMaxLines,
                                   " lines; split the plan and attach child plans to its lines"))));
  }
  StartRead(&message_);
}

void PlanImport::Take() {
  auto* lines = message_.mutable_lines();
  std::move(lines->begin(), lines->end(), std::back_inserter(lines_));
  lines->Clear();
  if (!has_first_) first_ = std::move(message_);
  has_first_ = true;
}

void PlanImport::Commit() {
  auto accepted = sectors::AcceptPlan(serving_.intake(), first_, lines_);
  if (!accepted.ok()) return Finish(ToRpc(accepted.status()));
  CommitAccepted(serving_, actor_, *std::move(accepted),
                 [this](const sectors::Accepted& kept,
                        const absl::StatusOr<ledger::Receipt>& receipt) { Reply(kept, receipt); });
}

void PlanImport::Reply(const sectors::Accepted& accepted,
                       const absl::StatusOr<ledger::Receipt>& receipt) {
  if (!receipt.ok()) return Finish(ToRpc(receipt.status()));
  response_->set_revision(receipt->revision);
  response_->mutable_notes()->Add(accepted.notes.begin(), accepted.notes.end());
  response_->mutable_vanished()->Add(accepted.vanished.begin(), accepted.vanished.end());
  // Results are in the order of the writes: the plan itself, its lines, then the vanished ones.
  const size_t end = std::min(receipt->results.size(), lines_.size() + 1);
  for (size_t i = 1; i < end; ++i) {
    switch (receipt->results[i].outcome) {
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
  Finish(grpc::Status::OK);
}

}  // namespace sheaf::api
