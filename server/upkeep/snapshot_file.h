// The file that holds a snapshot: what was kept in memory at one revision, so that a start need not
// build it from the whole history. It holds nothing that the ledger does not, and may be removed.
//
// Text "sheaf snapshot 4 VERSION", revision, versions; the parts; the revision and the hash up to
// which they may hold anything; SHA-256 over all of that.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/base/snapshot.h"
#include "server/ledger/ledger.h"

namespace sheaf::upkeep {

// A revision and the hash of its entry in the chain.
struct ChainPoint {
  ledger::Revision revision = 0;
  std::string hash;
};

struct SnapshotHeader {
  ledger::Revision revision = 0;  // every part holds all that was committed up to it
  int64_t versions = 0;           // of records, up to it
};

// Writes the file whole or not at all: beside `path`, synced, then renamed. `through` is asked once
// the parts are written. The number of bytes, or the disk's error.
absl::StatusOr<int64_t> WriteSnapshot(const std::string& path, const std::string& version,
                                      const SnapshotHeader& header,
                                      const std::vector<Snapshotted::Write>& parts,
                                      const std::function<ChainPoint()>& through);

class SnapshotFile {
 public:
  // Reads the file once, for its sum. NOT_FOUND where there is none, FAILED_PRECONDITION for that
  // of another version, DATA_LOSS where the sum does not fit.
  static absl::StatusOr<SnapshotFile> Open(const std::string& path, const std::string& version);

  const SnapshotHeader& header() const { return header_; }
  const ChainPoint& through() const { return through_; }

  // Into empty parts, in the order in which they were written. DATA_LOSS where they cannot be read,
  // and the parts are then of no use.
  absl::Status Load(const std::vector<Snapshotted*>& parts) const;

 private:
  explicit SnapshotFile(std::string path) : path_(std::move(path)) {}

  std::string path_;
  int64_t parts_at_ = 0;  // in the file
  SnapshotHeader header_;
  ChainPoint through_;
};

}  // namespace sheaf::upkeep
