// The hash chain over revisions. A client that is given chain entries and nothing else can check
// that each links to the one before; given a change's salt and bytes too, that this is what was
// committed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"

namespace sheaf::ledger {

inline constexpr size_t kHashSize = 32;

// What comes before revision 1: 32 zero bytes.
std::string GenesisHash();

// The bytes of an entry that anybody may see: a byte 1, revision, commit time, number of changes
// (8, 8 and 4 bytes, big-endian), and the change digests.
std::string PublicBytes(const ChainEntry& entry);

// SHA-256 over the previous hash and the public bytes: what `entry.hash` must be.
std::string HashOf(const ChainEntry& entry);

// The end of the chain.
struct Tail {
  Revision revision = 0;
  Micros commit_time = 0;
  std::string hash = GenesisHash();
  friend bool operator==(const Tail&, const Tail&) = default;
};
Tail TailOf(const ChainEntry& entry);

// An entry with its private part: the names of what it changed, one for each digest.
struct Entry {
  ChainEntry chain;
  std::vector<std::string> resources;
};

std::string EncodeEntry(const Entry& entry);
// DATA_LOSS where `value` is not what EncodeEntry makes for `revision`, its hash included.
absl::StatusOr<Entry> DecodeEntry(Revision revision, std::string_view value);

std::string EncodeTail(const Tail& tail);
absl::StatusOr<Tail> DecodeTail(std::string_view value);

// DATA_LOSS where `entry` does not follow `before`: revision, hash and commit time.
absl::Status CheckLink(const Tail& before, const ChainEntry& entry);

// DATA_LOSS of "revision 12: problem", with what to do.
absl::Status DamagedRevision(Revision revision, std::string_view problem);

}  // namespace sheaf::ledger
