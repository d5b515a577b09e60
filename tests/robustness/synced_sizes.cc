// Loaded into sheafd before the C library: notes the size of each file whenever it is synced,
// so that the suite can take back what was not, as a power cut
// does. A killed process alone loses nothing: what it wrote stays in the kernel's cache.
//
// One line for each, "size path", appended to the file that SHEAF_SYNCED_SIZES names.
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

int OpenNotes() {
  const char* path = getenv("SHEAF_SYNCED_SIZES");
  return path == nullptr ? -1 : open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

void Note(int fd) {
  static const int notes = OpenNotes();
  char link[64];
  char path[PATH_MAX];
  snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
  const ssize_t length = readlink(link, path, sizeof(path) - 1);
  struct stat status;
  if (notes < 0 || length <= 0 || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) return;
  path[length] = '\0';
  char line[PATH_MAX + 32];
  const int size =
      snprintf(line, sizeof(line), "%lld %s\n", static_cast<long long>(status.st_size), path);
  if (write(notes, line, static_cast<size_t>(size)) != size) abort();
}

template <typename Function>
Function Next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int fdatasync(int fd) {
  static const auto next = Next<int (*)(int)>("fdatasync");
  const int result = next(fd);
  if (result == 0) Note(fd);
  return result;
}

int fsync(int fd) {
  static const auto next = Next<int (*)(int)>("fsync");
  const int result = next(fd);
  if (result == 0) Note(fd);
  return result;
}
}
