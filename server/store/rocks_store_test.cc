#include "server/store/rocks_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "server/base/status.h"
#include "server/base/temporary_folder.h"

namespace sheaf::store {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class RocksStore : public ::testing::Test {
 protected:
  std::unique_ptr<Store> Open() { return OpenRocksStore(folder_.path()).value(); }

  static absl::Status Put(Store& store, const std::string& key, const std::string& value) {
    return store.Write({{{key, value}}, {}});
  }

  // Writes "first" and "second", closes, and gives the log file that holds them.
  fs::path WriteTwoAndFindLog() {
    const auto store = Open();
    EXPECT_TRUE(Put(*store, "first", std::string(1000, '1')).ok());
    EXPECT_TRUE(Put(*store, "second", std::string(1000, '2')).ok());
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      if (entry.path().extension() == ".log") return entry.path();
    }
    ADD_FAILURE() << "no log file in " << folder_.path();
    return {};
  }

  static void FlipByte(const fs::path& file, int64_t offset) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(offset);
    const char byte = static_cast<char>(stream.get() ^ 0x10);
    stream.seekp(offset);
    stream.put(byte);
    ASSERT_TRUE(stream.good());
  }

  const TemporaryFolder folder_;
};

TEST_F(RocksStore, KeepsWhatWasWrittenWhenOpenedAgain) {
  ASSERT_TRUE(Put(*Open(), "k", "v").ok());
  EXPECT_EQ(Open()->Get("k").value(), "v");
}

TEST_F(RocksStore, GivesFromMemoryWhatWasWrittenOrReadSinceItWasOpened) {
  ASSERT_TRUE(Put(*Open(), "read", "1").ok());
  const auto store = Open();  // puts what the log holds into a table
  ASSERT_TRUE(Put(*store, "written", "2").ok());
  EXPECT_EQ(store->GetInMemory("written"), "2");
  EXPECT_EQ(store->Get("read").value(), "1");
  EXPECT_EQ(store->GetInMemory("read"), "1");
  EXPECT_EQ(store->GetInMemory("neither"), std::nullopt);
}

TEST_F(RocksStore, MakesItsFolderForItsOwnerOnly) {
  const std::string folder = folder_.path() + "/a/b";
  ASSERT_TRUE(OpenRocksStore(folder).ok());
  EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
}

TEST_F(RocksStore, SaysThatTheFolderCannotBeMade) {
  std::ofstream(folder_.path() + "/file") << "not a folder";
  const absl::Status status = OpenRocksStore(folder_.path() + "/file/data").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), HasSubstr(folder_.path() + "/file/data"));
}

TEST_F(RocksStore, RefusesAFolderThatThisProcessHasOpen) {
  const auto first = Open();
  const absl::Status status = OpenRocksStore(folder_.path()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(status), "DATA_FOLDER_IN_USE");
  EXPECT_THAT(std::string(status.message()), HasSubstr(folder_.path()));
  EXPECT_THAT(std::string(status.message()), HasSubstr("stop that one first"));
}

// The child opens the folder, says so, and waits to be killed.
TEST_F(RocksStore, RefusesAFolderThatAnotherProcessHasOpenUntilItIsGone) {
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto store = OpenRocksStore(folder_.path());
    const char byte = store.ok() ? 'y' : 'n';
    if (write(ready[1], &byte, 1) == 1) pause();
    _exit(0);
  }
  char opened = 0;
  ASSERT_EQ(read(ready[0], &opened, 1), 1);
  EXPECT_EQ(opened, 'y');
  EXPECT_EQ(OpenRocksStore(folder_.path()).status().code(), absl::StatusCode::kFailedPrecondition);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(OpenRocksStore(folder_.path()).ok());
}

TEST_F(RocksStore, KeepsWhatWasAcknowledgedToAProcessThatWasKilled) {
  const pid_t child = fork();
  if (child == 0) {
    const auto store = OpenRocksStore(folder_.path());
    if (store.ok() && Put(**store, "k", "v").ok()) kill(getpid(), SIGKILL);
    _exit(1);
  }
  int how = 0;
  waitpid(child, &how, 0);
  ASSERT_TRUE(WIFSIGNALED(how));
  EXPECT_EQ(Open()->Get("k").value(), "v");
}

// What a crash in the middle of an append leaves behind.
TEST_F(RocksStore, DropsOnlyTheWriteThatWasCutShort) {
  const fs::path log = WriteTwoAndFindLog();
  const auto whole = fs::file_size(log);
  for (const int cut : {1, 100, 900}) {
    fs::resize_file(log, whole - cut);
    const fs::path copy = folder_.path() + "/cut" + std::to_string(cut);
    fs::create_directory(copy);
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      if (entry.is_regular_file()) fs::copy(entry.path(), copy / entry.path().filename());
    }
    const auto store = OpenRocksStore(copy);
    ASSERT_TRUE(store.ok()) << store.status();
    EXPECT_EQ((*store)->Get("first").value(), std::string(1000, '1'));
    EXPECT_EQ((*store)->Get("second").status().code(), absl::StatusCode::kNotFound);
    ASSERT_TRUE(Put(**store, "third", "3").ok());
    EXPECT_EQ((*store)->Get("third").value(), "3");
  }
}

TEST_F(RocksStore, OpensWhereAfterTheLastWriteOnlyZerosWereAllotted) {
  const fs::path log = WriteTwoAndFindLog();
  fs::resize_file(log, fs::file_size(log) + 5000);
  EXPECT_EQ(Open()->Get("second").value(), std::string(1000, '2'));
}

TEST_F(RocksStore, RefusesToOpenRatherThanLoseAcknowledgedWritesBehindDamage) {
  const fs::path log = WriteTwoAndFindLog();
  FlipByte(log, 500);  // in the first of two writes
  const absl::Status status = OpenRocksStore(folder_.path()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr(folder_.path()));
  EXPECT_THAT(std::string(status.message()), HasSubstr("backup"));
}

TEST_F(RocksStore, RefusesToOpenWhereTheLastWholeWriteIsDamaged) {
  const fs::path log = WriteTwoAndFindLog();
  FlipByte(log, static_cast<int64_t>(fs::file_size(log)) - 100);
  EXPECT_EQ(OpenRocksStore(folder_.path()).status().code(), absl::StatusCode::kDataLoss);
}

// The limit on the size of files stands for a disk that takes no more. In a process of its own,
// since the limit is the process's. Opening anew fails too, so that the store can only be read.
TEST_F(RocksStore, IsReadWhileTheDiskRefusesWritesAndTakesThemAgain) {
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    RocksOptions options;
    options.recovery_interval = std::chrono::milliseconds(0);
    const auto store = OpenRocksStore(folder_.path(), options);
    const rlimit full{20000, RLIM_INFINITY}, none{0, RLIM_INFINITY},
        roomy{RLIM_INFINITY, RLIM_INFINITY};
    const auto refused = absl::StatusCode::kUnavailable;
    int step = 1;  // the exit code is the first step that fails
    const auto check = [&step](bool ok) {
      if (!ok) _exit(step);
      ++step;
    };
    check(store.ok() && Put(**store, "small", "1").ok());
    check(setrlimit(RLIMIT_FSIZE, &full) == 0);
    check(Put(**store, "large", std::string(50000, 'x')).code() == refused);
    check(setrlimit(RLIMIT_FSIZE, &none) == 0);
    for (int i = 0; i < 2; ++i) {
      check((*store)->Recover().code() == refused);
      check(Put(**store, "next", "1").code() == refused);
      check((*store)->Get("large").status().code() == absl::StatusCode::kNotFound);
      check((*store)->Get("small").ok());
    }
    check(setrlimit(RLIMIT_FSIZE, &roomy) == 0);
    check((*store)->Recover().ok());
    check(Put(**store, "next", "1").ok());
    _exit(0);
  }
  int how = 0;
  waitpid(child, &how, 0);
  ASSERT_TRUE(WIFEXITED(how));
  EXPECT_EQ(WEXITSTATUS(how), 0);
  const auto store = Open();
  EXPECT_EQ(store->Get("small").value(), "1");
  EXPECT_EQ(store->Get("next").value(), "1");
  EXPECT_FALSE(store->Get("large").ok());
}

TEST_F(RocksStore, TriesToRecoverNoMoreOftenThanTold) {
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    RocksOptions options;
    options.recovery_interval = std::chrono::hours(1);
    const auto store = OpenRocksStore(folder_.path(), options);
    const rlimit none{0, RLIM_INFINITY}, roomy{RLIM_INFINITY, RLIM_INFINITY};
    bool ok = store.ok() && setrlimit(RLIMIT_FSIZE, &none) == 0;
    ok = ok && !Put(**store, "k", "v").ok() && !(*store)->Recover().ok();
    ok = ok && setrlimit(RLIMIT_FSIZE, &roomy) == 0 && !(*store)->Recover().ok();
    _exit(ok ? 0 : 1);
  }
  int how = 0;
  waitpid(child, &how, 0);
  EXPECT_TRUE(WIFEXITED(how) && WEXITSTATUS(how) == 0);
}

}  // namespace
}  // namespace sheaf::store
