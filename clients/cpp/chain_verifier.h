// Checks the server's hash chain link by link, with nothing but what the server sends and the
// hashes computed here: that each link follows from the one before, and that each change that is
// shown has the digest that its link holds. proto/sheaf/v1/proof_service.proto says which bytes are
// hashed.
//
//   ChainVerifier verifier(checkpoint);
//   for (const v1::ChainLink& link : ...) if (!verifier.Take(link).ok()) ...
//   if (!verifier.Finish().ok()) ...
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cpp/sha256.h"
#include "sheaf/v1/proof_service.pb.h"

namespace sheaf::client {

// A place in the chain that is known to fit. The default is the place before the first revision.
struct Checkpoint {
  int64_t revision = 0;
  // Microseconds since 1970 UTC; 0 for revision 0.
  int64_t commit_time = 0;
  std::string hash = std::string(kHashSize, '\0');

  bool operator==(const Checkpoint&) const = default;
};

// "revision 12 of 2025-11-21T08:30:00Z".
std::string NameOf(const Checkpoint& place);

// Not thread-safe.
class ChainVerifier {
 public:
  // `with_changes`: whether the links were asked for with their changes.
  ChainVerifier(Checkpoint from, bool with_changes)
      : at_(std::move(from)), with_changes_(with_changes) {}

  // Takes the next link. DATA_LOSS where it does not fit, with its revision, when that was
  // committed, and which of its changes it is. After an error the verifier takes no more.
  absl::Status Take(const v1::ChainLink& link);
  // DATA_LOSS where changes of the last link are still to come.
  absl::Status Finish() const;

  // The last link that fits, with all of its changes.
  const Checkpoint& at() const { return at_; }
  int64_t links() const { return links_; }
  // Whose digests were computed again, and those that were not shown.
  int64_t changes() const { return changes_; }
  int64_t withheld() const { return withheld_; }

 private:
  absl::Status TakeLink(const v1::ChainLink& link);
  absl::Status TakeChanges(const v1::ChainLink& link);
  absl::Status ReadPublicBytes(const v1::ChainLink& link);

  Checkpoint at_;
  const bool with_changes_;
  // The link that is being taken, and the digests of all its changes.
  Checkpoint link_;
  std::vector<std::string> digests_;
  size_t taken_ = 0;  // of its changes
  int64_t links_ = 0;
  int64_t changes_ = 0;
  int64_t withheld_ = 0;
};

}  // namespace sheaf::client
