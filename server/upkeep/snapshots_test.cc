#include "server/upkeep/snapshots.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "server/model/model.h"
#include "server/sectors/manifests.h"
#include "server/upkeep/agreement.h"
#include "server/upkeep/records_fixture.h"

namespace sheaf::upkeep {
namespace {

namespace fs = std::filesystem;

class SnapshotsTest : public RecordsTest {
 protected:
  // What a server keeps in memory; the ledger must be open.
  struct Memory {
    model::Model model;
    sectors::Manifests manifests;
    std::unique_ptr<Snapshots> snapshots;
    ledger::Revision loaded = -1;
    ledger::Ledger::Replayed replayed;
  };

  ~SnapshotsTest() override { Stop(); }

  std::string Path() const { return folder_.path() + "/data/snapshot"; }

  void Start(int64_t least_versions = 1, const std::string& version = "1.0.0") {
    OpenLedger();
    memory_ = std::make_unique<Memory>();
    memory_->snapshots = std::make_unique<Snapshots>(
        SnapshotOptions{Path(), version, least_versions},
        std::vector<Snapshotted*>{ledger_->Memory(), &memory_->model, &memory_->manifests});
    memory_->loaded = memory_->snapshots->Load(*ledger_).value();
    memory_->replayed =
        ledger_
            ->AddObservers({&memory_->model, &memory_->manifests, memory_->snapshots.get()},
                           memory_->loaded)
            .value();
    memory_->snapshots->Begin();
  }

  void Stop() {
    if (memory_ != nullptr) memory_->snapshots->End();
    CloseLedger();
    memory_ = nullptr;
  }

  // Closes and opens everything. Its first start writes a snapshot of all there is.
  void Restart() {
    Stop();
    Start();
  }

  void ExpectThatAllAgrees() {
    const auto agreement =
        Compare(*store_, ledger_->Head(), memory_->model, memory_->manifests).value();
    EXPECT_EQ(agreement.differences, 0) << (agreement.kept.empty() ? "" : agreement.kept.front());
    EXPECT_EQ(agreement.records, kRecords);
    for (const char* name : {kLine, kUpdate, "plans/energy", "memberStates/IDN"}) {
      EXPECT_TRUE(ledger_->Get(name, ledger_->Head()).ok()) << name;
    }
    EXPECT_TRUE(absl::IsNotFound(ledger_->Get("plans/nobody", ledger_->Head()).status()));
  }

  // Damages one byte of the snapshot, `from_end` from its end.
  void Damage(int64_t from_end) {
    std::fstream file(Path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(-from_end, std::ios::end);
    const char byte = static_cast<char>(file.get() ^ 1);
    file.seekp(-from_end, std::ios::end);
    file.put(byte);
  }

  std::unique_ptr<Memory> memory_;
};

TEST_F(SnapshotsTest, AStartReadsTheSnapshotAndIsToldOnlyWhatCameAfter) {
  CloseLedger();
  Start();
  EXPECT_EQ(memory_->loaded, 0);
  EXPECT_EQ(memory_->replayed.revisions, kHead);
  Restart();
  EXPECT_EQ(memory_->loaded, kHead);
  EXPECT_EQ(memory_->replayed.revisions, 0);
  ExpectThatAllAgrees();

  Stop();
  Start(1000);
  Write(ledger::WriteMode::kWithdraw, kUpdate, v1::Update());
  Write(ledger::WriteMode::kPut, kUpdate, StatusOf("started again"));
  Restart();
  EXPECT_EQ(memory_->loaded, kHead);
  EXPECT_EQ(memory_->replayed.revisions, 2);
  ExpectThatAllAgrees();
}

TEST_F(SnapshotsTest, EveryRevisionReadsAsItDid) {
  CloseLedger();
  Start();
  Restart();
  model::Model told;
  Stop();
  OpenLedger();
  ASSERT_TRUE(ledger_->AddObserver(&told).ok());
  CloseLedger();
  Start();
  ASSERT_EQ(memory_->loaded, kHead);
  for (ledger::Revision revision = 0; revision <= kHead; ++revision) {
    const model::View expected = told.At(revision);
    const model::View loaded = memory_->model.At(revision);
    const model::Counts counts = loaded.Count();
    EXPECT_EQ(counts.lines, expected.Count().lines) << revision;
    EXPECT_EQ(counts.updates, expected.Count().updates) << revision;
    EXPECT_EQ(counts.observations, expected.Count().observations) << revision;
    EXPECT_EQ(loaded.LastChangeOf("energy"), expected.LastChangeOf("energy")) << revision;
    EXPECT_EQ(loaded.Plans().size(), expected.Plans().size()) << revision;
    EXPECT_EQ(memory_->manifests.RevisionOf("energy", revision), revision < 8 ? 0 : 8);
  }
}

TEST_F(SnapshotsTest, OneThatIsDamagedIsNotUsed) {
  CloseLedger();
  for (const int64_t from_end : {1, 40, 60, 300}) {
    Start();
    Stop();
    Damage(from_end);
    Start();
    EXPECT_EQ(memory_->loaded, 0) << from_end;
    ExpectThatAllAgrees();
    Stop();
  }
  fs::resize_file(Path(), 10);
  Start();
  EXPECT_EQ(memory_->loaded, 0);
}

TEST_F(SnapshotsTest, ThatOfAnotherVersionIsNotUsed) {
  CloseLedger();
  Start();
  Stop();
  Start(1, "1.0.1");
  EXPECT_EQ(memory_->loaded, 0);
  ExpectThatAllAgrees();
}

TEST_F(SnapshotsTest, ThatOfAnotherHistoryIsNotUsed) {
  CloseLedger();
  fs::copy(LedgerFolder(), folder_.path() + "/before", fs::copy_options::recursive);
  Start();
  Restart();
  for (const char* name : {"plans/other", "plans/second", "plans/third"}) {
    Write(ledger::WriteMode::kPut, name, v1::Plan());
  }
  Restart();
  ASSERT_GT(memory_->loaded, kHead);
  Stop();

  fs::remove_all(LedgerFolder());
  fs::copy(folder_.path() + "/before", LedgerFolder(), fs::copy_options::recursive);
  Start(1000);
  EXPECT_EQ(memory_->loaded, 0) << "its newest revision is not there";
  for (const char* name : {"plans/another", "plans/fourth", "plans/fifth"}) {
    Write(ledger::WriteMode::kPut, name, v1::Plan());
  }
  Stop();
  Start();
  EXPECT_EQ(memory_->loaded, 0) << "its newest revision is another one";
}

TEST_F(SnapshotsTest, IsWrittenAgainWhileCommitsGoOn) {
  CloseLedger();
  Start();
  for (int i = 0; i < 200; ++i) {
    Write(ledger::WriteMode::kPut, kUpdate, StatusOf("turn " + std::to_string(i)));
  }
  Restart();
  EXPECT_GT(memory_->loaded, kHead);
  EXPECT_EQ(memory_->loaded + memory_->replayed.revisions, kHead + 200);
  ExpectThatAllAgrees();
}

TEST_F(SnapshotsTest, ADiskThatDoesNotTakeItHoldsNothingUp) {
  CloseLedger();
  fs::create_directories(Path() + ".new");
  Start();
  Write(ledger::WriteMode::kPut, "plans/other", v1::Plan());
  Stop();
  EXPECT_FALSE(fs::exists(Path()));
}

}  // namespace
}  // namespace sheaf::upkeep
