#include "server/store/page_cache.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <rocksdb/file_system.h>
#include <sys/mman.h>
#include <unistd.h>

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "server/base/temporary_folder.h"

namespace sheaf::store {
namespace {

class PageCache : public ::testing::Test {
 protected:
  static constexpr size_t kSize = 1 << 20;
  static constexpr size_t kBlock = 4096;

  PageCache() {
    std::ofstream(path_) << std::string(kSize, 'x');
    EXPECT_TRUE(files_->NewRandomAccessFile(path_, {}, &file_, nullptr).ok());
  }

  // Has the operating system drop what it holds of the file. False where it holds it still, as a
  // file system in memory does.
  bool Forget() const {
    const int fd = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    EXPECT_EQ(fsync(fd), 0);
    EXPECT_EQ(posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED), 0);
    void* const bytes = mmap(nullptr, kSize, PROT_READ, MAP_SHARED, fd, 0);
    EXPECT_NE(bytes, MAP_FAILED);
    std::vector<unsigned char> resident(kSize / kBlock);
    EXPECT_EQ(mincore(bytes, kSize, resident.data()), 0);
    munmap(bytes, kSize);
    close(fd);
    return (resident[kSize / 2 / kBlock] & 1) == 0;
  }

  rocksdb::IOStatus Read() {
    read_ = {};
    return file_->Read(kSize / 2, kBlock, {}, &read_, scratch_, nullptr);
  }

  const TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/000001.sst";
  const std::shared_ptr<rocksdb::FileSystem> files_ = PageCacheEnv()->GetFileSystem();
  std::unique_ptr<rocksdb::FSRandomAccessFile> file_;
  rocksdb::Slice read_;
  char scratch_[kBlock];
};

TEST_F(PageCache, ReadsWhatIsOnTheDiskWhereItMay) {
  Forget();
  ASSERT_TRUE(Read().ok());
  EXPECT_EQ(read_.ToString(), std::string(kBlock, 'x'));
}

// The kernel reads ahead even where it must not wait, and a quick disk may have the block by the
// time that it looks: so not each attempt has to find it missing, but one of many.
TEST_F(PageCache, DoesNotWaitForTheDiskWhereItMustNot) {
  bool busy = false;
  for (int attempt = 0; attempt < 50 && !busy; ++attempt) {
    if (!Forget()) GTEST_SKIP() << "this file system keeps what it holds in memory";
    const WithoutDisk without_disk;
    busy = Read().IsBusy();
  }
  EXPECT_TRUE(busy);
  EXPECT_TRUE(Read().ok());
}

// Where the file system cannot say what is in memory, nothing is read without the disk.
TEST_F(PageCache, ReadsWhatIsInMemory) {
  ASSERT_TRUE(Read().ok());
  const WithoutDisk without_disk;
  const rocksdb::IOStatus status = Read();
  if (status.IsBusy()) GTEST_SKIP() << "this file system does not read without waiting";
  ASSERT_TRUE(status.ok());
  EXPECT_EQ(read_.ToString(), std::string(kBlock, 'x'));
}

TEST_F(PageCache, OpensNothingWhereItMustNotWait) {
  const WithoutDisk without_disk;
  std::unique_ptr<rocksdb::FSRandomAccessFile> file;
  EXPECT_TRUE(files_->NewRandomAccessFile(path_, {}, &file, nullptr).IsBusy());
}

}  // namespace
}  // namespace sheaf::store
