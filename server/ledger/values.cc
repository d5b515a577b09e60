#include "server/ledger/values.h"

#include <utility>

#include "server/base/digest.h"
#include "server/base/status.h"
#include "server/ledger/chain.h"
#include "server/ledger/stored.pb.h"

namespace sheaf::ledger {
namespace {

constexpr char kSaltedChange = 1;

// Only what was read from outside is checked before it becomes an enum.
bool IsVerb(uint32_t number) {
  return number >= static_cast<uint32_t>(Verb::kCreate) &&
         number <= static_cast<uint32_t>(Verb::kReview);
}
bool IsOutcome(uint32_t number) { return number <= static_cast<uint32_t>(Outcome::kUnchanged); }

template <typename Message>
bool Parse(std::string_view bytes, Message& message) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

bool HasLayout(std::string_view version) {
  return version.size() > 1 + kSaltSize && version[0] == kSaltedChange;
}

absl::Status DamagedVersion(std::string_view resource, Revision revision) {
  return DamagedRevision(revision, "its version of " + std::string(resource) + " cannot be read");
}

std::string SumOf(std::string_view key, std::string_view answer) {
  return Sha256(std::string(key).append(answer));
}

}  // namespace

std::string EncodeVersion(const Record& record, std::string_view salt) {
  thread_local stored::Change change;  // keeps its memory
  change.set_resource(record.resource);
  change.set_verb(static_cast<uint32_t>(record.verb));
  change.set_actor(record.actor);
  change.set_request_id(record.request_id);
  change.set_reason(record.reason);
  change.set_payload(record.payload);
  change.set_previous(record.previous);
  change.set_commit_time(record.commit_time);
  change.set_standing(record.standing);
  std::string value;
  value.reserve(1 + salt.size() + change.ByteSizeLong());
  value.push_back(kSaltedChange);
  value += salt;
  change.AppendToString(&value);
  return value;
}

absl::StatusOr<Record> DecodeVersion(std::string_view resource, Revision revision,
                                     std::string_view value) {
  Record record;
  SHEAF_RETURN_IF_ERROR(DecodeVersion(resource, revision, value, &record));
  return record;
}

absl::Status DecodeVersion(std::string_view resource, Revision revision, std::string_view value,
                           Record* record) {
  thread_local stored::Change change;  // keeps its memory
  if (!HasLayout(value) || !Parse(value.substr(1 + kSaltSize), change) || !IsVerb(change.verb()) ||
      change.resource() != resource || change.previous() >= revision) {
    return DamagedVersion(resource, revision);
  }
  record->resource = change.resource();
  record->revision = revision;
  record->previous = change.previous();
  record->commit_time = change.commit_time();
  record->verb = static_cast<Verb>(change.verb());
  record->actor = change.actor();
  record->request_id = change.request_id();
  record->reason = change.reason();
  record->payload = change.payload();
  record->standing = change.standing();
  return absl::OkStatus();
}

absl::StatusOr<SealedChange> SealedChangeOf(std::string_view resource, Revision revision,
                                            std::string_view value) {
  if (!HasLayout(value)) return DamagedVersion(resource, revision);
  return SealedChange{std::string(value.substr(1, kSaltSize)),
                      std::string(value.substr(1 + kSaltSize))};
}

std::string ChangeDigest(std::string_view value) { return Sha256(value.substr(1)); }

std::string EncodeAnswer(std::string_view key, const Answer& answer) {
  stored::Answer stored;
  stored.set_request_digest(answer.request_digest);
  stored.set_revision(answer.receipt.revision);
  stored.set_commit_time(answer.receipt.commit_time);
  for (const Receipt::Result& result : answer.receipt.results) {
    stored::Answer::Result* added = stored.add_results();
    added->set_outcome(static_cast<uint32_t>(result.outcome));
    added->set_revision(result.revision);
  }
  const std::string bytes = stored.SerializeAsString();
  return SumOf(key, bytes) + bytes;
}

absl::StatusOr<Answer> DecodeAnswer(std::string_view key, std::string_view value) {
  const absl::Status damaged = absl::DataLossError(
      "the answer remembered for a request id cannot be read; restore the data folder from its "
      "last "
      "backup");
  if (value.size() < kHashSize) return damaged;
  const std::string_view bytes = value.substr(kHashSize);
  stored::Answer stored;
  if (SumOf(key, bytes) != value.substr(0, kHashSize) || !Parse(bytes, stored)) return damaged;
  Answer answer{stored.request_digest(), {stored.revision(), stored.commit_time(), {}}};
  for (const stored::Answer::Result& result : stored.results()) {
    if (!IsOutcome(result.outcome())) return damaged;
    answer.receipt.results.push_back({static_cast<Outcome>(result.outcome()), result.revision()});
  }
  return answer;
}

}  // namespace sheaf::ledger
