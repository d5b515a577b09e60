#include "server/upkeep/backups.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "server/base/digest.h"
#include "server/base/status.h"
#include "server/ledger/opening.h"
#include "server/ledger/verify.h"

namespace sheaf::upkeep {
namespace {

// What a backup says of itself: revision, commit time in microseconds, hash, version.
std::string LabelOf(const ledger::Tail& tail, const std::string& version) {
  return absl::StrCat(tail.revision, " ", tail.commit_time, " ", Hex(tail.hash), " ", version);
}

Backup ToBackup(const store::StoredBackup& stored) {
  Backup backup{stored.id, false, stored.create_time, stored.bytes, {}, ""};
  const std::vector<std::string> parts = absl::StrSplit(stored.label, ' ');
  if (!stored.whole || parts.size() != 4 || parts[2].size() != 2 * ledger::kHashSize) return backup;
  backup.readable = absl::SimpleAtoi(parts[0], &backup.tail.revision) &&
                    absl::SimpleAtoi(parts[1], &backup.tail.commit_time);
  backup.tail.hash = absl::HexStringToBytes(parts[2]);
  backup.version = parts[3];
  return backup;
}

absl::Status CheckEnd(const ledger::Tail& expected, const ledger::Tail& found) {
  if (found == expected) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat(
      "it ends at revision ", found.revision, " with hash ", Hex(found.hash), ", and was made of ",
      expected.revision, " with hash ", Hex(expected.hash), "; use another backup"));
}

}  // namespace

absl::StatusOr<std::vector<Backup>> ListBackups(const store::RocksBackups& files) {
  SHEAF_ASSIGN_OR_RETURN(const auto stored, files.List());
  std::vector<Backup> backups;
  for (const store::StoredBackup& backup : stored) backups.push_back(ToBackup(backup));
  return backups;
}

absl::StatusOr<std::unique_ptr<Backups>> Backups::Open(const std::string& folder,
                                                       store::LiveStore* store,
                                                       std::string version) {
  SHEAF_ASSIGN_OR_RETURN(auto files, store::RocksBackups::Open(folder));
  return std::unique_ptr<Backups>(new Backups(std::move(files), store, std::move(version)));
}

absl::StatusOr<Backup> Backups::Create() {
  // Called while no batch is written: the head is that of the files.
  const auto label = [this]() -> absl::StatusOr<std::string> {
    SHEAF_ASSIGN_OR_RETURN(const ledger::Tail tail, ledger::ReadTail(*store_));
    return LabelOf(tail, version_);
  };
  SHEAF_ASSIGN_OR_RETURN(const store::StoredBackup stored, files_->Create(*store_, label));
  return ToBackup(stored);
}

absl::StatusOr<std::vector<Backup>> Backups::List() const { return ListBackups(*files_); }

absl::StatusOr<Backup> Backups::Verify(uint32_t id) const {
  SHEAF_ASSIGN_OR_RETURN(const store::StoredBackup stored, files_->Find(id));
  Backup backup = ToBackup(stored);
  const auto walk = [&](const store::Store& store) -> absl::Status {
    SHEAF_ASSIGN_OR_RETURN(const ledger::Contents contents, ledger::VerifyContents(store));
    return CheckEnd(backup.tail, contents.tail);
  };
  SHEAF_RETURN_IF_ERROR(files_->Verify(id, walk));
  return backup;
}

absl::Status Backups::Delete(uint32_t id) { return files_->Delete(id); }

}  // namespace sheaf::upkeep
