// For tests: records of a small sector, as the ledger would tell them, and what reports make of
// them.
#pragma once

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/model/commit_builder.h"
#include "server/model/model.h"
#include "server/reports/assessment.h"
#include "server/sectors/manifests.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::reports {

template <typename Message>
Message FromText(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

inline PartialDate Day(std::string_view text) { return PartialDate::Parse(text).value(); }

// An energy sector: areas are headings, actions and activities count.
inline v1::SectorManifest EnergyManifest() {
  return FromText<v1::SectorManifest>(R"pb(
    sector: "energy"
    title: "Energy"
    plan_title: "APAEC 2016-2025"
    rules_version: "energy-1"
    levels { id: "area" title: "Area" plural: "Areas" heading: true }
    levels { id: "action" title: "Action" plural: "Actions" under: "area" }
    levels { id: "activity" title: "Activity" plural: "Activities" under: "action" }
    counted_parent_rule: COUNTS_ITSELF
    statuses { word: "completed" title: "Completed" state: COMPLETED }
    statuses { word: "substantially_completed" state: SUBSTANTIALLY_COMPLETED }
    statuses { word: "partially_completed" state: PARTIALLY_COMPLETED }
    statuses { word: "on_going" title: "On-going" state: IN_PROGRESS }
    statuses { word: "continuing" state: CONTINUING }
    statuses { word: "not_started" state: NOT_STARTED }
    statuses { word: "pending" state: PENDING }
    statuses { word: "postponed" state: POSTPONED }
    statuses { word: "withdrawn" state: WITHDRAWN }
    statuses { word: "cancelled" state: CANCELLED }
    statuses { word: "merged" state: MERGED }
    statuses { word: "no_longer_reported" state: NO_LONGER_REPORTED }
    statuses {
      word: "signed"
      state: IN_PROGRESS
      by_instrument { instrument_type: NON_BINDING state: COMPLETED }
    }
    statuses { word: "held" title: "Held" effect: EVENT }
    statuses { word: "planned" title: "Planned" effect: EXPECTATION }
    cadence { months: 12 }
    report_formats { id: "scorecard" title: "Scorecard" highlights: true }
  )pb");
}

// Not thread-safe.
class ReportFixture : public ::testing::Test, private ledger::Observer {
 protected:
  ReportFixture() { Put("plans/energy", PlanOf("energy", "APAEC")); }

  static v1::Plan PlanOf(const std::string& sector, const std::string& title) {
    v1::Plan plan;
    plan.set_sector(sector);
    plan.set_title(title);
    return plan;
  }

  template <typename Message>
  void Put(const std::string& name, const Message& message) {
    next_.Put(name, message);
  }
  void PutManifest(const v1::SectorManifest& manifest) {
    Put("sectors/" + manifest.sector() + "/manifests/current", manifest);
  }
  void PutMembers(const std::vector<std::string>& codes, const std::string& joined = "1967-08-08") {
    for (const std::string& code : codes) {
      v1::MemberState state;
      state.set_short_title("State " + code);
      state.set_joined(joined);
      Put("memberStates/" + code, state);
    }
  }

  // A line of the plan "energy", or of the plan that `code` starts with: "trade/T-1". Further
  // fields in text format.
  void PutLine(const std::string& code, const std::string& fields = "level: \"action\"") {
    auto line = FromText<v1::Line>(fields);
    line.set_position(position_++);
    if (line.title().empty()) line.set_title("Title of " + code);
    Put(LineName(code), line);
  }

  // What is said of a line: "on_going 2023-05", "held", "completed 2020 KHM". A dash is no date.
  void Say(const std::string& code, const std::string& word, const std::string& date = "",
           const std::string& member_state = "") {
    v1::Update update;
    update.set_reported_status(word);
    update.set_effective_date(date);
    update.set_member_state(member_state);
    Put(LineName(code) + "/updates/u" + std::to_string(updates_++), update);
  }

  ledger::Revision Commit() {
    if (next_.pending() == 0) return static_cast<ledger::Revision>(next_.log().size());
    return next_.CommitTo(this);
  }
  model::View Now() {
    const ledger::Revision head = Commit();
    return model_.At(head);
  }

  // All plans, assessed.
  std::vector<PlanAssessment> Assess(std::string_view effective) {
    view_ = std::make_unique<model::View>(Now());
    Ground ground = MakeGround(*view_, manifests_, nullptr);
    shared_ = ground.shared;
    membership_ = std::make_unique<Membership>(*view_, Day(effective));
    std::vector<PlanAssessment> plans;
    for (PlanTree& tree : ground.trees) {
      plans.push_back(AssessPlan(*view_, std::move(tree), *membership_, Day(effective)));
    }
    return plans;
  }

  // The state of one line of the plan "energy".
  LineState StateOn(std::string_view effective, std::string_view code) {
    for (const PlanAssessment& plan : Assess(effective)) {
      for (int32_t row = 0; row < plan.tree.size(); ++row) {
        if (view_->Text(plan.tree.lines[row].code) == code) return plan.states[row];
      }
    }
    ADD_FAILURE() << "no line " << code;
    return {};
  }

  static std::string LineName(const std::string& code) {
    const size_t slash = code.find('/');
    if (slash == std::string::npos) return "plans/energy/lines/" + code;
    return "plans/" + code.substr(0, slash) + "/lines/" + code.substr(slash + 1);
  }

  model::CommitBuilder next_;
  model::Model model_;
  sectors::Manifests manifests_;
  std::unique_ptr<model::View> view_;  // of the last assessment
  std::unique_ptr<Membership> membership_;
  std::vector<SharedInitiative> shared_;

 private:
  void OnCommit(const ledger::Commit& commit) override {
    model_.OnCommit(commit);
    manifests_.OnCommit(commit);
  }

  int position_ = 0;
  int updates_ = 0;
};

}  // namespace sheaf::reports
