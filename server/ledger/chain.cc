#include "server/ledger/chain.h"

#include "server/base/digest.h"
#include "server/ledger/keys.h"
#include "server/ledger/stored.pb.h"

namespace sheaf::ledger {
namespace {

constexpr char kPublicVersion = 1;
constexpr size_t kPublicFixedSize = 1 + 8 + 8 + 4;

}  // namespace

std::string GenesisHash() { return std::string(kHashSize, '\0'); }

std::string PublicBytes(const ChainEntry& entry) {
  std::string bytes(1, kPublicVersion);
  AppendBigEndian64(bytes, static_cast<uint64_t>(entry.revision));
  AppendBigEndian64(bytes, static_cast<uint64_t>(entry.commit_time));
  AppendBigEndian32(bytes, static_cast<uint32_t>(entry.change_digests.size()));
  for (const std::string& digest : entry.change_digests) bytes += digest;
  return bytes;
}

std::string HashOf(const ChainEntry& entry) {
  return Sha256(entry.previous_hash + PublicBytes(entry));
}

Tail TailOf(const ChainEntry& entry) { return {entry.revision, entry.commit_time, entry.hash}; }

std::string EncodeEntry(const Entry& entry) {
  stored::Touched touched;
  for (const std::string& resource : entry.resources) touched.add_resources(resource);
  return entry.chain.previous_hash + PublicBytes(entry.chain) + entry.chain.hash +
         touched.SerializeAsString();
}

absl::StatusOr<Entry> DecodeEntry(Revision revision, std::string_view value) {
  if (value.size() < 2 * kHashSize + kPublicFixedSize || value[kHashSize] != kPublicVersion) {
    return DamagedRevision(revision, "its chain entry cannot be read");
  }
  Entry entry;
  ChainEntry& chain = entry.chain;
  chain.previous_hash = value.substr(0, kHashSize);
  chain.revision = static_cast<Revision>(BigEndian64(value.substr(kHashSize + 1)));
  chain.commit_time = static_cast<Micros>(BigEndian64(value.substr(kHashSize + 9)));
  const size_t count = BigEndian32(value.substr(kHashSize + 17));
  const size_t hashed = kHashSize + kPublicFixedSize + count * kHashSize;
  if (value.size() < hashed + kHashSize) {
    return DamagedRevision(revision, "its chain entry is cut short");
  }
  for (size_t i = 0; i < count; ++i) {
    chain.change_digests.emplace_back(
        value.substr(kHashSize + kPublicFixedSize + i * kHashSize, kHashSize));
  }
  chain.hash = value.substr(hashed, kHashSize);
  if (chain.revision != revision || chain.hash != Sha256(value.substr(0, hashed))) {
    return DamagedRevision(revision, "its chain entry does not have its hash");
  }
  const std::string_view rest = value.substr(hashed + kHashSize);
  stored::Touched touched;
  if (!touched.ParseFromArray(rest.data(), static_cast<int>(rest.size())) ||
      static_cast<size_t>(touched.resources_size()) != count) {
    return DamagedRevision(revision, "the names of what it changed cannot be read");
  }
  entry.resources.assign(std::make_move_iterator(touched.mutable_resources()->begin()),
                         std::make_move_iterator(touched.mutable_resources()->end()));
  return entry;
}

std::string EncodeTail(const Tail& tail) {
  std::string bytes;
  AppendBigEndian64(bytes, static_cast<uint64_t>(tail.revision));
  AppendBigEndian64(bytes, static_cast<uint64_t>(tail.commit_time));
  return bytes + tail.hash;
}

absl::StatusOr<Tail> DecodeTail(std::string_view value) {
  const absl::Status damaged = absl::DataLossError(
      "the ledger's head cannot be read; restore the data folder from its last backup");
  if (value.size() != 16 + kHashSize) return damaged;
  Tail tail;
  tail.revision = static_cast<Revision>(BigEndian64(value));
  tail.commit_time = static_cast<Micros>(BigEndian64(value.substr(8)));
  tail.hash = value.substr(16);
  const bool before_the_first = tail.revision == 0 && tail == Tail();
  if (tail.revision < 1 && !before_the_first) return damaged;
  return tail;
}

absl::Status CheckLink(const Tail& before, const ChainEntry& entry) {
  if (entry.revision != before.revision + 1 || entry.previous_hash != before.hash) {
    return DamagedRevision(entry.revision, "it does not link to the revision before");
  }
  if (entry.commit_time < before.commit_time) {
    return DamagedRevision(entry.revision, "it is older than the revision before");
  }
  return absl::OkStatus();
}

absl::Status DamagedRevision(Revision revision, std::string_view problem) {
  return absl::DataLossError(
      "revision " + std::to_string(revision) + ": " + std::string(problem) +
      "; keep the data folder as it is, and restore it from its last backup");
}

}  // namespace sheaf::ledger
