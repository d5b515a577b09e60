// A ledger on a real folder and two declared sectors, for tests of intake.
#pragma once

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/base/manual_clock.h"
#include "server/base/status.h"
#include "server/base/temporary_folder.h"
#include "server/ledger/ledger.h"
#include "server/sectors/intake.h"
#include "server/sectors/records.h"
#include "server/store/rocks_store.h"

namespace sheaf::sectors {

inline constexpr char kTransportManifest[] = R"pb(
  sector: "transport"
  title: "Transport"
  rules_version: "transport-1"
  levels { id: "workstream" title: "Workstream" plural: "Workstreams" heading: true }
  levels { id: "goal" title: "Goal" plural: "Goals" heading: true under: "workstream" }
  levels { id: "action" title: "Action" plural: "Actions" under: "goal" }
  levels {
    id: "milestone"
    title: "Milestone"
    plural: "Milestones"
    under: "action"
    under: "milestone"
  }
  counted_parent_rule: COUNTS_ITSELF
  statuses {
    word: "signed"
    state: IN_PROGRESS
    by_instrument { instrument_type: NON_BINDING state: COMPLETED }
  }
  statuses { word: "ratified" state: COMPLETED }
  statuses { word: "in_force" state: COMPLETED }
  statuses { word: "completed" state: COMPLETED }
  statuses { word: "partially_completed" state: PARTIALLY_COMPLETED }
  statuses { word: "on_going" state: IN_PROGRESS }
  statuses { word: "drafting" state: IN_PROGRESS }
  statuses { word: "pilot" state: IN_PROGRESS }
  statuses { word: "initiated" state: IN_PROGRESS }
  statuses { word: "under_review" state: IN_PROGRESS }
  statuses { word: "feasibility_study" state: IN_PROGRESS }
  statuses { word: "not_started" state: NOT_STARTED }
  statuses { word: "pending" state: PENDING }
  statuses { word: "postponed" state: POSTPONED }
  statuses { word: "cancelled" state: CANCELLED }
  statuses { word: "held" effect: EVENT }
  statuses { word: "planned" effect: EXPECTATION }
  attributes { id: "budget" title: "Budget" type: NUMBER unit: "USD million" }
  attributes { id: "due" title: "Due" type: DATE }
  attributes { id: "mode" title: "Mode" type: CHOICE choices: "road" choices: "rail" }
  kpis {
    code: "TR-K-01"
    title: "Road length"
    unit: "million km"
    level: OUTCOME
    direction: UP
    indicators: "road_length"
  }
  cadence { months: 12 }
  report_formats { id: "treaty-matrix" title: "Treaty matrix" highlights: true }
)pb";

inline constexpr char kEnergyManifest[] = R"pb(
  sector: "energy"
  title: "Energy"
  rules_version: "energy-1"
  levels { id: "action" title: "Action" plural: "Actions" }
  counted_parent_rule: COUNTS_ITSELF
  statuses { word: "completed" state: COMPLETED }
  kpis {
    code: "EN-K-01"
    title: "Energy-intensity reduction"
    unit: "% reduction"
    level: OUTCOME
    direction: UP
  }
  cadence { months: 12 }
  report_formats { id: "targets" title: "Targets" highlights: true }
)pb";

template <typename Message>
Message FromText(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// True for a status whose problems hold one at `row` and `field` that says `gist`.
MATCHER_P3(HasProblem, row, field, gist,
           "has at row " + std::to_string(row) + " and field " + std::string(field) +
               " a problem that says: " + std::string(gist)) {
  for (const Problem& problem : ProblemsOf(arg)) {
    *result_listener << "\n  row " << problem.row << ", " << problem.field << ": " << problem.text;
    if (problem.row == row && problem.field == field &&
        problem.text.find(gist) != std::string::npos) {
      return true;
    }
  }
  return false;
}

class IntakeTest : public ::testing::Test {
 protected:
  static constexpr Micros kNoon = 1'714'564'800'000'000;
  static constexpr int64_t kNoRow = Problem::kNoRow;

  IntakeTest() {
    auto store = store::OpenRocksStore(folder_.path());
    ledger_ = ledger::Ledger::Open(std::move(store).value(), &clock_, {}).value();
    EXPECT_TRUE(ledger_->AddObserver(&manifests_).ok());
    Commit(AcceptManifest(FromText<v1::SectorManifest>(kTransportManifest)));
    Commit(AcceptManifest(FromText<v1::SectorManifest>(kEnergyManifest)));
  }

  Intake intake() const { return {ledger_.get(), &manifests_}; }

  absl::StatusOr<ledger::Receipt> TryCommit(absl::StatusOr<Accepted> accepted) {
    if (!accepted.ok()) return accepted.status();
    std::promise<absl::StatusOr<ledger::Receipt>> answer;
    accepted->request.actor = "tester";
    ledger_->Commit(std::move(accepted->request),
                    [&](absl::StatusOr<ledger::Receipt> receipt) { answer.set_value(receipt); });
    return answer.get_future().get();
  }

  ledger::Receipt Commit(absl::StatusOr<Accepted> accepted) {
    auto receipt = TryCommit(std::move(accepted));
    EXPECT_TRUE(receipt.ok()) << receipt.status();
    return receipt.ok() ? *receipt : ledger::Receipt();
  }

  // A line of plans/roads.
  static v1::Line Line(const std::string& code, const std::string& parent,
                       const std::string& level) {
    v1::Line line;
    line.set_name("plans/roads/lines/" + code);
    line.set_parent_code(parent);
    line.set_level(level);
    line.set_title("Title of " + code);
    return line;
  }

  static v1::ImportPlanRequest PlanNamed(const std::string& id, const std::string& sector) {
    v1::ImportPlanRequest request;
    request.mutable_plan()->set_name("plans/" + id);
    request.mutable_plan()->set_sector(sector);
    return request;
  }

  // plans/roads of sector transport: W > G > A1 > M1 and A2, which THA and LAO take part in.
  static std::vector<v1::Line> RoadLines() {
    std::vector<v1::Line> lines = {Line("W", "", "workstream"), Line("G", "W", "goal"),
                                   Line("A1", "G", "action"), Line("M1", "A1", "milestone"),
                                   Line("A2", "G", "action")};
    lines.back().add_member_states("THA");
    lines.back().add_member_states("LAO");
    return lines;
  }

  ledger::Receipt ImportRoads() {
    return Commit(AcceptPlan(intake(), PlanNamed("roads", "transport"), RoadLines()));
  }

  static v1::MemberState MemberState(const std::string& iso3, const std::string& joined) {
    v1::MemberState state;
    state.set_name("memberStates/" + iso3);
    state.set_title("State " + iso3);
    state.set_joined(joined);
    return state;
  }

  void RecordMemberStates() {
    v1::PutMemberStatesRequest request;
    for (const char* iso3 : {"IDN", "LAO", "THA"}) {
      *request.add_member_states() = MemberState(iso3, "1967-08-08");
    }
    Commit(AcceptMemberStates(intake(), request));
  }

  v1::Resource Read(const std::string& name) const {
    const auto record = ledger_->Get(name, ledger_->Head());
    EXPECT_TRUE(record.ok()) << record.status();
    return record.ok() ? ResourceOf(*record).value() : v1::Resource();
  }

  TemporaryFolder folder_;
  ManualClock clock_{kNoon};
  Manifests manifests_;
  std::unique_ptr<ledger::Ledger> ledger_;
};

}  // namespace sheaf::sectors
