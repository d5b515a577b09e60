// Work that waits to be sent: pushes made without a server, kept in a folder in their order and
// signed, so that an entry that was altered, put in another's place or lost is found and not sent.
//
//   FOLDER/key              the key that signs, made on first use, for its owner only
//   FOLDER/head             how far the spool goes, and how far it was sent; signed
//   FOLDER/000003.entry     an entry (spool_entry.h)
//   FOLDER/000003.dropped   that it is not to be sent, and why; signed
//   FOLDER/dropped/         entries that were passed over, with why
//
// Every step is on disk before the next begins, and each may be the last one of a process: an entry
// is there whole or not at all, and one that was sent is sent again under the same request ids
// until the head says that it was. What signing cannot find is a whole folder put back to an
// earlier state; its entries would be sent again, and the server would give its first answers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cpp/signing_key.h"
#include "clients/cpp/spool_entry.h"

namespace sheaf::client {

// What the spool says of itself.
struct SpoolHead {
  // The newest entry, and its digest; 0 and empty at first.
  int64_t last = 0;
  std::string last_digest;
  // The entry up to which all was sent or passed over, and its digest.
  int64_t sent = 0;
  std::string sent_digest;
  // The entry whose sending has begun: some of it may be on the server.
  int64_t begun = 0;
};

// An entry that waits.
struct Waiting {
  int64_t sequence = 0;
  // Unset members where it cannot be sent; then `problem` says why.
  SpoolEntry entry;
  absl::Status problem;
  bool begun = false;
  // Why it is passed over; empty where it is to be sent.
  std::string dropped_reason;
};

// The spool of one server. Any number of processes may use one at once: each call locks it for as
// long as it takes. Errors: FAILED_PRECONDITION for what the file system refuses, DATA_LOSS, with
// what to do, for a head that was altered or is missing.
class Spool {
 public:
  // Makes the folder where there is none.
  static absl::StatusOr<Spool> Open(std::string folder, std::string server);
  // The folder of the spool of the server at `target`, by default: under StateFolder().
  static absl::StatusOr<std::string> FolderOf(const std::string& target);

  // Puts an entry at the end, on disk; its sequence, server, request_id and `before` are set here.
  // Returns its sequence.
  absl::StatusOr<int64_t> Add(SpoolEntry entry);

  // All that waits, in order. Each was verified: its signature, its place, and that it follows the
  // one before.
  absl::StatusOr<std::vector<Waiting>> ReadWaiting();

  // Records that sending `sequence` begins; that it is done with. In their order.
  absl::Status Begin(int64_t sequence);
  absl::Status Finish(int64_t sequence);

  // An entry that waits is not to be sent; it is kept, with the reason. NOT_FOUND where no such
  // entry waits, UNAVAILABLE while entries are sent.
  absl::Status Drop(int64_t sequence, const std::string& reason, const std::string& time);

  // Held while its entries are sent, by one process at a time. Ends with the object, or the
  // process. UNAVAILABLE where another one holds it.
  absl::StatusOr<std::shared_ptr<void>> LockForSending() const;

  const std::string& folder() const { return folder_; }

 private:
  Spool(std::string folder, std::string server)
      : folder_(std::move(folder)), server_(std::move(server)) {}

  std::string PathOf(int64_t sequence, const char* ending) const;
  // The lock under which all below are called.
  absl::StatusOr<std::shared_ptr<void>> Lock() const;
  absl::StatusOr<SigningKey> Key() const;
  absl::StatusOr<SpoolHead> ReadHead(const SigningKey& key) const;
  absl::StatusOr<SpoolHead> Recover(const SigningKey& key) const;
  absl::Status WriteHead(const SigningKey& key, const SpoolHead& head) const;
  absl::Status TidyAway(int64_t sequence) const;
  absl::StatusOr<std::vector<Waiting>> ReadAll(const SigningKey& key, const SpoolHead& head) const;
  Waiting ReadOne(const SigningKey& key, int64_t sequence, std::string* before) const;

  std::string folder_;
  std::string server_;
};

}  // namespace sheaf::client
