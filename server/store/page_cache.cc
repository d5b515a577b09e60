#include "server/store/page_cache.h"

#include <fcntl.h>
#include <rocksdb/file_system.h>
#include <sys/uio.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <utility>

namespace sheaf::store {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

thread_local bool without_disk = false;

IOStatus WouldWait() { return IOStatus::Busy("the disk would have to be asked"); }

class TableFile : public rocksdb::FSRandomAccessFileOwnerWrapper {
 public:
  // Takes `fd`, of the same file; where it is none, nothing can be read without the disk.
  TableFile(std::unique_ptr<rocksdb::FSRandomAccessFile> file, int fd)
      : FSRandomAccessFileOwnerWrapper(std::move(file)), fd_(fd) {}
  ~TableFile() override {
    if (fd_ >= 0) close(fd_);
  }

  IOStatus Read(uint64_t offset, size_t size, const IOOptions& options, rocksdb::Slice* result,
                char* scratch, IODebugContext* debug) const override {
    if (!without_disk) return target()->Read(offset, size, options, result, scratch, debug);
    const iovec piece{scratch, size};
    const ssize_t got = preadv2(fd_, &piece, 1, static_cast<off_t>(offset), RWF_NOWAIT);
    // Some of it, or an error, is for a read that may wait.
    if (got < 0 || static_cast<size_t>(got) != size) return WouldWait();
    *result = rocksdb::Slice(scratch, size);
    return IOStatus::OK();
  }

 private:
  const int fd_;
};

class PageCacheFiles : public rocksdb::FileSystemWrapper {
 public:
  PageCacheFiles() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}

  const char* Name() const override { return "SheafPageCacheFiles"; }

  IOStatus NewRandomAccessFile(const std::string& path, const rocksdb::FileOptions& options,
                               std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                               IODebugContext* debug) override {
    if (without_disk) return WouldWait();
    const IOStatus status = target()->NewRandomAccessFile(path, options, file, debug);
    if (!status.ok()) return status;
    *file = std::make_unique<TableFile>(std::move(*file), open(path.c_str(), O_RDONLY | O_CLOEXEC));
    return status;
  }
};

}  // namespace

WithoutDisk::WithoutDisk() { without_disk = true; }
WithoutDisk::~WithoutDisk() { without_disk = false; }

rocksdb::Env* PageCacheEnv() {
  static rocksdb::Env* const env =
      rocksdb::NewCompositeEnv(std::make_shared<PageCacheFiles>()).release();
  return env;
}

}  // namespace sheaf::store
