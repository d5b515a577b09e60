// For tests: a real disk of a few megabytes, which can be filled.
#pragma once

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "server/base/temporary_folder.h"

namespace sheaf {

// A tmpfs, mounted where only this process and its children see it: it goes with them. Where
// mounting is not permitted, `path` is "" and the test has to be skipped. Threads that were started
// before the first one do not see it.
class SmallDisk {
 public:
  static constexpr char kNotPermitted[] =
      "mounting a small disk is not permitted here: run this as root, outside of a container that "
      "forbids it";

  explicit SmallDisk(int megabytes) {
    static const bool has_own_mounts =
        unshare(CLONE_NEWNS) == 0 && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    const std::string options = "size=" + std::to_string(megabytes) + "m,mode=0700";
    if (has_own_mounts &&
        mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, options.c_str()) == 0) {
      path_ = folder_.path();
    }
  }
  ~SmallDisk() {
    if (!path_.empty()) umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  const std::string& path() const { return path_; }

  // Takes all but about `left` bytes, as a program beside the server might.
  void Fill(uintmax_t left) const {
    const uintmax_t available = std::filesystem::space(path_).available;
    if (available <= left) return;
    const int fd = open(Ballast().c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    const auto size = static_cast<off_t>(available - left);
    if (fd < 0 || posix_fallocate(fd, 0, size) != 0) std::perror("filling the small disk");
    if (fd >= 0) close(fd);
  }
  // From now on it can only be read. No file may be open for writing.
  void ForbidWrites() const {
    if (mount(nullptr, path_.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0) {
      std::perror("making the small disk read-only");
    }
  }
  // Gives back what Fill took.
  void MakeRoom() const { std::filesystem::remove(Ballast()); }

 private:
  std::string Ballast() const { return path_ + "/ballast"; }

  const TemporaryFolder folder_;
  std::string path_;
};

}  // namespace sheaf
