#include "server/upkeep/backups.h"

#include <atomic>
#include <thread>

#include "server/upkeep/records_fixture.h"

namespace sheaf::upkeep {
namespace {

using ::testing::HasSubstr;

class BackupsTest : public RecordsTest {
 protected:
  ~BackupsTest() override { backups_ = nullptr; }

  std::unique_ptr<Backups> backups_ =
      Backups::Open(folder_.path() + "/backups", store_, "1.2.3").value();
};

TEST_F(BackupsTest, SayWhatTheyHold) {
  const Backup made = backups_->Create().value();
  const auto list = backups_->List().value();
  ASSERT_EQ(list.size(), 1u);
  for (const Backup& backup : {made, list[0], backups_->Verify(made.id).value()}) {
    EXPECT_EQ(backup.id, made.id);
    EXPECT_EQ(backup.tail.revision, kHead);
    EXPECT_EQ(backup.tail.commit_time, ledger_->TimeOf(kHead).value());
    EXPECT_EQ(backup.tail.hash, ledger_->ChainEntryAt(kHead)->hash);
    EXPECT_EQ(backup.version, "1.2.3");
    EXPECT_TRUE(backup.readable);
  }
}

TEST_F(BackupsTest, MayBeOfNothing) {
  CloseLedger();
  std::filesystem::remove_all(LedgerFolder());
  OpenLedger();
  backups_ = Backups::Open(folder_.path() + "/backups", store_, "1.2.3").value();
  const auto made = backups_->Create();
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->tail.revision, 0);
  EXPECT_TRUE(backups_->Verify(made->id).ok());
}

TEST_F(BackupsTest, HoldEverythingThatWasAcknowledgedBeforeAndFit) {
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (int i = 0; !stop; ++i)
      Write(ledger::WriteMode::kPut, kUpdate, StatusOf(std::to_string(i)));
  });
  for (int i = 0; i < 5; ++i) {
    const ledger::Revision acknowledged = ledger_->Head();
    const auto backup = backups_->Create();
    ASSERT_TRUE(backup.ok()) << backup.status();
    EXPECT_GE(backup->tail.revision, acknowledged);
    const auto verified = backups_->Verify(backup->id);
    EXPECT_TRUE(verified.ok()) << verified.status();
  }
  stop = true;
  writer.join();
}

}  // namespace
}  // namespace sheaf::upkeep
