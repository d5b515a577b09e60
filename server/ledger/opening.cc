#include "server/ledger/opening.h"

#include <charconv>
#include <string>

#include "server/base/failpoint.h"
#include "server/base/status.h"
#include "server/ledger/keys.h"
#include "server/ledger/reader.h"

namespace sheaf::ledger {
namespace {

// The format's number, a space, and the first version of sheafd that reads it.
std::string FormatValue() { return std::to_string(kFormat) + " " + std::string(kFormatSince); }

absl::Status CheckFormat(std::string_view value) {
  if (value == FormatValue()) return absl::OkStatus();
  int format = 0;
  const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), format);
  const std::string_view since = value.substr(stop - value.data());
  // There is no older format than the first.
  if (error != std::errc() || format <= kFormat || since.size() < 2 || since[0] != ' ') {
    return absl::DataLossError(
        "the ledger's format cannot be read; restore the data folder from "
        "its last backup");
  }
  return Refusal(absl::StatusCode::kFailedPrecondition, "NEWER_FORMAT",
                 "the ledger is of format " + std::to_string(format) +
                     ", and this build reads up to " + std::to_string(kFormat) + "; use sheafd " +
                     std::string(since.substr(1)) + " or newer");
}

absl::StatusOr<Tail> Create(store::Store& store) {
  const auto cursor = store.Walk("", "");
  cursor->Seek("");
  SHEAF_RETURN_IF_ERROR(cursor->status());
  if (cursor->Valid()) {
    return absl::DataLossError(
        "the store holds data but no ledger's format; choose an empty data folder, or restore this "
        "one from its last backup");
  }
  const Tail tail;
  Failpoint("start.creating");
  SHEAF_RETURN_IF_ERROR(store.Write(
      {{{std::string(kFormatKey), FormatValue()}, {std::string(kHeadKey), EncodeTail(tail)}}, {}}));
  return tail;
}

// The last entry, and nothing after it.
absl::Status CheckEnd(const store::Store& store, const Tail& tail) {
  const std::string end(1, kEntryKind + 1);
  const auto cursor = store.Walk(EntryKey(tail.revision + 1), end);
  cursor->Seek(EntryKey(tail.revision + 1));
  SHEAF_RETURN_IF_ERROR(cursor->status());
  if (cursor->Valid()) return DamagedRevision(tail.revision + 1, "it comes after the head");
  if (tail.revision == 0) return absl::OkStatus();
  const Reader reader(&store);
  SHEAF_ASSIGN_OR_RETURN(const Entry last, reader.EntryAt(tail.revision));
  if (TailOf(last.chain) != tail) return DamagedRevision(tail.revision, "the head differs from it");
  Tail before;
  if (tail.revision > 1) {
    SHEAF_ASSIGN_OR_RETURN(const Entry entry, reader.EntryAt(tail.revision - 1));
    before = TailOf(entry.chain);
  }
  return CheckLink(before, last.chain);
}

}  // namespace

absl::StatusOr<Tail> ReadTail(const store::Store& store) {
  SHEAF_ASSIGN_OR_RETURN(const std::string format, store.Get(kFormatKey));
  SHEAF_RETURN_IF_ERROR(CheckFormat(format));
  const auto value = store.Get(kHeadKey);
  if (absl::IsNotFound(value.status())) {
    return absl::DataLossError(
        "the ledger's head is missing; restore the data folder from its last "
        "backup");
  }
  SHEAF_RETURN_IF_ERROR(value.status());
  return DecodeTail(*value);
}

absl::StatusOr<Tail> OpenTail(store::Store& store) {
  if (absl::IsNotFound(store.Get(kFormatKey).status())) return Create(store);
  SHEAF_ASSIGN_OR_RETURN(Tail tail, ReadTail(store));
  SHEAF_RETURN_IF_ERROR(CheckEnd(store, tail));
  return tail;
}

}  // namespace sheaf::ledger
