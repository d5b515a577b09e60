#include "clients/cpp/state_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "absl/strings/escaping.h"

namespace sheaf::client {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kForItsOwner = 0600;

std::string VariableOr(const char* variable, const std::string& otherwise) {
  const char* const value = std::getenv(variable);
  return value == nullptr || *value == '\0' ? otherwise : value;
}

absl::Status Failed(const std::string& path, const char* what) {
  return absl::FailedPreconditionError(path + ": could not be " + what + " (" +
                                       std::strerror(errno) + ")");
}

bool WriteAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

// A name is on disk once its folder is.
bool SyncFolderOf(const std::string& path) {
  const std::string folder = fs::absolute(path).parent_path().string();
  const int opened = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return false;
  const bool synced = fsync(opened) == 0;
  return close(opened) == 0 && synced;
}

}  // namespace

absl::StatusOr<std::string> StateFolder() {
  const std::string home = VariableOr("HOME", "");
  const std::string state =
      VariableOr("XDG_STATE_HOME", home.empty() ? "" : home + "/.local/state");
  if (!state.empty()) return state + "/sheaf";
  return absl::FailedPreconditionError(
      "there is no folder to keep this program's state in: neither HOME nor XDG_STATE_HOME is set");
}

std::string FileNameOf(const std::string& target) {
  std::string name;
  for (const char c : target) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == ':' ||
                       (c == '.' && !name.empty());
    name += plain ? std::string(1, c) : "%" + absl::BytesToHexString(std::string(1, c));
  }
  return name;
}

absl::Status MakeFolder(const std::string& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return absl::OkStatus();
  const fs::path above = fs::absolute(folder).parent_path();
  if (above != fs::path(folder)) {
    const absl::Status made = MakeFolder(above.string());
    if (!made.ok()) return made;
  }
  if (fs::create_directory(folder, error)) fs::permissions(folder, fs::perms::owner_all, error);
  if (!error) return absl::OkStatus();
  return absl::FailedPreconditionError(folder + ": the folder could not be made (" +
                                       error.message() + ")");
}

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error) && !error) return absl::NotFoundError(path + ": is not there");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file) return Failed(path, "read");
  return bytes.str();
}

absl::Status WriteDurably(const std::string& path, std::string_view bytes) {
  const std::string draft = path + ".new";
  const int file = open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kForItsOwner);
  if (file < 0) return Failed(path, "written");
  const bool written = WriteAll(file, bytes) && fsync(file) == 0;
  if (close(file) != 0 || !written) return Failed(path, "written");
  return RenameDurably(draft, path);
}

absl::Status RemoveDurably(const std::string& path) {
  if (unlink(path.c_str()) != 0 && errno != ENOENT) return Failed(path, "removed");
  return SyncFolderOf(path) ? absl::OkStatus() : Failed(path, "removed");
}

absl::Status RenameDurably(const std::string& from, const std::string& to) {
  const bool renamed = std::rename(from.c_str(), to.c_str()) == 0 || errno == ENOENT;
  if (!renamed || !SyncFolderOf(to)) return Failed(to, "written");
  if (fs::path(from).parent_path() == fs::path(to).parent_path() || SyncFolderOf(from)) {
    return absl::OkStatus();
  }
  return Failed(from, "moved");
}

}  // namespace sheaf::client
