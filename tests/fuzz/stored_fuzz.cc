// Stored keys and values: damaged bytes are DATA_LOSS, and what is taken is what was written. The
// first byte says what the rest is read as.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/ledger/chain.h"
#include "server/ledger/keys.h"
#include "server/ledger/values.h"
#include "server/sectors/records.h"
#include "tests/fuzz/expect.h"

namespace sheaf::ledger {
namespace {

constexpr Revision kRevision = 7;
constexpr std::string_view kNames[] = {"plans/p",
                                       "plans/p/lines/L",
                                       "plans/p/lines/L/updates/u",
                                       "sectors/s/kpis/k/baselines/b",
                                       "sectors/s/kpis/k/targets/t",
                                       "sectors/s/series/k/observations/o",
                                       "memberStates/IDN",
                                       "sectors/s/manifests/m"};

void ReadKey(std::string_view bytes) {
  const auto version = ParseVersionKey(bytes);
  if (!version.ok()) return;
  fuzz::Expect(VersionKey(version->resource, version->revision) == bytes, "a key reads as written");
}

void ReadTail(std::string_view bytes) {
  const auto tail = DecodeTail(bytes);
  if (tail.ok()) fuzz::Expect(EncodeTail(*tail) == bytes, "a head reads as written");
}

void ReadEntry(std::string_view bytes) {
  const auto entry = DecodeEntry(kRevision, bytes);
  if (!entry.ok()) return;
  fuzz::Expect(HashOf(entry->chain) == entry->chain.hash, "an entry has its own hash");
  fuzz::Expect(entry->chain.change_digests.size() == entry->resources.size(),
               "an entry has a name for each digest");
}

// With the right hash, which a mutation never finds by itself.
void ReadHashedEntry(std::string_view bytes) {
  if (bytes.size() < kHashSize) return;
  Entry entry;
  entry.chain.revision = kRevision;
  entry.chain.previous_hash = bytes.substr(0, kHashSize);
  std::string rest(bytes.substr(kHashSize));
  entry.chain.hash = HashOf(entry.chain);
  const std::string empty = EncodeEntry(entry);
  ReadEntry(empty.substr(0, empty.size()) + rest);
}

// The bytes as a payload of each kind of record.
void ReadPayload(std::string_view bytes, std::string_view name) {
  Record record;
  record.resource = name;
  record.revision = kRevision;
  record.payload = bytes;
  const auto change = sectors::ChangeOf(record);
  if (change.ok()) fuzz::Expect(change->resource() == name, "a change keeps its name");
}

void ReadVersion(std::string_view bytes) {
  for (const std::string_view name : kNames) {
    const auto record = DecodeVersion(name, kRevision, bytes);
    if (!record.ok()) continue;
    fuzz::Expect(record->resource == name, "a version keeps its name");
    sectors::ChangeOf(*record).status().IgnoreError();
  }
}

}  // namespace
}  // namespace sheaf::ledger

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace ledger = sheaf::ledger;
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  switch (data[0] % 7) {
    case 0:
      ledger::ReadKey(bytes);
      break;
    case 1:
      ledger::ReadTail(bytes);
      break;
    case 2:
      ledger::ReadEntry(bytes);
      break;
    case 3:
      ledger::ReadHashedEntry(bytes);
      break;
    case 4:
      ledger::ReadVersion(bytes);
      break;
    case 5:
      ledger::DecodeAnswer("q", bytes).status().IgnoreError();
      break;
    default:
      ledger::ReadPayload(bytes, ledger::kNames[data[1] % std::size(ledger::kNames)]);
  }
  return 0;
}
