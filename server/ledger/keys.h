// The ledger's keys (FORMAT.md), and the order that they give the store.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"

namespace sheaf::ledger {

inline constexpr std::string_view kFormatKey = "mformat";
inline constexpr std::string_view kHeadKey = "mhead";

// All keys of a kind are in [kind, kind + 1).
inline constexpr char kEntryKind = 'e';
inline constexpr char kRequestKind = 'q';
inline constexpr char kVersionKind = 'v';

// A name has at most this many parts.
inline constexpr int kDeepest = 16;
inline constexpr size_t kLongestName = 1000;

// Names alternate collections and ids, so that their number of parts is even. INVALID_ARGUMENT for
// a name that the keys cannot hold.
absl::Status CheckResource(std::string_view resource);

std::string EntryKey(Revision revision);

// Where the answer to `actor`'s request `request_id` is remembered.
std::string RequestKey(std::string_view actor, std::string_view request_id);

// The version of `resource` that `revision` made. Versions of a resource follow each other from the
// newest to the oldest, so that the latest at or before a revision is the first key from here on.
std::string VersionKey(std::string_view resource, Revision revision);

// The first key that a version of a name of `parts` parts, from `name` on in byte order, can have.
std::string VersionKeysFrom(int parts, std::string_view name);

// The first key after those of all versions of `resource`.
std::string VersionKeysAfter(int parts, std::string_view resource);

// The first key that does not start with `prefix`, which has a byte other than 0xff.
std::string EndOfPrefix(std::string prefix);

struct VersionName {
  std::string_view resource;  // into the key
  Revision revision = 0;
};
// DATA_LOSS where `key` is none of VersionKey's.
absl::StatusOr<VersionName> ParseVersionKey(std::string_view key);

// Integers as bytes that sort like them.
void AppendBigEndian64(std::string& bytes, uint64_t value);
void AppendBigEndian32(std::string& bytes, uint32_t value);
// `bytes` has at least 8 (4) bytes.
uint64_t BigEndian64(std::string_view bytes);
uint32_t BigEndian32(std::string_view bytes);

}  // namespace sheaf::ledger
