#include "server/api/proof_service.h"

#include <google/protobuf/util/time_util.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/api/error_table.h"
#include "server/base/status.h"
#include "server/ledger/chain.h"

namespace sheaf::api {
namespace {

using google::protobuf::util::TimeUtil;

absl::Status CheckRange(ledger::Revision after, ledger::Revision through, ledger::Revision head) {
  if (after >= 0 && through >= after && through <= head) return absl::OkStatus();
  return Refusal(absl::StatusCode::kOutOfRange, "NO_SUCH_REVISION",
                 absl::StrCat("there are no revisions after ", after, " through ", through,
                              "; the newest is ", head));
}

// Sends the links of one call, a message at a time: the next is read when the one before has gone
// out. Lives until the call is done; deletes itself then.
class ChainStream final : public grpc::ServerWriteReactor<v1::WalkChainResponse> {
 public:
  // Of links and changes in a message; one change more may stand in it.
  static constexpr size_t kMessageBytes = 1 << 20;

  ChainStream(const Serving& serving, const v1::WalkChainRequest& request)
      : serving_(serving), with_changes_(request.with_changes()) {
    serving_.quick->Run([this, request] { Begin(request); });
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::OK);
    serving_.quick->Run([this] { Next(); });
  }
  void OnDone() override { delete this; }

 private:
  void Begin(const v1::WalkChainRequest& request) {
    const ledger::Revision head = serving_.ledger->Head();
    through_ = request.through_revision() == 0 ? head : request.through_revision();
    const absl::Status status = CheckRange(request.after_revision(), through_, head);
    if (!status.ok()) return Finish(ToRpc(status));
    revision_ = request.after_revision() + 1;
    Next();
  }

  void Next() {
    message_.Clear();
    const absl::Status status = Fill();
    // What was read before the damage is of use to the client.
    if (!status.ok() && message_.links().empty()) return Finish(ToRpc(status));
    if (message_.links().empty()) return Finish(grpc::Status::OK);
    StartWrite(&message_);
  }

  absl::Status Fill() {
    size_t bytes = 0;
    while (revision_ <= through_ && bytes < kMessageBytes) {
      v1::ChainLink link;
      SHEAF_RETURN_IF_ERROR(FillLink(kMessageBytes - bytes, &link));
      bytes += link.ByteSizeLong();
      *message_.add_links() = std::move(link);
      if (sent_changes_ < changes_) break;
      ++revision_;
      sent_changes_ = 0;
    }
    return absl::OkStatus();
  }

  absl::Status FillLink(size_t max_bytes, v1::ChainLink* link) {
    link->set_revision(revision_);
    if (sent_changes_ == 0) SHEAF_RETURN_IF_ERROR(FillPublic(link));
    if (!with_changes_) return absl::OkStatus();
    SHEAF_ASSIGN_OR_RETURN(std::vector<ledger::SealedChange> sealed,
                           serving_.ledger->SealedAt(revision_, sent_changes_, max_bytes));
    for (ledger::SealedChange& change : sealed) {
      v1::SealedChange* added = link->add_changes();
      added->set_salt(std::move(change.salt));
      added->set_stored(std::move(change.change));
    }
    sent_changes_ += sealed.size();
    return absl::OkStatus();
  }

  absl::Status FillPublic(v1::ChainLink* link) {
    SHEAF_ASSIGN_OR_RETURN(const ledger::ChainEntry entry,
                           serving_.ledger->ChainEntryAt(revision_));
    *link->mutable_commit_time() = TimeUtil::MicrosecondsToTimestamp(entry.commit_time);
    link->set_public_bytes(ledger::PublicBytes(entry));
    link->set_hash(entry.hash);
    changes_ = with_changes_ ? entry.change_digests.size() : 0;
    return absl::OkStatus();
  }

  const Serving& serving_;
  const bool with_changes_;
  ledger::Revision through_ = 0;
  ledger::Revision revision_ = 0;  // the next one to send, or the one that is being sent
  size_t changes_ = 0;             // of `revision_`, that are asked for
  size_t sent_changes_ = 0;
  v1::WalkChainResponse message_;
};

}  // namespace

grpc::ServerWriteReactor<v1::WalkChainResponse>* ProofService::WalkChain(
    grpc::CallbackServerContext*, const v1::WalkChainRequest* request) {
  return new ChainStream(serving_, *request);
}

}  // namespace sheaf::api
