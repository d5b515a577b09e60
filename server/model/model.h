// The model: what reports count, of every version of every record, as packed tables in memory. It
// observes the ledger and holds nothing that the ledger does not: a restart rebuilds it. Long texts
// (narratives, notes) stay in the ledger.
//
//   model::View view = model.At(revision);
//   for (const PlanRow& plan : view.Plans())
//     for (LineRow line : view.LinesOf(plan)) ... view.UpdatesOf(line.id) ...
//
// A view is a cheap value. Views are safe to use on any thread while commits go on, and show the
// same for as long as they live; they must not outlive the model.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "proto/values/partial_date.h"
#include "server/base/snapshot.h"
#include "server/ledger/ledger.h"
#include "sheaf/v1/kpi.pb.h"
#include "sheaf/v1/member_state.pb.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/review.pb.h"

namespace sheaf::model {

// How far an update must have been checked to count. Each counts what the next one counts, but for
// what was said anew since: of an update, the latest version that got so far is what it says.
enum class Level : uint8_t { kSubmitted, kAccepted, kVerified, kPublished };
inline constexpr size_t kLevels = 4;
// The state that an update must have reached; nothing for a state that counts nowhere.
v1::ReviewState StateOf(Level level);
std::optional<Level> LevelOf(v1::ReviewState state);

// A text that many rows share, by number; 0 is "". Texts are never forgotten: as many as there are
// different ones.
using TextId = uint32_t;

// A line by number, over all plans; stable while the process runs.
using LineId = uint32_t;

// A plan as of the view.
struct PlanRow {
  ledger::Revision revision = 0;  // of this version
  std::string id;                 // "energy"
  std::string title;
  std::map<std::string, std::string> titles;  // in other languages
  std::string sector;                         // "" for none
  std::vector<v1::PlanLevel> levels;          // for a plan without a sector
  std::string parent_line;
  uint32_t number = 0;  // the model's own number for it
};

// A line as of the view.
struct LineRow {
  static constexpr uint32_t kNoLine = UINT32_MAX;
  static constexpr size_t kAttributeBytes = 500;
  LineId id = 0;
  LineId parent = kNoLine;
  ledger::Revision revision = 0;  // of this version
  TextId code = 0;
  TextId title = 0;
  TextId level = 0;
  TextId lead_body = 0;
  TextId member_states = 0;  // alpha-3 codes joined by ";", "" for all
  TextId shared_initiative = 0;
  TextId tags = 0;  // joined by ";"
  // "id=value" by id, joined by "\n"; a line break within a value is a space. Only values of at
  // most kAttributeBytes, and ids that a manifest could declare: the rest stays in the ledger.
  TextId attributes = 0;
  PartialDate planned_start;
  PartialDate planned_end;
  v1::InstrumentType instrument_type = v1::INSTRUMENT_TYPE_UNSPECIFIED;
  bool vanished = false;
};

// What counting needs of an update.
struct UpdateGlance {
  TextId status = 0;
  TextId member_state = 0;
};

// What counting needs of a line, as of the view.
struct LineGlance {
  LineId id = 0;
  TextId level = 0;
  TextId shared_initiative = 0;
  v1::InstrumentType instrument_type = v1::INSTRUMENT_TYPE_UNSPECIFIED;
  bool vanished = false;
  // Of its updates that are not about a later day than was asked for, the last in the order of
  // UpdatesOf.
  std::optional<UpdateGlance> latest;
};

// What a line is found by, as of the view.
struct LineTitles {
  LineId id = 0;
  TextId code = 0;
  TextId title = 0;  // in the view's language
  int32_t position = 0;
  std::span<const TextId> titles;  // in every language, the printed one first
};

// A body and a meeting of it that some update names.
struct DecisionRow {
  TextId body = 0;
  TextId meeting = 0;
};

// An update as of the view; withdrawn ones are not seen.
struct UpdateRow {
  LineId line = 0;
  ledger::Revision revision = 0;  // that made it count as submitted
  // Its place among all versions of all updates, in the order recorded: it grows with the revision,
  // and within a revision as its records do. NameOf finds its name by it.
  uint32_t row = 0;
  TextId status = 0;        // the sector's word
  TextId member_state = 0;  // "" for the region
  TextId body = 0;
  TextId meeting = 0;
  TextId unit = 0;
  PartialDate effective_date;
  double value = 0;  // not a number where there is no progress
};

// An observation as of the view; withdrawn ones are not seen.
struct ObservationRow {
  ledger::Revision revision = 0;
  uint32_t row = 0;  // as UpdateRow::row, among observations
  TextId of = 0;     // KPI code or series id
  TextId member_state = 0;
  TextId period = 0;
  TextId unit = 0;
  TextId edition = 0;
  TextId source = 0;
  double value = 0;  // not a number where `missing` says why
  v1::MissingReason missing = v1::MISSING_REASON_UNSPECIFIED;
  v1::ObservationKind kind = v1::OBSERVATION_KIND_UNSPECIFIED;
  bool is_series = false;
};

// Baselines and targets of one KPI as of the view, in the order in which they were recorded
// (revision, then ordinal). Withdrawn ones are not there. `name` and `revision` are set.
struct KpiFigureRows {
  std::string kpi;
  std::vector<v1::Baseline> baselines;
  std::vector<v1::Target> targets;
};

// Of what stands: nothing withdrawn, and no vanished lines.
struct Counts {
  int64_t plans = 0;
  int64_t lines = 0;
  int64_t updates = 0;
  int64_t observations = 0;
  int64_t member_states = 0;
};

class Tables;

// Everything known at one revision, with the updates of one level. It does not cut by effective
// date: what a date means for a fact is a rule of the reports.
class View {
 public:
  View(const Tables* tables, ledger::Revision revision, Level level);

  ledger::Revision revision() const { return revision_; }
  Level level() const { return level_; }
  const std::string& language() const { return language_; }

  // The same, with the titles of plans and lines in a language (BCP 47, lower case) where they have
  // one in it, or in a wider one: "pt" for "pt-tl". "": as the plans print them.
  View In(std::string language) const;

  // In the order of their ids.
  std::vector<PlanRow> Plans() const;
  // In plan order (position), vanished ones too. A parent may come after its children.
  std::vector<LineRow> LinesOf(const PlanRow& plan) const;
  // Updates of one line, in the order in which they decide (state rule v1): undated first, then by
  // last day of the effective date, then by revision, then by row. Appended to `out`, which is
  // cleared first.
  void UpdatesOf(LineId line, std::vector<UpdateRow>* out) const;

  // For counting, at a fraction of the cost of LinesOf. Calls `take` with all lines of the plan,
  // vanished ones too, in no order, some at a time; `effective` is the day of LineGlance::latest.
  void ForEachLine(const PlanRow& plan, PartialDate effective,
                   const std::function<void(std::span<const LineGlance>)>& take) const;

  // For searching, at a fraction of the cost of LinesOf: all lines of the plan, vanished ones too,
  // in no order. What is given to `take` is good until it returns.
  void ForEachTitled(const PlanRow& plan, const std::function<void(const LineTitles&)>& take) const;
  // Those of updates of any revision and level; the same one may be there several times.
  std::vector<DecisionRow> Decisions() const;

  // In the order recorded. `of` "" is all KPIs and series of the sector.
  std::vector<ObservationRow> ObservationsOf(std::string_view sector, std::string_view of) const;
  // One entry for each KPI that has a baseline or target, in the order of the codes.
  std::vector<KpiFigureRows> KpiFiguresOf(std::string_view sector) const;

  // In the order of their codes.
  std::vector<v1::MemberState> MemberStates() const;

  // The newest revision that changed a plan of this sector or a record under "sectors/{sector}/",
  // or the member states: a report is unchanged while this is. "" is the newest of all.
  ledger::Revision LastChangeOf(std::string_view sector) const;

  // The newest revision that changed a record of a kind that belongs to no sector: "rounds". "" is
  // none.
  ledger::Revision LastChangeOfKind(std::string_view kind) const;

  // The newest revision that changed the plan, one of its lines or one of their updates, of
  // whatever level.
  ledger::Revision LastChangeOf(const PlanRow& plan) const;
  // Whether an update of the line began to count, was corrected or withdrawn after `since`.
  bool UpdatesChangedAfter(LineId line, ledger::Revision since) const;

  // Looks at every row: tens of milliseconds where there are millions.
  Counts Count() const;

  // The text of a number; valid as long as the model.
  std::string_view Text(TextId id) const;
  // Full names of records, from rows.
  std::string NameOf(const PlanRow& plan, const LineRow& line) const;
  std::string NameOf(const PlanRow& plan, const LineRow& line, const UpdateRow& update) const;
  std::string NameOf(std::string_view sector, const ObservationRow& observation) const;

 private:
  const Tables* tables_;
  ledger::Revision revision_;
  Level level_;
  std::string language_;
};

// True where `tag` is what `language` narrows down: "pt" of "pt-tl".
bool IsWiderLanguage(std::string_view tag, std::string_view language);

// Thread-safe. Made before the ledger takes commits; registered with Ledger::AddObserver.
class Model : public ledger::Observer, public Snapshotted {
 public:
  Model();
  ~Model() override;

  // On the commit thread.
  void OnCommit(const ledger::Commit& commit) override;

  Write Capture() const override;
  void Load(SnapshotReader& from) override;

  // Everything known at `revision`, which is at most the newest one told.
  View At(ledger::Revision revision, Level level = Level::kSubmitted) const;

  // How many versions were left out, and logged, because their payload could not be read. 0 unless
  // something is broken: records are checked before they are committed.
  int64_t SkippedRecords() const;

 private:
  std::unique_ptr<Tables> tables_;
};

}  // namespace sheaf::model
