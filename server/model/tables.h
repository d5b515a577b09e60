// All that the model holds, and how a commit gets into it. One thread applies commits; any thread
// reads what holds at a revision that has been applied.
#pragma once

#include <atomic>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "server/base/snapshot.h"
#include "server/ledger/ledger.h"
#include "server/model/change_log.h"
#include "server/model/histories.h"
#include "server/model/line_table.h"
#include "server/model/model.h"
#include "server/model/observation_table.h"
#include "server/model/texts.h"
#include "server/model/update_table.h"
#include "sheaf/v1/kpi.pb.h"
#include "sheaf/v1/member_state.pb.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::model {

class Tables {
 public:
  Tables() : lines_(&texts_), updates_(&texts_), observations_(&texts_) {}

  // On the commit thread.
  void Apply(const ledger::Commit& commit);

  // As those of Snapshotted, on the commit thread.
  Snapshotted::Write Capture() const;
  void Load(SnapshotReader& from);

  // Whoever has loaded a revision from here sees all of it.
  ledger::Revision newest() const { return newest_.load(std::memory_order_acquire); }
  int64_t skipped() const { return skipped_.load(std::memory_order_relaxed); }

  const Texts& texts() const { return texts_; }
  const Histories<PlanRow>& plans() const { return plans_; }
  const LineTable& lines() const { return lines_; }
  const UpdateTable& updates() const { return updates_; }
  const ObservationTable& observations() const { return observations_; }
  const Histories<v1::Baseline>& baselines() const { return baselines_; }
  const Histories<v1::Target>& targets() const { return targets_; }
  const Histories<v1::MemberState>& member_states() const { return member_states_; }
  const ChangeLog& changes() const { return changes_; }

 private:
  // A record within its commit.
  struct Entry {
    const ledger::Record& record;
    ledger::Revision revision;
    uint32_t row;
  };
  using Handler = absl::Status (Tables::*)(const Entry&);
  struct Kind {
    std::string_view pattern;
    Handler apply;
  };
  static const Kind kKinds[];

  absl::Status ApplyPlan(const Entry& entry);
  absl::Status ApplyLine(const Entry& entry);
  absl::Status ApplyUpdate(const Entry& entry);
  // A step of review, which `review_` holds.
  absl::Status ApplyStep(const Entry& entry, LineId line, std::string_view id);
  absl::Status ApplyObservation(const Entry& entry);
  absl::Status ApplyBaseline(const Entry& entry);
  absl::Status ApplyTarget(const Entry& entry);
  absl::Status ApplyMemberState(const Entry& entry);
  // Kept for its revision alone.
  absl::Status NoteOnly(const Entry&) { return absl::OkStatus(); }
  template <typename T>
  absl::Status AddVersion(const Entry& entry, Histories<T>* histories);

  void ApplyEntry(const Entry& entry);
  void NoteChange(std::string_view resource);
  void MarkChanges(ledger::Revision revision);
  // The number of the plan that a name under "plans/" starts with.
  uint32_t PlanNumberOf(std::string_view resource);
  LineId LineNumberOf(std::string_view line);

  Texts texts_;
  LineTable lines_;
  UpdateTable updates_;
  ObservationTable observations_;
  Histories<PlanRow> plans_;
  Histories<v1::Baseline> baselines_;
  Histories<v1::Target> targets_;
  Histories<v1::MemberState> member_states_;
  ChangeLog changes_;

  // The commit thread's own.
  std::vector<TextId> sector_of_plan_;  // by plan number, after the latest record
  std::vector<std::string> name_of_plan_;
  // What was asked for last, as records of one plan and of one line come together.
  std::string last_plan_;
  uint32_t last_plan_number_ = 0;
  std::string last_line_;
  LineId last_line_number_ = 0;
  std::set<uint32_t> changed_plans_;  // in the commit at hand
  std::set<std::string, std::less<>> changed_subjects_;
  v1::Line line_payload_;  // reused: parsing into them allocates little
  v1::Update update_payload_;
  v1::Review review_;
  v1::Observation observation_payload_;

  std::atomic<ledger::Revision> newest_ = 0;
  std::atomic<int64_t> skipped_ = 0;
};

}  // namespace sheaf::model
