// The stored values that are not part of the chain's entries: versions of records, and answers.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"

namespace sheaf::ledger {

inline constexpr size_t kSaltSize = 16;

// A version's value: a byte 1, the salt, and the change.
std::string EncodeVersion(const Record& record, std::string_view salt);
// DATA_LOSS where `value` cannot be the version of `resource` that `revision` made.
absl::StatusOr<Record> DecodeVersion(std::string_view resource, Revision revision,
                                     std::string_view value);
// The same into `record`, whose memory is used again: for those who read many.
absl::Status DecodeVersion(std::string_view resource, Revision revision, std::string_view value,
                           Record* record);
// Salt and change, as they are stored in `value`. Errors as above.
absl::StatusOr<SealedChange> SealedChangeOf(std::string_view resource, Revision revision,
                                            std::string_view value);
// SHA-256 over salt and change, as they are stored in `value`.
std::string ChangeDigest(std::string_view value);

// What a request with an id was answered, and which request that was.
struct Answer {
  std::string request_digest;
  Receipt receipt;
};
// An answer's value: SHA-256 over `key` and the rest, and the rest.
std::string EncodeAnswer(std::string_view key, const Answer& answer);
// DATA_LOSS where `value` is not what EncodeAnswer makes for `key`.
absl::StatusOr<Answer> DecodeAnswer(std::string_view key, std::string_view value);

}  // namespace sheaf::ledger
