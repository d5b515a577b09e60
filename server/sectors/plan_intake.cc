// Plans, imported whole.
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/field_checks.h"
#include "server/sectors/head_reading.h"
#include "server/sectors/intake.h"
#include "server/sectors/limits.h"
#include "server/sectors/line_checks.h"
#include "server/sectors/records.h"
#include "server/sectors/requests.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

constexpr std::string_view kReason = "INVALID_PLAN";
constexpr int kLineParts = 4;

// One import, from its check to its writes. Not thread-safe.
class PlanImport {
 public:
  PlanImport(const Intake& intake, const v1::ImportPlanRequest& first,
             const std::vector<v1::Line>& lines)
      : intake_(intake), reading_(intake), first_(first), lines_(lines), plan_(first.plan()) {}

  absl::StatusOr<Accepted> Run() {
    check_.Holds("plan.name", MatchName(plan_.name(), kPlanPattern).status());
    CheckRequestId(check_, first_.request_id());
    CheckSize();
    SHEAF_RETURN_IF_ERROR(problems_.AsStatus(kReason));
    SHEAF_RETURN_IF_ERROR(MeetExisting());
    SHEAF_RETURN_IF_ERROR(FindRules());
    SHEAF_RETURN_IF_ERROR(CheckPlan());
    SHEAF_RETURN_IF_ERROR(CheckLines());
    expected_revision_ = ExpectedRevision(check_, first_.etag());
    const absl::Status refusal = problems_.AsStatus(kReason);
    if (!refusal.ok()) SHEAF_RETURN_IF_ERROR(UnlessMade(intake_, ClientRequest(), refusal));
    return Write();
  }

 private:
  void CheckSize() {
    if (lines_.empty()) {
      check_.Fail("lines", "the import has no line; import the plan with all its lines");
    }
    if (lines_.size() > kLinesMax) {
      check_.Fail("lines", "the import has " + std::to_string(lines_.size()) +
                               " lines; a plan has at most " + std::to_string(kLinesMax));
    }
  }

  // What the import leaves empty stays as it was.
  absl::Status MeetExisting() {
    SHEAF_ASSIGN_OR_RETURN(const auto record, reading_.Find(plan_.name()));
    if (record) {
      SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, ResourceOf(*record));
      existing_ = std::move(*resource.mutable_plan());
    }
    const std::string id(IdOf(plan_.name()));
    if (plan_.title().empty()) plan_.set_title(existing_ ? existing_->title() : id);
    if (!existing_) return absl::OkStatus();
    if (plan_.titles().empty()) *plan_.mutable_titles() = existing_->titles();
    if (plan_.sector().empty()) plan_.set_sector(existing_->sector());
    if (plan_.parent_line().empty()) plan_.set_parent_line(existing_->parent_line());
    if (!plan_.has_silence_accepts_after_days() && existing_->has_silence_accepts_after_days()) {
      plan_.set_silence_accepts_after_days(existing_->silence_accepts_after_days());
    }
    return absl::OkStatus();
  }

  absl::Status FindRules() {
    if (!plan_.sector().empty() && reading_.SectorRules(plan_.sector()) == nullptr) {
      check_.Fail("plan.sector", reading_.NoSuchSector(plan_.sector()));
      return problems_.AsStatus("UNKNOWN_SECTOR");
    }
    SHEAF_ASSIGN_OR_RETURN(rules_, reading_.RulesOf(plan_));
    SHEAF_ASSIGN_OR_RETURN(member_states_, MemberStateCodes::Read(reading_));
    return absl::OkStatus();
  }

  absl::Status CheckPlan() {
    check_.Required("plan.title", plan_.title(), kTitleMaxBytes);
    check_.Titles("plan.titles", plan_.titles());
    if (existing_ && !existing_->sector().empty() && existing_->sector() != plan_.sector()) {
      check_.Fail("plan.sector", plan_.name() + " belongs to sector " + existing_->sector() +
                                     ", and a plan keeps its sector; import it under that sector, "
                                     "or choose another id for a plan of " +
                                     plan_.sector());
    }
    if (!plan_.sector().empty() && !plan_.levels().empty()) {
      check_.Fail("plan.levels", "the levels of a plan of sector " + plan_.sector() +
                                     " are declared by its manifest; leave them out");
    }
    const int days = plan_.silence_accepts_after_days();
    if (days < 0 || days > kSilenceMaxDays) {
      check_.Fail("plan.silence_accepts_after_days",
                  "found " + std::to_string(days) + "; expected 1 to " +
                      std::to_string(kSilenceMaxDays) + " days, or 0 where silence says nothing");
    }
    return CheckParentLine();
  }

  absl::Status CheckParentLine() {
    const std::string& line = plan_.parent_line();
    if (line.empty()) return absl::OkStatus();
    if (!NameFits(line, kLinePattern) || ParentName(line) == plan_.name()) {
      check_.Fail("plan.parent_line",
                  Quoted(line) +
                      " is no line of another plan; write it like plans/energy/lines/EN-APG-001");
      return absl::OkStatus();
    }
    SHEAF_ASSIGN_OR_RETURN(const auto record, reading_.Find(line));
    if (!record) {
      check_.Fail("plan.parent_line",
                  "there is no line " + Quoted(line) + "; import its plan first, or correct it");
    }
    return absl::OkStatus();
  }

  absl::Status CheckLines() {
    for (size_t row = 0; row < lines_.size(); ++row) {
      const FieldCheck check(&problems_, static_cast<int64_t>(row));
      CheckLine(check, lines_[row], plan_.name(), *rules_, member_states_);
      NoteDates(lines_[row]);
      NoteAttributes(lines_[row]);
    }
    CheckTree(problems_, lines_, *rules_);
    return absl::OkStatus();
  }

  // Sources print such slips; they are kept as printed.
  void NoteDates(const v1::Line& line) {
    const auto start = PartialDate::Parse(line.planned_start());
    const auto end = PartialDate::Parse(line.planned_end());
    if (!start.ok() || !end.ok() || !start->stated() || !end->stated()) return;
    if (end->SortsAs(*start) >= 0) return;
    notes_.push_back("line " + std::string(IdOf(line.name())) + " is planned to end (" +
                     line.planned_end() + ") before it starts (" + line.planned_start() + ")");
  }

  void NoteAttributes(const v1::Line& line) {
    for (const auto& [id, value] : line.attributes()) {
      if (!value.empty()) attributes_.insert(id);
    }
  }

  void NoteUndeclared() {
    for (const auto& attribute : rules_->manifest().attributes()) attributes_.erase(attribute.id());
    if (attributes_.empty()) return;
    notes_.push_back("kept as text, for nobody has declared what they hold: " +
                     Listed({attributes_.begin(), attributes_.end()}));
  }

  // The levels of a plan without a sector: in the order in which they first appear. Which are
  // headings is what this import says, else what the plan said before.
  void SettleLevels() {
    std::map<std::string, bool> headings;
    if (existing_) {
      for (const auto& level : existing_->levels()) headings[level.id()] = level.heading();
    }
    std::set<std::string> unused;
    for (const auto& level : first_.plan().levels()) {
      headings[level.id()] = level.heading();
      unused.insert(level.id());
    }
    plan_.clear_levels();
    std::unordered_set<std::string> seen;
    for (const v1::Line& line : lines_) {
      if (!seen.insert(line.level()).second) continue;
      auto* level = plan_.add_levels();
      level->set_id(line.level());
      level->set_heading(headings[line.level()]);
      unused.erase(line.level());
    }
    if (unused.empty()) return;
    notes_.push_back("no line is of level " + Listed({unused.begin(), unused.end()}, "or") +
                     "; the plan's levels are those of its lines");
  }

  absl::StatusOr<Accepted> Write() {
    if (plan_.sector().empty()) SettleLevels();
    NoteUndeclared();
    Accepted accepted;
    accepted.request = ClientRequest();
    auto& writes = accepted.request.writes;
    Put(writes, plan_.name(), PayloadOf(plan_)).expected_revision = expected_revision_;
    for (size_t row = 0; row < lines_.size(); ++row) {
      Put(writes, lines_[row].name(), LinePayload(row));
      accepted.names.push_back(lines_[row].name());
    }
    SHEAF_RETURN_IF_ERROR(AddVanished(accepted));
    accepted.notes = std::move(notes_);
    return accepted;
  }

  // The whole stream as one message, for the digest.
  ledger::Request ClientRequest() const {
    v1::ImportPlanRequest whole = first_;
    whole.clear_lines();
    if (!whole.request_id().empty()) {
      whole.mutable_lines()->Assign(lines_.begin(), lines_.end());
    }
    return RequestFor(whole);
  }

  static ledger::Write& Put(std::vector<ledger::Write>& writes, const std::string& resource,
                            std::string payload) {
    ledger::Write& write = writes.emplace_back();
    write.resource = resource;
    write.payload = std::move(payload);
    return write;
  }

  std::string LinePayload(size_t row) const {
    v1::Line line = lines_[row];
    line.set_position(static_cast<int32_t>(row));
    auto& attributes = *line.mutable_attributes();
    for (auto each = attributes.begin(); each != attributes.end();) {
      each = each->second.empty() ? attributes.erase(each) : std::next(each);
    }
    return PayloadOf(line);
  }

  // Lines that the plan has and this import has not.
  absl::Status AddVanished(Accepted& accepted) const {
    if (!existing_) return absl::OkStatus();
    std::unordered_set<std::string_view> here;
    for (const v1::Line& line : lines_) here.insert(line.name());
    SHEAF_ASSIGN_OR_RETURN(const auto records, reading_.All(plan_.name() + "/lines/", kLineParts));
    for (const ledger::Record& record : records) {
      if (!record.live() || here.count(record.resource) > 0) continue;
      Put(accepted.request.writes, record.resource, "").mode = ledger::WriteMode::kVanish;
      accepted.vanished.push_back(record.resource);
    }
    return absl::OkStatus();
  }

  const Intake& intake_;
  const HeadReading reading_;
  const v1::ImportPlanRequest& first_;
  const std::vector<v1::Line>& lines_;
  v1::Plan plan_;  // as it will be
  std::optional<v1::Plan> existing_;
  std::shared_ptr<const Rules> rules_;
  MemberStateCodes member_states_;
  std::optional<ledger::Revision> expected_revision_;
  Problems problems_;
  const FieldCheck check_{&problems_};
  std::set<std::string> attributes_;
  std::vector<std::string> notes_;
};

}  // namespace

absl::StatusOr<Accepted> AcceptPlan(const Intake& intake, const v1::ImportPlanRequest& first,
                                    const std::vector<v1::Line>& lines) {
  return PlanImport(intake, first, lines).Run();
}

}  // namespace sheaf::sectors
