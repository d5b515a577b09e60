#include "server/store/rocks_status.h"

#include <string>

namespace sheaf::store {
namespace {

bool DiskIsFull(const rocksdb::Status& status) {
  return status.IsNoSpace() || status.subcode() == rocksdb::Status::kSpaceLimit;
}

}  // namespace

absl::Status FromRocks(const rocksdb::Status& status, std::string_view doing,
                       std::string_view afterwards) {
  if (status.ok()) return absl::OkStatus();
  const std::string what = std::string(doing) + ": " + status.ToString();
  if (status.IsNotFound()) return absl::NotFoundError(what);
  if (status.IsCorruption()) {
    return absl::DataLossError(what +
                               "; files are damaged or missing: keep the folder as it is, and "
                               "restore it from its last backup");
  }
  if (DiskIsFull(status)) {
    return absl::ResourceExhaustedError(what + "; the disk is full: make room on it, " +
                                        std::string(afterwards));
  }
  return absl::UnavailableError(what + "; check the disk and the folder's permissions, " +
                                std::string(afterwards));
}

// RocksDB has no code for this; its text is "lock hold by current process" within one process and
// "While lock file" otherwise.
bool IsHeldByAnother(const rocksdb::Status& status) {
  const std::string text = status.ToString();
  return status.IsIOError() && (text.find("lock hold by") != std::string::npos ||
                                text.find("While lock file") != std::string::npos);
}

}  // namespace sheaf::store
