#include "server/upkeep/restore.h"

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "server/base/status.h"
#include "server/ledger/opening.h"

namespace sheaf::upkeep {
namespace {

namespace fs = std::filesystem;

// What an interrupted restore leaves; the next one begins anew.
constexpr char kUnfinished[] = "restoring";

absl::Status Failed(const fs::path& path, const std::error_code& error) {
  return absl::UnavailableError(absl::StrCat(path.string(), ": ", error.message(),
                                             "; check the disk and the folder's permissions"));
}

absl::Status CheckEmpty(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) return absl::OkStatus();
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().filename() == kUnfinished) continue;
    return Refusal(absl::StatusCode::kFailedPrecondition, "DATA_FOLDER_NOT_EMPTY",
                   absl::StrCat("the data folder ", folder.string(), " holds ",
                                entry.path().filename().string(),
                                "; a backup is restored into an empty folder or one that is not "
                                "there: move the old one away, or name another"));
  }
  return error ? Failed(folder, error) : absl::OkStatus();
}

absl::StatusOr<uint32_t> NumberOf(const store::RocksBackups& files, const std::string& which) {
  if (which != "latest") return BackupNumber(which);
  SHEAF_ASSIGN_OR_RETURN(const std::vector<Backup> backups, ListBackups(files));
  if (!backups.empty()) return backups.back().id;
  return Refusal(absl::StatusCode::kNotFound, "BACKUP_NOT_FOUND",
                 "the backup folder holds no backup; check --backup_dir");
}

absl::StatusOr<Backup> Find(const store::RocksBackups& files, uint32_t id) {
  SHEAF_RETURN_IF_ERROR(files.Find(id).status());
  SHEAF_ASSIGN_OR_RETURN(const std::vector<Backup> backups, ListBackups(files));
  for (const Backup& backup : backups) {
    if (backup.id == id && backup.readable) return backup;
  }
  return absl::DataLossError(
      absl::StrCat("backup ", id, ": what it says of itself cannot be read; use another one"));
}

absl::StatusOr<CheckResult> CheckCopy(const fs::path& copy, const Backup& backup) {
  store::RocksOptions options;
  options.log_required = false;
  SHEAF_ASSIGN_OR_RETURN(const auto store, store::OpenRocksStore(copy.string(), options));
  SHEAF_ASSIGN_OR_RETURN(const ledger::Tail tail, ledger::ReadTail(*store));
  CheckResult check = Check(*store);
  if (!check.ok()) return absl::DataLossError(absl::StrCat(check.misfits.front(), " (restored)"));
  if (tail == backup.tail) return check;
  return absl::DataLossError(absl::StrCat("backup ", backup.id, " holds revision ", tail.revision,
                                          " and should hold ", backup.tail.revision,
                                          "; use another one"));
}

}  // namespace

absl::StatusOr<Restored> Restore(const std::string& backup_dir, const std::string& which,
                                 const std::string& ledger_dir) {
  const fs::path folder = fs::path(ledger_dir).parent_path();
  const fs::path copy = folder / kUnfinished;
  SHEAF_ASSIGN_OR_RETURN(const auto files, store::RocksBackups::OpenForReading(backup_dir));
  SHEAF_ASSIGN_OR_RETURN(const uint32_t id, NumberOf(*files, which));
  SHEAF_ASSIGN_OR_RETURN(Backup backup, Find(*files, id));
  SHEAF_RETURN_IF_ERROR(CheckEmpty(folder));
  std::error_code error;
  fs::remove_all(copy, error);
  if (fs::create_directories(copy, error)) fs::permissions(copy, fs::perms::owner_all, error);
  if (error) return Failed(copy, error);
  SHEAF_RETURN_IF_ERROR(files->Restore(id, copy.string()));
  auto check = CheckCopy(copy, backup);
  if (check.ok()) fs::rename(copy, ledger_dir, error);
  if (check.ok() && !error) return Restored{std::move(backup), *std::move(check)};
  std::error_code ignored;
  fs::remove_all(copy, ignored);
  return check.ok() ? Failed(ledger_dir, error) : check.status();
}

absl::StatusOr<uint32_t> BackupNumber(const std::string& text) {
  uint32_t number = 0;
  if (absl::SimpleAtoi(absl::StripPrefix(text, "backups/"), &number) && number > 0) return number;
  return Refusal(
      absl::StatusCode::kInvalidArgument, "INVALID_BACKUP_NAME",
      absl::StrCat("'", text, "' names no backup; write its number, as 3, or backups/3"));
}

}  // namespace sheaf::upkeep
