// Keeps a snapshot of what is in memory, so that a start takes seconds however long the history is:
// it is read, and only what was committed after it is told again.
//
//   Snapshots snapshots({folder + "/snapshot", version}, {ledger->Memory(), &model, &manifests});
//   const auto after = snapshots.Load(*ledger);
//   ledger->AddObservers({&model, &manifests, &snapshots}, *after);
//   snapshots.Begin();
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/base/executor.h"
#include "server/base/snapshot.h"
#include "server/ledger/ledger.h"
#include "server/upkeep/snapshot_file.h"

namespace sheaf::upkeep {

struct SnapshotOptions {
  std::string path;
  std::string version;  // of the server: another one's snapshot is not read
  // A new one is written when this many versions of records, and an eighth of all, have come since
  // the last: the more there is, the longer what is written holds.
  int64_t least_versions = 100'000;
};

// An observer, the last of them: each part has been told what this is told.
class Snapshots : public ledger::Observer {
 public:
  Snapshots(SnapshotOptions options, std::vector<Snapshotted*> parts);

  // Fills the parts, which are empty, from the snapshot, and gives the revision up to which they
  // then hold everything. 0, and nothing filled, where there is none or it does not fit `ledger`,
  // which the log says. DATA_LOSS where it cannot be used after all: it is removed, and the next
  // start does without.
  absl::StatusOr<ledger::Revision> Load(const ledger::Ledger& ledger);
  // Before the first commit, after all that is stored has been told: from now on snapshots are
  // written, where one is due at once.
  void Begin();
  // Waits for the one that is being written; no more are begun. Comes before a part goes.
  void End();

  void OnCommit(const ledger::Commit& commit) override;
  void OnHead(ledger::Revision head) override;

 private:
  void WriteIfDue();
  void Write(const SnapshotHeader& header, const std::vector<Snapshotted::Write>& parts);

  const SnapshotOptions options_;
  const std::vector<Snapshotted*> parts_;

  // Of the commit thread alone.
  int64_t versions_ = 0;
  int64_t written_versions_ = 0;

  std::mutex mutex_;
  ChainPoint told_;
  bool begun_ = false;
  bool writing_ = false;
  std::unique_ptr<Executor> writer_ = std::make_unique<Executor>(1);  // last: uses all above
};

}  // namespace sheaf::upkeep
