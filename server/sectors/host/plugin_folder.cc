#include "server/sectors/host/plugin_folder.h"

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "server/base/digest.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "spdlog/spdlog.h"

namespace sheaf::sectors {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kWritableByOthers = S_IWGRP | S_IWOTH;
constexpr mode_t kExecutable = S_IXUSR | S_IXGRP | S_IXOTH;

absl::Status CannotLookAt(const std::string& path, int error) {
  return absl::UnavailableError(
      absl::StrCat("cannot look at '", path, "': ", std::strerror(error)));
}

// A folder or file by itself, whatever is around it. A symbolic link is looked at, not followed:
// what it points to could be swapped.
absl::Status CheckEntry(const std::string& path, bool is_folder) {
  struct stat found;
  if (lstat(path.c_str(), &found) != 0) return CannotLookAt(path, errno);
  const char* what = is_folder ? "the plugin folder" : "the executable";
  if (is_folder ? !S_ISDIR(found.st_mode) : !S_ISREG(found.st_mode)) {
    return absl::PermissionDeniedError(
        absl::StrCat(what, " '", path, "' is no ", is_folder ? "folder" : "regular file"));
  }
  if (found.st_uid != 0 && found.st_uid != geteuid()) {
    return absl::PermissionDeniedError(
        absl::StrFormat("%s '%s' belongs to user %d, who is neither root nor the user of the "
                        "server (%d): mend it with "
                        "chown and reload the plugin",
                        what, path, found.st_uid, geteuid()));
  }
  if ((found.st_mode & kWritableByOthers) != 0) {
    return absl::PermissionDeniedError(
        absl::StrFormat("%s '%s' can be written by others than its owner (mode %04o): mend it with "
                        "'chmod go-w %s' and "
                        "reload the plugin",
                        what, path, found.st_mode & 07777, path));
  }
  return absl::OkStatus();
}

bool IsExecutable(const fs::directory_entry& entry) {
  struct stat found;
  if (lstat(entry.path().c_str(), &found) != 0) return false;
  return S_ISREG(found.st_mode) && (found.st_mode & kExecutable) != 0;
}

bool NamesASector(const std::string& name) {
  const absl::Status checked = CheckId(name, "executable");
  if (!checked.ok()) {
    spdlog::warn("the plugin folder holds an executable that is not started: {}",
                 std::string(checked.message()));
  }
  return checked.ok();
}

// Ours alone, or an error: a socket in a folder of somebody else could be swapped.
absl::Status MakePrivate(const std::string& dir) {
  struct stat found;
  if (lstat(dir.c_str(), &found) != 0) return CannotLookAt(dir, errno);
  if (!S_ISDIR(found.st_mode) || found.st_uid != geteuid()) {
    return absl::PermissionDeniedError(
        absl::StrCat("the socket folder '", dir, "' is no folder of the server's own user"));
  }
  if (chmod(dir.c_str(), S_IRWXU) != 0) {
    return absl::PermissionDeniedError(
        absl::StrCat("cannot make the socket folder '", dir, "' private: ", std::strerror(errno)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<PluginFile>> FindPlugins(const std::string& dir) {
  std::vector<PluginFile> found;
  if (dir.empty()) return found;
  std::error_code error;
  const fs::path folder = fs::canonical(dir, error);
  fs::directory_iterator entry;
  if (!error) entry = fs::directory_iterator(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename();
    if (IsExecutable(*entry) && NamesASector(name)) found.push_back({name, entry->path()});
  }
  if (error) {
    return absl::NotFoundError(
        absl::StrCat("cannot read the plugin folder '", dir, "': ", error.message()));
  }
  std::sort(found.begin(), found.end(),
            [](const PluginFile& a, const PluginFile& b) { return a.sector < b.sector; });
  return found;
}

absl::Status CheckTrusted(const std::string& path) {
  SHEAF_RETURN_IF_ERROR(CheckEntry(fs::path(path).parent_path(), /*is_folder=*/true));
  return CheckEntry(path, /*is_folder=*/false);
}

absl::StatusOr<std::string> DigestOfFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.good() && !file.eof()) {
    return absl::UnavailableError(absl::StrCat("cannot read the executable '", path, "'"));
  }
  return Hex(Sha256(bytes));
}

absl::Status PrepareSocketFolder(const std::string& dir) {
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) {
    return absl::UnavailableError(
        absl::StrCat("cannot make the socket folder '", dir, "': ", error.message()));
  }
  SHEAF_RETURN_IF_ERROR(MakePrivate(dir));
  for (const fs::directory_entry& entry : fs::directory_iterator(dir, error)) {
    if (IsSocket(entry.path())) unlink(entry.path().c_str());
    std::error_code unknown;
    if (entry.is_directory(unknown)) RemoveSocketPlace(entry.path());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> MakeSocketPlace(const std::string& dir, std::string_view sector) {
  constexpr size_t kMaxBytes = sizeof(sockaddr_un::sun_path) - 1;
  const std::string stem = absl::StrCat(fs::absolute(dir).string(), "/", std::string(sector), ".");
  for (int number = 1;; ++number) {
    std::string place = absl::StrCat(stem, number);
    const std::string socket = SocketIn(place);
    if (socket.size() > kMaxBytes) {
      return absl::InvalidArgumentError(absl::StrCat(
          "its socket's path '", socket, "' has ", socket.size(), " bytes, and the system allows ",
          kMaxBytes, ": start the server with a folder of a shorter name"));
    }
    if (mkdir(place.c_str(), S_IRWXU) == 0) return place;
    if (errno == EEXIST) continue;
    return absl::UnavailableError(absl::StrCat("could not be started: no folder '", place,
                                               "' for its socket: ", std::strerror(errno)));
  }
}

std::string SocketIn(const std::string& place) { return place + "/sock"; }

size_t CountIn(const std::string& place) {
  std::error_code error;
  return static_cast<size_t>(
      std::distance(fs::directory_iterator(place, error), fs::directory_iterator()));
}

void RemoveSocketPlace(const std::string& place) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(place, error)) {
    if (IsSocket(entry.path())) unlink(entry.path().c_str());
  }
  rmdir(place.c_str());
}

bool IsSocket(const std::string& path) {
  struct stat found;
  return lstat(path.c_str(), &found) == 0 && S_ISSOCK(found.st_mode);
}

}  // namespace sheaf::sectors
