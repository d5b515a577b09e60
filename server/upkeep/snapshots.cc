#include "server/upkeep/snapshots.h"

#include <malloc.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "server/base/failpoint.h"
#include "server/base/status.h"

namespace sheaf::upkeep {
namespace {

// A server on a copy of the folder, or one whose log lost its end, has another chain.
absl::Status CheckFits(const SnapshotFile& snapshot, const ledger::Ledger& ledger) {
  const ChainPoint& through = snapshot.through();
  const auto entry = ledger.ChainEntryAt(through.revision);
  if (entry.ok() && entry->hash == through.hash) return absl::OkStatus();
  return absl::FailedPreconditionError("it is of another history");
}

}  // namespace

Snapshots::Snapshots(SnapshotOptions options, std::vector<Snapshotted*> parts)
    : options_(std::move(options)), parts_(std::move(parts)) {}

absl::StatusOr<ledger::Revision> Snapshots::Load(const ledger::Ledger& ledger) {
  const auto file = SnapshotFile::Open(options_.path, options_.version);
  if (absl::IsNotFound(file.status())) return 0;
  const absl::Status fits = file.ok() ? CheckFits(*file, ledger) : file.status();
  if (!fits.ok()) {
    spdlog::info("{} is not used, the whole history is read: {}", options_.path,
                 std::string(fits.message()));
    return 0;
  }
  if (const absl::Status loaded = file->Load(parts_); !loaded.ok()) {
    std::error_code ignored;
    std::filesystem::remove(options_.path, ignored);
    return WithContext(loaded, "the snapshot was removed; start the server again");
  }
  versions_ = written_versions_ = file->header().versions;
  told_ = file->through();
  return file->header().revision;
}

void Snapshots::Begin() {
  {
    const std::lock_guard lock(mutex_);
    begun_ = true;
  }
  WriteIfDue();
}

void Snapshots::End() {
  {
    const std::lock_guard lock(mutex_);
    begun_ = false;
  }
  writer_.reset();
}

void Snapshots::OnCommit(const ledger::Commit& commit) {
  versions_ += static_cast<int64_t>(commit.records.size());
  const std::lock_guard lock(mutex_);
  told_ = {commit.revision, commit.hash};
}

void Snapshots::OnHead(ledger::Revision) { WriteIfDue(); }

// At a revision that all parts have been told of, and before they are told of the next.
void Snapshots::WriteIfDue() {
  const int64_t due = std::max(options_.least_versions, written_versions_ / 8);
  if (versions_ - written_versions_ < due) return;
  const std::lock_guard lock(mutex_);
  if (!begun_ || writing_) return;
  writing_ = true;
  written_versions_ = versions_;
  std::vector<Snapshotted::Write> parts;
  parts.reserve(parts_.size());
  for (const Snapshotted* const part : parts_) parts.push_back(part->Capture());
  const SnapshotHeader header{told_.revision, versions_};
  writer_->Run([this, header, parts = std::move(parts)] { Write(header, parts); });
}

void Snapshots::Write(const SnapshotHeader& header, const std::vector<Snapshotted::Write>& parts) {
  // The parts may hold some of what was committed while they were written, and nothing after that.
  const auto through = [this] {
    Failpoint("snapshot.writing");
    const std::lock_guard lock(mutex_);
    return told_;
  };
  const auto size = WriteSnapshot(options_.path, options_.version, header, parts, through);
  Failpoint("snapshot.written");
  // A part of the memory that the commits since the last one needed for a moment is free in pieces.
  malloc_trim(0);
  if (size.ok()) {
    spdlog::info("snapshot of revision {}: {} versions of records in {} bytes", header.revision,
                 header.versions, *size);
  } else {
    spdlog::warn("no snapshot was written, the next start takes longer: {}",
                 std::string(size.status().message()));
  }
  const std::lock_guard lock(mutex_);
  writing_ = false;
}

}  // namespace sheaf::upkeep
