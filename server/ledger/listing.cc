#include "server/ledger/listing.h"

#include <algorithm>

#include "server/base/status.h"
#include "server/ledger/keys.h"
#include "server/ledger/values.h"

namespace sheaf::ledger {
namespace {

// Most records have few versions: stepping over them is cheaper than seeking.
constexpr int kStepsBeforeSeek = 4;

}  // namespace

LatestVersions::LatestVersions(const store::Store& store, int parts, std::string_view prefix,
                               std::string_view start_after, Revision as_of)
    : parts_(parts),
      as_of_(as_of),
      cursor_(
          store.Walk(VersionKeysFrom(parts, prefix), EndOfPrefix(VersionKeysFrom(parts, prefix)))) {
  const std::string after =
      start_after.empty() ? std::string() : VersionKeysAfter(parts, start_after);
  cursor_->Seek(std::max(after, VersionKeysFrom(parts, prefix)));
  Settle();
}

absl::StatusOr<Record> LatestVersions::record() const {
  return DecodeVersion(resource_, revision_, cursor_->value());
}

void LatestVersions::Next() {
  SkipResource();
  Settle();
}

absl::Status LatestVersions::status() const { return broken_.ok() ? cursor_->status() : broken_; }

// From the newest version of a resource to its version at as_of_, or on to the next resource.
void LatestVersions::Settle() {
  valid_ = false;
  while (cursor_->Valid()) {
    const auto version = ParseVersionKey(cursor_->key());
    if (!version.ok()) {
      broken_ = version.status();
      return;
    }
    if (version->revision <= as_of_) {
      resource_ = version->resource;
      revision_ = version->revision;
      valid_ = true;
      return;
    }
    cursor_->Seek(VersionKey(version->resource, as_of_));
  }
}

void LatestVersions::SkipResource() {
  for (int step = 0; step < kStepsBeforeSeek; ++step) {
    cursor_->Next();
    if (!AtResource()) return;
  }
  cursor_->Seek(VersionKeysAfter(parts_, resource_));
}

bool LatestVersions::AtResource() const {
  if (!cursor_->Valid()) return false;
  const auto version = ParseVersionKey(cursor_->key());
  return version.ok() && version->resource == resource_;
}

}  // namespace sheaf::ledger
