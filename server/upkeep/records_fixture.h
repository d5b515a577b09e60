// A ledger on a real folder with a little of every kind of record, for the tests here.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>

#include "server/base/manual_clock.h"
#include "server/base/temporary_folder.h"
#include "server/ledger/ledger.h"
#include "server/store/rocks_store.h"
#include "sheaf/v1/kpi.pb.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/member_state.pb.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::upkeep {

class RecordsTest : public ::testing::Test {
 protected:
  static constexpr char kLine[] = "plans/energy/lines/EN-1";
  static constexpr char kUpdate[] = "plans/energy/lines/EN-1/updates/u";

  RecordsTest() {
    OpenLedger();
    Write(ledger::WriteMode::kPut, "plans/energy", v1::Plan());
    Write(ledger::WriteMode::kPut, "plans/energy-2", v1::Plan());
    Write(ledger::WriteMode::kPut, kLine, v1::Line());
    Write(ledger::WriteMode::kPut, "plans/energy/lines/EN-2", v1::Line());
    Write(ledger::WriteMode::kPut, kUpdate, StatusOf("started"));
    Write(ledger::WriteMode::kPut, "plans/energy/lines/EN-1/updates/w", StatusOf("mistaken"));
    Write(ledger::WriteMode::kPut, "plans/energy-2/lines/X", v1::Line());
    Write(ledger::WriteMode::kPut, "sectors/energy/manifests/current", v1::SectorManifest());
    Write(ledger::WriteMode::kPut, "sectors/energy/kpis/K/baselines/b", v1::Baseline());
    Write(ledger::WriteMode::kPut, "sectors/energy/kpis/K/targets/t", v1::Target());
    Write(ledger::WriteMode::kPut, "sectors/energy/kpis/K/observations/o", v1::Observation());
    Write(ledger::WriteMode::kPut, "sectors/energy/series/S/observations/o", v1::Observation());
    Write(ledger::WriteMode::kPut, "memberStates/IDN", v1::MemberState());
    Write(ledger::WriteMode::kVanish, "plans/energy/lines/EN-2", v1::Line());
    Write(ledger::WriteMode::kWithdraw, "plans/energy/lines/EN-1/updates/w", v1::Update());
    Write(ledger::WriteMode::kPut, kUpdate, StatusOf("completed"));
  }
  static constexpr int kRecords = 13;
  static constexpr ledger::Revision kHead = 16;

  static v1::Update StatusOf(const std::string& word) {
    v1::Update update;
    update.set_reported_status(word);
    return update;
  }

  std::string LedgerFolder() const { return folder_.path() + "/data/ledger"; }

  void OpenLedger() {
    auto store = store::OpenRocksStore(LedgerFolder()).value();
    store_ = store.get();
    ledger_ = ledger::Ledger::Open(std::move(store), &clock_, {}).value();
  }
  void CloseLedger() {
    ledger_ = nullptr;
    store_ = nullptr;
  }

  template <typename Message>
  void Write(ledger::WriteMode mode, const std::string& resource, const Message& message) {
    ledger::Request request;
    request.actor = "secretariat";
    request.request_id = std::to_string(++requests_);
    request.request_digest = request.request_id;
    request.writes.push_back({resource, mode, message.SerializeAsString(), "", std::nullopt});
    std::promise<absl::Status> done;
    ledger_->Commit(std::move(request), [&](auto receipt) { done.set_value(receipt.status()); });
    ASSERT_TRUE(done.get_future().get().ok()) << resource;
    clock_.Advance(1'000'000);
  }

  const TemporaryFolder folder_;
  ManualClock clock_{1'714'564'800'000'000};
  int requests_ = 0;
  store::LiveStore* store_ = nullptr;  // the ledger's
  std::unique_ptr<ledger::Ledger> ledger_;
};

}  // namespace sheaf::upkeep
