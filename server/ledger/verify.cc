#include "server/ledger/verify.h"

#include <algorithm>
#include <string>

#include "server/base/status.h"
#include "server/ledger/keys.h"
#include "server/ledger/opening.h"
#include "server/ledger/reader.h"
#include "server/ledger/replay.h"
#include "server/ledger/values.h"

namespace sheaf::ledger {
namespace {

// Calls `look` with each key and value of a kind until it returns an error.
template <typename Look>
absl::Status ForEachOfKind(const store::Store& store, char kind, Look look) {
  const std::string lower(1, kind);
  const std::string upper(1, static_cast<char>(kind + 1));
  const auto cursor = store.Walk(lower, upper);
  for (cursor->Seek(lower); cursor->Valid(); cursor->Next()) {
    SHEAF_RETURN_IF_ERROR(look(cursor->key(), cursor->value()));
  }
  return cursor->status();
}

// A version that no entry names was put there by somebody else.
absl::Status CheckNamed(const Reader& reader, const VersionName& version) {
  SHEAF_ASSIGN_OR_RETURN(const Entry entry, reader.EntryAt(version.revision));
  const auto& named = entry.resources;
  if (std::find(named.begin(), named.end(), version.resource) != named.end()) {
    return absl::OkStatus();
  }
  return DamagedRevision(
      version.revision,
      "there is a version of " + std::string(version.resource) + " that it does not name");
}

// The chain has accounted for `named` versions up to `last`; there must be no other.
absl::Status CheckNoOtherVersions(const store::Store& store, size_t named, Revision last) {
  size_t found = 0;
  const auto count = [&](std::string_view key, std::string_view) -> absl::Status {
    SHEAF_ASSIGN_OR_RETURN(const VersionName version, ParseVersionKey(key));
    found += version.revision <= last;
    return absl::OkStatus();
  };
  SHEAF_RETURN_IF_ERROR(ForEachOfKind(store, kVersionKind, count));
  if (found == named) return absl::OkStatus();
  const Reader reader(&store);
  return ForEachOfKind(store, kVersionKind, [&](std::string_view key, std::string_view) {
    return CheckNamed(reader, *ParseVersionKey(key));
  });
}

absl::StatusOr<int64_t> CountAnswers(const store::Store& store) {
  int64_t answers = 0;
  const auto count = [&](std::string_view key, std::string_view value) {
    ++answers;
    return DecodeAnswer(key, value).status();
  };
  SHEAF_RETURN_IF_ERROR(ForEachOfKind(store, kRequestKind, count));
  return answers;
}

}  // namespace

absl::StatusOr<Contents> VerifyContents(const store::Store& store) {
  SHEAF_ASSIGN_OR_RETURN(const Tail tail, ReadTail(store));
  size_t named = 0;
  SHEAF_RETURN_IF_ERROR(ForEachCommit(
      store, Tail(), tail.revision, [&](const Commit& commit) { named += commit.records.size(); }));
  if (tail.revision > 0) {
    SHEAF_ASSIGN_OR_RETURN(const Entry last, Reader(&store).EntryAt(tail.revision));
    if (TailOf(last.chain) != tail) {
      return DamagedRevision(tail.revision, "the head differs from it");
    }
  }
  SHEAF_RETURN_IF_ERROR(CheckNoOtherVersions(store, named, tail.revision));
  SHEAF_ASSIGN_OR_RETURN(const int64_t answers, CountAnswers(store));
  return Contents{tail, static_cast<int64_t>(named), answers};
}

absl::Status VerifyStore(const store::Store& store) { return VerifyContents(store).status(); }

}  // namespace sheaf::ledger
