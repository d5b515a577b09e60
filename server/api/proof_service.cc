#include "server/api/proof_service.h"

#include <google/protobuf/util/time_util.h>

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/api/answer_stream.h"
#include "server/api/visibility.h"
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

// Makes the messages of one call.
class ChainWalk {
 public:
  // Of links and changes in a message; one change more may stand in it.
  static constexpr size_t kMessageBytes = 1 << 20;

  ChainWalk(const Serving& serving, const v1::WalkChainRequest& request)
      : serving_(serving),
        with_changes_(request.with_changes()),
        after_(request.after_revision()),
        through_(request.through_revision()) {}

  absl::StatusOr<Made> Make(const auth::Caller& caller, v1::WalkChainResponse* message) {
    caller_ = &caller;
    if (revision_ == 0) SHEAF_RETURN_IF_ERROR(Begin());
    const absl::Status status = Fill(message);
    // What was read before the damage is of use to the client; the next message tells of it.
    if (!message->links().empty()) return Made::kMessage;
    if (!status.ok()) return status;
    return Made::kEnd;
  }

 private:
  absl::Status Begin() {
    const ledger::Revision head = serving_.ledger->Head();
    if (through_ == 0) through_ = head;
    SHEAF_RETURN_IF_ERROR(CheckRange(after_, through_, head));
    revision_ = after_ + 1;
    return absl::OkStatus();
  }

  absl::Status Fill(v1::WalkChainResponse* message) {
    size_t bytes = 0;
    while (revision_ <= through_ && bytes < kMessageBytes) {
      v1::ChainLink link;
      SHEAF_RETURN_IF_ERROR(FillLink(kMessageBytes - bytes, &link));
      bytes += link.ByteSizeLong();
      *message->add_links() = std::move(link);
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
    SHEAF_ASSIGN_OR_RETURN(const std::vector<bool> sees, SeesAt(sent_changes_, sealed.size()));
    for (size_t i = 0; i < sealed.size(); ++i) {
      v1::SealedChange* added = link->add_changes();
      if (!sees[i]) continue;
      added->set_salt(std::move(sealed[i].salt));
      added->set_stored(std::move(sealed[i].change));
    }
    sent_changes_ += sealed.size();
    return absl::OkStatus();
  }

  // Which of `count` changes of the revision, from `start` on, the caller may read.
  absl::StatusOr<std::vector<bool>> SeesAt(size_t start, size_t count) const {
    std::vector<bool> sees(count, true);
    using auth::Access;
    if (caller_->has_every_role() || caller_->May(Access::OfAll(v1::READ_UNPUBLISHED))) return sees;
    SHEAF_ASSIGN_OR_RETURN(const ledger::Commit part,
                           serving_.ledger->CommitPartAt(revision_, start, count));
    Visibility visibility(serving_, *caller_);
    for (size_t i = 0; i < count; ++i) {
      const ledger::Record& record = part.records.at(i);
      SHEAF_ASSIGN_OR_RETURN(const bool version, visibility.SeesVersion(record));
      sees[i] = version && caller_->May(AccessTo(serving_, v1::READ, record.resource));
    }
    return sees;
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
  const auth::Caller* caller_ = nullptr;
  const bool with_changes_;
  const ledger::Revision after_;
  ledger::Revision through_;
  ledger::Revision revision_ = 0;  // the one to send next, or to go on with; 0 at first
  size_t changes_ = 0;             // of `revision_`, that are asked for
  size_t sent_changes_ = 0;
};

}  // namespace

grpc::ServerWriteReactor<v1::WalkChainResponse>* ProofService::WalkChain(
    grpc::CallbackServerContext* context, const v1::WalkChainRequest* request) {
  const auto walk = std::make_shared<ChainWalk>(serving_, *request);
  return new AnswerStream<v1::WalkChainResponse>(
      serving_, serving_.quick, serving_.quick, context, NeedsTo(v1::READ),
      [walk](const auth::Caller& caller, v1::WalkChainResponse* message) {
        return walk->Make(caller, message);
      });
}

}  // namespace sheaf::api
