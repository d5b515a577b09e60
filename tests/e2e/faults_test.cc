// What can go wrong with a disk and its files: refused or survived with a sentence that says what
// to do, never a wrong answer, never a lost acknowledgement.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "server/base/small_disk.h"
#include "server/store/rocks_store.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr int kBatchSize = 50;

// A plan with one line.
void ImportPlan(const RealServer& server) {
  const std::string file =
      server.WriteFile("plan.csv", "line_code,parent_code,level,title\nL,,action,Line\n");
  server.Done({"plan", "import", file, "--plan", "p"});
}

// Text that does not compress well.
std::string Note(int number) {
  std::string note = std::to_string(number) + " ";
  for (unsigned state = static_cast<unsigned>(number) + 1; note.size() < 1900;) {
    state = state * 1664525 + 1013904223;
    note += static_cast<char>('!' + (state >> 16) % 90);
  }
  return note;
}

// Batch `number`: each update says in its note which one it is.
grpc::Status Push(const RealServer& server, int number) {
  v1::BatchPushUpdatesRequest batch;
  batch.set_parent("plans/p");
  for (int i = 0; i < kBatchSize; ++i) {
    v1::LineUpdate* item = batch.add_updates();
    item->set_line_code("L");
    item->mutable_update()->set_reported_status("in_progress");
    item->mutable_update()->set_note(Note(number * kBatchSize + i));
  }
  grpc::ClientContext context;
  v1::BatchPushUpdatesResponse answer;
  return v1::UpdateService::NewStub(server.Channel())->BatchPushUpdates(&context, batch, &answer);
}

// Pushes batches from `*number` on until one is refused, whose number is left there.
grpc::Status PushUntilRefused(const RealServer& server, int* number) {
  while (true) {
    grpc::Status status = Push(server, *number);
    if (!status.ok()) return status;
    ++*number;
  }
}

// Which updates the server holds.
std::set<int> Held(const RealServer& server) {
  const auto stub = v1::UpdateService::NewStub(server.Channel());
  std::set<int> held;
  v1::ListUpdatesRequest request;
  request.set_parent("plans/p");
  request.set_page_size(1000);
  do {
    grpc::ClientContext context;
    v1::ListUpdatesResponse page;
    const grpc::Status status = stub->ListUpdates(&context, request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    for (const v1::Update& update : page.updates()) held.insert(std::stoi(update.note()));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return held;
}

void ExpectHeld(const RealServer& server, int batches) {
  const std::set<int> held = Held(server);
  EXPECT_EQ(held.size(), static_cast<size_t>(batches * kBatchSize));
  EXPECT_EQ(held.empty() ? -1 : *held.rbegin(), batches * kBatchSize - 1);
}

TEST(FullDisk, RefusesWritesReadsOnAndGoesOnWhenThereIsRoom) {
  const SmallDisk disk(256);
  if (disk.path().empty()) GTEST_SKIP() << SmallDisk::kNotPermitted;
  RealServer server(Plugins::kWithout, {}, disk.path() + "/data");
  ImportPlan(server);
  int batches = 0;
  for (int round = 0; round < 2; ++round) {
    disk.Fill(12 << 20);
    const grpc::Status refused = PushUntilRefused(server, &batches);
    EXPECT_EQ(refused.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
    EXPECT_THAT(refused.error_message(), HasSubstr(disk.path() + "/data/ledger"));
    EXPECT_THAT(refused.error_message(), HasSubstr("make room on it"));
    ExpectHeld(server, batches);
    server.Done({"report"});
    EXPECT_EQ(Push(server, batches).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);

    disk.MakeRoom();
    // The server looks for room once a second; the same request is sent until it does.
    while (!Push(server, batches).ok()) {
    }
    ++batches;
    ExpectHeld(server, batches);
  }
  EXPECT_EQ(server.Stop(), 0);
  const Ended check = server.Check();
  EXPECT_EQ(check.exit_code, 0) << check.err;
  server.Start();
  ExpectHeld(server, batches);
}

TEST(FullDisk, IsSurvivedByAServerThatIsKilled) {
  const SmallDisk disk(256);
  if (disk.path().empty()) GTEST_SKIP() << SmallDisk::kNotPermitted;
  RealServer server(Plugins::kWithout, {}, disk.path() + "/data");
  ImportPlan(server);
  int batches = 0;
  disk.Fill(12 << 20);
  EXPECT_FALSE(PushUntilRefused(server, &batches).ok());
  server.Kill();
  disk.MakeRoom();
  server.Start();
  ExpectHeld(server, batches);
}

// A folder in which a server was, with tables and a log.
class Folder : public ::testing::Test {
 protected:
  Folder() {
    ImportPlan(server_);
    EXPECT_TRUE(Push(server_, 0).ok());
    server_.Kill();
    server_.Start();  // puts what the log holds into a table
    EXPECT_TRUE(Push(server_, 1).ok());
    server_.Kill();
  }

  std::string ledger() const { return server_.data_dir() + "/ledger"; }

  static std::string BytesOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  static void Put(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
  }

  fs::path FileWith(const std::string& extension) const {
    for (const auto& entry : fs::directory_iterator(ledger())) {
      if (entry.path().extension() == extension) return entry.path();
    }
    ADD_FAILURE() << "no " << extension << " in " << ledger();
    return {};
  }

  // A server that does not end by itself is ended after a minute.
  static Ended StartIn(const std::string& data_dir) {
    return RunProgram({"/usr/bin/timeout", "60", SHEAFD, "--data_dir", data_dir, "--plugin_dir", "",
                       "--listen", "127.0.0.1:0"});
  }

  // One sentence on standard error, which names the folder, what is wrong, and what to do.
  void ExpectRefused(const std::vector<std::string>& said) const {
    const Ended ended = StartIn(server_.data_dir());
    EXPECT_EQ(ended.exit_code, 1);
    EXPECT_EQ(ended.out, "");
    EXPECT_THAT(ended.err, HasSubstr("sheafd: "));
    EXPECT_THAT(ended.err, HasSubstr(server_.data_dir()));
    for (const std::string& part : said) EXPECT_THAT(ended.err, HasSubstr(part));
  }

  RealServer server_{Plugins::kWithout};
};

TEST_F(Folder, IsRefusedToASecondServer) {
  server_.Start();
  ExpectRefused({"is in use by another server", "stop that one first"});
  EXPECT_TRUE(Push(server_, 2).ok());
  ExpectHeld(server_, 3);
}

TEST_F(Folder, IsRefusedWithoutOneOfItsTables) {
  fs::remove(FileWith(".sst"));
  ExpectRefused({"No such file", "restore"});
}

// Among them the one that RocksDB does not verify before it relies on it: it ends the process.
TEST_F(Folder, IsRefusedWithAFlippedBitInTheDirectoryOfATable) {
  const std::string table = FileWith(".sst");
  const std::string bytes = BytesOf(table);
  bool aborted = false;
  for (size_t at = bytes.size() - 300; at < bytes.size(); ++at) {
    if (bytes.substr(at - 2, 3) != std::string(3, '\0')) continue;  // of a small number
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(0x80);
    Put(table, damaged);
    const Ended ended = server_.Check();
    EXPECT_EQ(ended.exit_code, 1) << "byte " << at << ": " << ended.err;
    EXPECT_THAT(ended.err, HasSubstr("sheafd: "));
    aborted = aborted || ended.err.find("the line above is what RocksDB says") != std::string::npos;
    if (ended.err.find("Assertion") != std::string::npos) {
      EXPECT_THAT(ended.err, HasSubstr("restore the data folder from a backup"));
      ExpectRefused({"is damaged", "restore the data folder from a backup"});
    }
  }
  EXPECT_TRUE(aborted) << "no bit did that: server/abort_notice.h may go";
  Put(table, bytes);
  EXPECT_EQ(server_.Check().exit_code, 0);
}

TEST_F(Folder, IsRefusedWithoutItsManifest) {
  for (const auto& entry : fs::directory_iterator(ledger())) {
    if (entry.path().filename().string().starts_with("MANIFEST")) fs::remove(entry.path());
  }
  ExpectRefused({"MANIFEST", "restore"});
}

TEST_F(Folder, IsRefusedWithoutTheFileThatNamesItsManifest) {
  fs::remove(ledger() + "/CURRENT");
  ExpectRefused({"CURRENT", "restore"});
}

TEST_F(Folder, IsRefusedWithoutItsLog) {
  fs::remove(FileWith(".log"));
  ExpectRefused({"write-ahead log", "restore"});
}

TEST_F(Folder, IsRefusedWithALogThatLacksBytesInTheMiddle) {
  const fs::path log = FileWith(".log");
  std::string bytes;
  {
    std::ifstream file(log, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(file), {});
  }
  ASSERT_GT(bytes.size(), 40'000u);
  std::ofstream(log, std::ios::binary) << bytes.substr(0, 10'000) << bytes.substr(11'000);
  ExpectRefused({"damaged", "restore"});
}

TEST_F(Folder, IsRefusedWhereItIsOfANewerFormat) {
  ASSERT_TRUE(store::OpenRocksStore(ledger()).value()->Write({{{"mformat", "2 0.9.0"}}, {}}).ok());
  ExpectRefused({"format 2", "use sheafd 0.9.0 or newer"});
}

TEST_F(Folder, IsRefusedWhereItIsAFile) {
  const std::string file = server_.WriteFile("file", "not a folder");
  const Ended ended = StartIn(file);
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, HasSubstr(file));
  EXPECT_THAT(ended.err, HasSubstr("choose another one"));
}

TEST_F(Folder, IsRefusedWhereNothingCanBeWritten) {
  const SmallDisk disk(8);
  if (disk.path().empty()) GTEST_SKIP() << SmallDisk::kNotPermitted;
  disk.ForbidWrites();
  for (const std::string& folder : {disk.path(), disk.path() + "/data"}) {
    const Ended ended = StartIn(folder);
    EXPECT_EQ(ended.exit_code, 1);
    EXPECT_THAT(ended.err, HasSubstr(folder));
    EXPECT_THAT(ended.err, HasSubstr("choose another one"));
  }
}

TEST_F(Folder, IsRefusedOnADiskThatIsFull) {
  const SmallDisk disk(8);
  if (disk.path().empty()) GTEST_SKIP() << SmallDisk::kNotPermitted;
  fs::create_directory(disk.path() + "/data");
  disk.Fill(0);
  const Ended ended = StartIn(disk.path() + "/data");
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, HasSubstr(disk.path() + "/data"));
}

// What a crash in the middle of an append leaves: FORMAT.md says which ends are torn ones.
TEST_F(Folder, IsTakenWithALogThatEndsInZeros) {
  const fs::path log = FileWith(".log");
  fs::resize_file(log, fs::file_size(log) + 100'000);
  server_.Start();
  ExpectHeld(server_, 2);
  EXPECT_TRUE(Push(server_, 2).ok());
  server_.Kill();
  EXPECT_EQ(server_.Check().exit_code, 0);
}

TEST_F(Folder, IsTakenWithALogThatEndsInHalfARecord) {
  const fs::path log = FileWith(".log");
  std::string beginning(5'000, '\0');
  std::ifstream(log, std::ios::binary).read(beginning.data(), 5'000);
  // On a new block, where a record may begin.
  const uintmax_t block = 32'768;
  fs::resize_file(log, (fs::file_size(log) + block - 1) / block * block);
  std::ofstream(log, std::ios::binary | std::ios::app) << beginning;
  server_.Start();
  ExpectHeld(server_, 2);
  EXPECT_TRUE(Push(server_, 2).ok());
  server_.Kill();
  EXPECT_EQ(server_.Check().exit_code, 0);
}

}  // namespace
}  // namespace sheaf::e2e
