#include "server/ledger/decide.h"

#include "server/base/status.h"

namespace sheaf::ledger {
namespace {

constexpr Decision kNothing{Outcome::kUnchanged, Verb::kReplace};

Decision Change(Verb verb) { return {Outcome::kChanged, verb}; }

bool MustBeThere(WriteMode mode) {
  return mode == WriteMode::kReplace || mode == WriteMode::kWithdraw ||
         mode == WriteMode::kVanish || mode == WriteMode::kReview;
}

absl::Status CheckVersion(const Write& write, const Record* latest) {
  const Revision found = latest == nullptr ? 0 : latest->revision;
  if (!write.expected_revision || *write.expected_revision == found) return absl::OkStatus();
  return Refusal(absl::StatusCode::kAborted, "ETAG_MISMATCH",
                 write.resource + " is of revision " + std::to_string(found) +
                     ", not of revision " + std::to_string(*write.expected_revision) +
                     " as expected; read it again, and repeat the change on what it is now");
}

absl::Status Missing(const Write& write) {
  return Refusal(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND",
                 write.resource + " does not exist; check the name, or create it first");
}

absl::Status Exists(const Write& write, const Record& latest) {
  return Refusal(absl::StatusCode::kAlreadyExists, "RECORD_EXISTS",
                 write.resource + " exists with other content since revision " +
                     std::to_string(latest.revision) + "; to correct it, replace it");
}

absl::StatusOr<Decision> DecideCreate(const Write& write, const Record& latest) {
  if (write.payload == latest.payload) return kNothing;
  return Exists(write, latest);
}

Decision DecideReplace(const Write& write, const Record& latest) {
  if (latest.live() && write.payload == latest.payload) return kNothing;
  return Change(Verb::kReplace);
}

absl::StatusOr<Decision> DecideReview(const Write& write, const Record& latest) {
  if (!latest.live()) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "RECORD_WITHDRAWN",
                   write.resource + " was taken back, and what is taken back is not reviewed");
  }
  return write.standing == latest.standing ? kNothing : Change(Verb::kReview);
}

}  // namespace

absl::StatusOr<Decision> Decide(const Write& write, const Record* latest) {
  if (latest == nullptr && MustBeThere(write.mode)) return Missing(write);
  SHEAF_RETURN_IF_ERROR(CheckVersion(write, latest));
  if (latest == nullptr) return Decision{Outcome::kCreated, Verb::kCreate};
  switch (write.mode) {
    case WriteMode::kCreate:
      return DecideCreate(write, *latest);
    case WriteMode::kReplace:
    case WriteMode::kPut:
      return DecideReplace(write, *latest);
    case WriteMode::kWithdraw:
      return latest->verb == Verb::kWithdraw ? kNothing : Change(Verb::kWithdraw);
    case WriteMode::kReview:
      return DecideReview(write, *latest);
    case WriteMode::kVanish:
      return latest->live() ? Change(Verb::kVanish) : kNothing;
  }
  return absl::InternalError("unknown write mode");
}

}  // namespace sheaf::ledger
