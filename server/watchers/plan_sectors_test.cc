#include "server/watchers/plan_sectors.h"

#include <gtest/gtest.h>

#include "server/watchers/watchers_fixture.h"

namespace sheaf::watchers {
namespace {

using PlanSectorsTest = WatchersTest;

TEST_F(PlanSectorsTest, SayWhichPlanWasOfWhichSectorAtEveryRevision) {
  Put("memberStates/IDN", "");
  Put("plans/grid", PlanOf("energy"));
  Put("plans/grid", PlanOf("energy", "another title"));
  Put("plans/grid", PlanOf("transport"));
  const PlanSectors& sectors = feed_.sectors();
  EXPECT_EQ(sectors.SectorOf("plans/grid", 1), "");
  EXPECT_EQ(sectors.SectorOf("plans/grid", 2), "energy");
  EXPECT_EQ(sectors.SectorOf("plans/grid/lines/L/updates/u", 3), "energy");
  EXPECT_EQ(sectors.SectorOf("plans/grid/lines/L", 4), "transport");
  EXPECT_EQ(sectors.SectorOf("plans/grid-2/lines/L", 4), "");
}

TEST_F(PlanSectorsTest, TakeOtherRecordsByTheirName) {
  const PlanSectors& sectors = feed_.sectors();
  EXPECT_EQ(sectors.SectorOf("sectors/energy/kpis/EN-K-01/targets/t", 1), "energy");
  EXPECT_EQ(sectors.SectorOf("sectors/energy/manifests/m", 1), "energy");
  EXPECT_EQ(sectors.SectorOf("memberStates/IDN", 1), "");
}

TEST_F(PlanSectorsTest, KnowAPlanFromBeforeTheServerStarted) {
  Put("plans/grid", PlanOf("energy"));
  Feed told_later;
  Open();
  ASSERT_TRUE(ledger_->AddObserver(&told_later).ok());
  EXPECT_EQ(told_later.sectors().SectorOf("plans/grid/lines/L", 1), "energy");
  ledger_ = nullptr;
}

TEST_F(PlanSectorsTest, KnowAPlanFromASnapshot) {
  Put("plans/grid", PlanOf("energy"));
  Put("plans/grid", PlanOf("transport"));
  std::string bytes;
  SnapshotWriter writer([&](std::string_view piece) { bytes += piece; });
  feed_.Capture()(writer);
  writer.Flush();
  Feed loaded;
  SnapshotReader reader([&](char* to, size_t size) {
    if (bytes.copy(to, size) < size) return false;
    bytes.erase(0, size);
    return true;
  });
  loaded.Load(reader);
  EXPECT_TRUE(reader.ok());
  EXPECT_EQ(loaded.sectors().SectorOf("plans/grid", 1), "energy");
  EXPECT_EQ(loaded.sectors().SectorOf("plans/grid", 2), "transport");
}

}  // namespace
}  // namespace sheaf::watchers
