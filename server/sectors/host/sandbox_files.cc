#include "server/sectors/host/sandbox_files.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"
#include "server/sectors/host/sanitized_build.h"

namespace sheaf::sectors {
namespace {

namespace fs = std::filesystem;

// What linux/landlock.h of Debian 12 (Linux 6.1) does not know yet, with the version that brought
// it.
constexpr uint64_t kTruncate = 1ULL << 14;     // 3
constexpr uint64_t kTcp = 0b11;                // 4: bind and connect
constexpr uint64_t kIoctlDevice = 1ULL << 15;  // 5
constexpr uint64_t kScopes = 0b11;             // 6: abstract sockets and signals
struct RulesetAttributes {
  uint64_t handled_files;
  uint64_t handled_net;
  uint64_t scoped;
};

constexpr uint64_t kFirstVersion = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
constexpr uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr uint64_t kReadAndRun = kRead | LANDLOCK_ACCESS_FS_EXECUTE;
constexpr uint64_t kReadAndWrite = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr uint64_t kListen = LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE;
// What a rule on a file, rather than a folder, may say.
constexpr uint64_t kOfFiles =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE;

struct Place {
  const char* path;
  uint64_t access;
};

// What programs of any language load before their first line: nothing here is about this machine's
// users or records. What a machine does not have is passed over.
constexpr std::array kSystemPlaces = {
    Place{"/usr", kReadAndRun},
    Place{"/lib", kReadAndRun},
    Place{"/lib32", kReadAndRun},
    Place{"/lib64", kReadAndRun},
    Place{"/libx32", kReadAndRun},
    Place{"/bin", kReadAndRun},
    Place{"/sbin", kReadAndRun},
    Place{"/etc/ld.so.cache", kRead},
    Place{"/etc/ld.so.preload", kRead},
    Place{"/etc/localtime", kRead},
    Place{"/etc/locale.alias", kRead},
    Place{"/etc/ssl/openssl.cnf", kRead},
    Place{"/etc/python3", kRead},
    Place{"/etc/python3.11", kRead},
    Place{"/sys/devices/system/cpu", kRead},
    Place{"/proc/sys/net/core/somaxconn", kRead},
    Place{"/dev/null", kReadAndWrite},
    Place{"/dev/zero", kRead},
    Place{"/dev/random", kRead},
    Place{"/dev/urandom", kRead},
};

absl::Status CannotBuild(const std::string& what) {
  return absl::FailedPreconditionError(
      absl::StrCat("Landlock, which keeps files from plugins: ", what, ": ", std::strerror(errno)));
}

RulesetAttributes AttributesOf(int version) {
  RulesetAttributes attributes{kFirstVersion, 0, 0};
  if (version >= 2) attributes.handled_files |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3) attributes.handled_files |= kTruncate;
  if (version >= 4) attributes.handled_net = kTcp;
  if (version >= 5) attributes.handled_files |= kIoctlDevice;
  if (version >= kLandlockScopesSignals) attributes.scoped = kScopes;
  return attributes;
}

bool IsFolder(int fd) {
  struct stat found;
  return fstat(fd, &found) == 0 && S_ISDIR(found.st_mode);
}

absl::Status Allow(int ruleset, const std::string& path, uint64_t access) {
  const OwnedFd place(open(path.c_str(), O_PATH | O_CLOEXEC));
  if (place.get() < 0) return CannotBuild(absl::StrCat("'", path, "' cannot be opened"));
  if (!IsFolder(place.get())) access &= kOfFiles;
  const landlock_path_beneath_attr rule{.allowed_access = access, .parent_fd = place.get()};
  if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0) {
    return absl::OkStatus();
  }
  return CannotBuild(absl::StrCat("no rule for '", path, "'"));
}

absl::Status AllowSystem(int ruleset) {
  for (const Place& place : kSystemPlaces) {
    if (access(place.path, F_OK) != 0) continue;
    SHEAF_RETURN_IF_ERROR(Allow(ruleset, place.path, place.access));
  }
  // Sanitizers read how their own process is laid out, and its path is known to it alone.
  return kSanitizedBuild ? Allow(ruleset, "/proc", kRead) : absl::OkStatus();
}

bool LiesIn(const fs::path& path, const fs::path& folder) {
  std::error_code error;
  const fs::path inner = fs::weakly_canonical(path, error);
  const fs::path outer = fs::weakly_canonical(folder, error);
  return absl::StrCat(inner.string(), "/").starts_with(absl::StrCat(outer.string(), "/"));
}

absl::Status WithinReach(const std::string& private_dir, const std::string& folder) {
  return absl::FailedPreconditionError(
      absl::StrCat("the folder '", private_dir, "' of the records lies in '", folder,
                   "', which plugins may read: keep the records elsewhere"));
}

}  // namespace

absl::StatusOr<int> LandlockVersion() {
  const long version =
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return CannotBuild("this system does not offer it");
  return static_cast<int>(version);
}

absl::StatusOr<OwnedFd> MakeFileWall(int version, const std::string& program_dir,
                                     const std::string& socket_dir) {
  const RulesetAttributes attributes = AttributesOf(version);
  // The kernel takes a longer structure than it knows where the rest is zero.
  OwnedFd ruleset(
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0)));
  if (ruleset.get() < 0) return CannotBuild("no ruleset");
  SHEAF_RETURN_IF_ERROR(AllowSystem(ruleset.get()));
  SHEAF_RETURN_IF_ERROR(Allow(ruleset.get(), program_dir, kReadAndRun));
  SHEAF_RETURN_IF_ERROR(Allow(ruleset.get(), socket_dir, kListen));
  return ruleset;
}

absl::Status CheckOutOfReach(const std::vector<std::string>& private_dirs,
                             const std::string& program_dir) {
  for (const std::string& dir : private_dirs) {
    if (LiesIn(dir, program_dir)) return WithinReach(dir, program_dir);
    for (const Place& place : kSystemPlaces) {
      if (LiesIn(dir, place.path)) return WithinReach(dir, place.path);
    }
  }
  return absl::OkStatus();
}

}  // namespace sheaf::sectors
