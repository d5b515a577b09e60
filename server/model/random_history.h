// For tests: histories of a small world, at random.
#pragma once

#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/base/resource_name.h"
#include "server/model/commit_builder.h"
#include "sheaf/v1/kpi.pb.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/member_state.pb.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::model {

// Records of a small world, written, corrected, withdrawn and vanished at random.
class RandomHistory {
 public:
  explicit RandomHistory(uint32_t seed) : random_(seed) {}

  void CommitTo(ledger::Observer* observer) {
    touched_.clear();
    const int writes = 1 + Pick(6);
    while (static_cast<int>(next_.pending()) < writes) AddOne();
    next_.CommitTo(observer);
  }
  const std::vector<ledger::Commit>& log() const { return next_.log(); }

 private:
  int Pick(int below) { return static_cast<int>(random_() % static_cast<uint32_t>(below)); }
  std::string Word(const char* stem, int below) { return stem + std::to_string(Pick(below)); }
  // Empty a third of the time.
  std::string Maybe(std::string word) { return Pick(3) == 0 ? "" : std::move(word); }
  std::string Date() {
    static constexpr const char* kDates[] = {"",        "2020",       "2020-12",    "2020-12-31",
                                             "2020-02", "2020-02-29", "2021-06-30", "2019"};
    return kDates[Pick(8)];
  }

  void AddOne() {
    switch (Pick(12)) {
      case 0:
        return Write(Word("plans/p", 3), Plan());
      case 1:
      case 2:
      case 3:
        return Write(Line(), LinePayload());
      case 4:
      case 5:
      case 6:
      case 7:
        return Write(UpdateName(), Update());
      case 8:
        return Write(Kpi() + Word("/observations/o", 6), Observation());
      case 9:
        return Write("sectors/s1/series/x" + Word("/observations/o", 6), Observation());
      case 10:
        return Write(Kpi() + Word("/targets/t", 3), Target());
      default:
        return AddRare();
    }
  }
  void AddRare() {
    switch (Pick(3)) {
      case 0:
        return Write(Kpi() + Word("/baselines/b", 2), Baseline());
      case 1:
        return Write(Word("memberStates/S", 3), MemberState());
      default:
        return Write(Word("sectors/s", 3) + "/manifests/current", v1::SectorManifest());
    }
  }
  // Puts a record, or takes back one that stands. A commit has a resource once.
  template <typename Message>
  void Write(const std::string& name, const Message& message) {
    if (!touched_.insert(name).second) return;
    const ledger::Record* latest = next_.Latest(name);
    if (latest == nullptr || !latest->live() || Pick(4) != 0) {
      next_.Put(name, message);
    } else if (NameFits(name, kLinePattern) && Pick(2) == 0) {
      next_.Vanish(name);
    } else {
      next_.Withdraw(name);
    }
  }

  std::string Line() { return Word("plans/p", 3) + Word("/lines/L", 5); }
  std::string UpdateName() {
    // Ids as the server makes them, and ids as clients choose them; the same ones on several lines.
    const std::string id = Pick(2) == 0 ? Word("u", 3) : Word("0123456789abcdef012", 3);
    return Line() + "/updates/" + id;
  }
  std::string Kpi() { return Word("sectors/s", 2) + Word("/kpis/K", 2); }

  v1::Plan Plan() {
    v1::Plan plan;
    plan.set_title(Word("title ", 9));
    plan.set_sector(Maybe(Word("s", 2)));
    return plan;
  }
  v1::Line LinePayload() {
    v1::Line line;
    line.set_position(Pick(5));
    line.set_title(Word("line ", 9));
    line.set_parent_code(Maybe(Word("L", 6)));
    line.set_level(Word("level", 3));
    line.set_lead_body(Maybe(Word("body", 3)));
    line.set_planned_end(Date());
    line.set_shared_initiative(Maybe(Word("shared", 2)));
    if (Pick(2) == 0) line.add_member_states(Word("S", 3));
    if (Pick(3) == 0) (*line.mutable_attributes())["proponent"] = Word("state ", 3);
    return line;
  }
  v1::Update Update() {
    v1::Update update;
    update.set_reported_status(Word("status", 4));
    update.set_member_state(Maybe(Word("S", 3)));
    update.set_effective_date(Date());
    if (Pick(2) == 0) update.mutable_progress()->set_value(Pick(10));
    if (Pick(2) == 0) update.mutable_decision()->set_meeting(Word("M-", 3));
    return update;
  }
  v1::Observation Observation() {
    v1::Observation observation;
    observation.set_period(Word("202", 4));
    observation.set_value(Pick(100));
    observation.set_edition(Maybe(Word("edition ", 2)));
    return observation;
  }
  v1::Target Target() {
    v1::Target target;
    target.set_value(Pick(100));
    target.set_ordinal(Pick(3));
    return target;
  }
  v1::Baseline Baseline() {
    v1::Baseline baseline;
    baseline.set_year(2000 + Pick(20));
    return baseline;
  }
  v1::MemberState MemberState() {
    v1::MemberState state;
    state.set_joined(Date());
    return state;
  }

  std::mt19937 random_;
  CommitBuilder next_;
  std::set<std::string> touched_;
};

}  // namespace sheaf::model
