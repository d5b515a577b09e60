#include "server/store/rocks_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/status/statusor.h"
#include "server/base/status.h"
#include "server/store/rocks_status.h"

namespace sheaf::store {
namespace {

namespace fs = std::filesystem;

// Besides the log's contents: for the files that RocksDB makes when it opens, and for some writes.
constexpr uintmax_t kSpareBytes = 8 << 20;

// What RocksDB calls the first manifest of a database, until it has opened it for the first time.
constexpr std::string_view kFirstManifest = "MANIFEST-000001";

struct Files {
  bool current = false;
  bool tables = false;
  bool logs = false;
  uintmax_t log_bytes = 0;
};

absl::StatusOr<Files> Look(const std::string& folder) {
  Files files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const fs::path& path = it->path();
    files.current |= path.filename() == "CURRENT";
    files.tables |= path.extension() == ".sst";
    if (path.extension() != ".log") continue;
    files.logs = true;
    std::error_code gone;  // RocksDB removes old logs by itself
    if (const uintmax_t size = fs::file_size(path, gone); !gone) files.log_bytes += size;
  }
  if (!error) return files;
  return absl::UnavailableError("the data folder " + folder + " cannot be read: " +
                                error.message() + "; check the disk and the folder's permissions");
}

// The name of the manifest that CURRENT holds.
std::string ManifestOf(const std::string& folder) {
  std::string manifest;
  std::ifstream(folder + "/CURRENT") >> manifest;
  return manifest;
}

absl::Status Missing(const std::string& folder, std::string_view file) {
  return absl::DataLossError(
      "the data folder " + folder + " holds a store, but " + std::string(file) +
      " is missing: put it back, or restore the folder from its last backup");
}

// An unnamed file: nothing is left of it, whatever happens.
int OpenUnnamed(const std::string& folder) {
  return open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
}

}  // namespace

absl::Status MakeFolder(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    fs::create_directories(folder, error);
    if (!error) fs::permissions(folder, fs::perms::owner_all, error);
    if (error) {
      return absl::UnavailableError("the data folder " + folder + " cannot be made: " +
                                    error.message() + "; make it, or choose another one");
    }
  }
  if (access(folder.c_str(), R_OK | W_OK | X_OK) == 0) return absl::OkStatus();
  return absl::UnavailableError(
      "the data folder " + folder + " cannot be written: " + std::strerror(errno) +
      "; give the server's user the right to write there, or choose another one");
}

absl::Status CheckFiles(const std::string& folder, bool log_required) {
  SHEAF_ASSIGN_OR_RETURN(const Files files, Look(folder));
  if (!files.current && (files.tables || files.logs)) return Missing(folder, "its file CURRENT");
  if (!files.current) return absl::OkStatus();
  const std::string manifest = ManifestOf(folder);
  if (manifest.empty() || !fs::exists(fs::path(folder) / manifest)) {
    return Missing(folder, "the file that its CURRENT names, '" + manifest + "',");
  }
  // A first start that was killed may not have made the log yet.
  if (log_required && !files.logs && manifest != kFirstManifest) {
    return Missing(folder, "its write-ahead log (*.log)");
  }
  return absl::OkStatus();
}

absl::Status CheckRoom(const std::string& folder) {
  SHEAF_ASSIGN_OR_RETURN(const Files files, Look(folder));
  const uintmax_t needed = files.log_bytes + kSpareBytes;
  const int fd = OpenUnnamed(folder);
  // Where a filesystem cannot do this, opening the database will tell.
  if (fd < 0 && errno != ENOSPC && errno != EDQUOT) return absl::OkStatus();
  const int failed = fd < 0 || fallocate(fd, 0, 0, static_cast<off_t>(needed)) != 0 ? errno : 0;
  if (fd >= 0) close(fd);
  if (failed != ENOSPC && failed != EDQUOT) return absl::OkStatus();
  return absl::ResourceExhaustedError("the disk of " + folder + " is full: make room on it, " +
                                      std::to_string(needed >> 20) + " MiB at least, " +
                                      std::string(kGoesOn));
}

}  // namespace sheaf::store
