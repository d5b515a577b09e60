// Updates, pushed one by one and in batches.
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/correction.h"
#include "server/sectors/creations.h"
#include "server/sectors/head_reading.h"
#include "server/sectors/identity.h"
#include "server/sectors/intake.h"
#include "server/sectors/limits.h"
#include "server/sectors/records.h"
#include "server/sectors/requests.h"
#include "server/sectors/review.h"
#include "server/sectors/update_checks.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

constexpr std::string_view kReason = "INVALID_UPDATE";
constexpr int kPlanParts = 2;

// Takes the updates of one plan, one after the other. Not thread-safe.
class UpdateDesk {
 public:
  // Errors: those of HeadReading::PlanOf and RulesOf.
  static absl::StatusOr<UpdateDesk> Open(const Intake& intake, const std::string& plan,
                                         bool draft) {
    const HeadReading reading(intake);
    UpdateDesk desk(reading, plan, intake.actor, draft);
    SHEAF_ASSIGN_OR_RETURN(const v1::Plan record, reading.PlanOf(plan));
    SHEAF_ASSIGN_OR_RETURN(desk.rules_, reading.RulesOf(record));
    return desk;
  }

  // Reads the lines of `codes` at once, which Take then finds.
  absl::Status ReadLines(const std::vector<std::string_view>& codes) {
    std::vector<std::string> names;
    std::vector<KnownLine*> lines;
    for (const std::string_view code : codes) {
      if (!CheckId(code, "line code").ok()) continue;
      const auto [entry, is_new] = lines_.try_emplace(std::string(code));
      if (!is_new) continue;
      names.push_back(NameOf(plan_, entry->first));
      lines.push_back(&entry->second);
    }
    SHEAF_ASSIGN_OR_RETURN(const auto records, reading_.FindMany(names));
    for (size_t i = 0; i < names.size(); ++i) {
      SHEAF_RETURN_IF_ERROR(SetLine(std::string(IdOf(names[i])), records[i], lines[i]));
    }
    return absl::OkStatus();
  }

  // Reads the updates that are to be replaced at once; one that is not read is not there.
  absl::Status ReadHeld(const std::vector<std::string>& names) {
    SHEAF_ASSIGN_OR_RETURN(auto records, reading_.FindMany(names));
    for (size_t i = 0; i < names.size(); ++i) {
      if (records[i]) held_.emplace(names[i], *std::move(records[i]));
    }
    return absl::OkStatus();
  }

  // What is wrong goes to `problems`; the error is one of reading. `code_field` is what the client
  // calls the line.
  absl::Status Take(Problems& problems, int64_t row, const v1::LineUpdate& item,
                    std::string_view code_field) {
    const std::string& code = item.line_code();
    const v1::Update& update = item.update();
    const FieldCheck check(&problems, row);
    const KnownLine* line = &kNoLine;
    if (check.Holds(code_field, CheckId(code, "line code"))) {
      SHEAF_ASSIGN_OR_RETURN(line, LineOf(code));
    }
    if (!line->absence.empty()) check.Fail(code_field, line->absence);
    if (!update.member_state().empty() && !member_states_) {
      SHEAF_ASSIGN_OR_RETURN(member_states_, MemberStateCodes::Read(reading_));
    }
    CheckUpdate(check, update,
                {rules_.get(), member_states_ ? &*member_states_ : nullptr,
                 line->found ? &*line->found : nullptr});
    if (!line->found) return absl::OkStatus();
    if (item.replaces()) return Replace(problems, row, *line->found, item);
    if (!item.etag().empty()) {
      check.Fail("etag",
                 "is of an update that is replaced, and this one is added; leave it empty, "
                 "or set replaces");
    }
    Add(problems, row, *line->found, update);
    return absl::OkStatus();
  }

  // The lines' names, in the order taken, and their writes.
  void Finish(Accepted& accepted) {
    if (repeats_ > 0) {
      notes_.push_back(std::to_string(repeats_) +
                       (repeats_ == 1 ? " update repeats" : " updates repeat") +
                       " another one of the same request in every field; each was taken once");
    }
    accepted.request.writes = std::move(creations_).Writes();
    accepted.names = std::move(names_);
    accepted.is_repeat = std::move(is_repeat_);
    accepted.notes = std::move(notes_);
  }

 private:
  // A line as it was found, or why there is none.
  struct KnownLine {
    std::optional<v1::Line> found;
    std::string absence;
  };
  inline static const KnownLine kNoLine;

  UpdateDesk(const HeadReading& reading, std::string plan, std::string actor, bool draft)
      : reading_(reading),
        plan_(std::move(plan)),
        actor_(std::move(actor)),
        draft_(draft),
        standing_(StandingOfNew(actor_, draft)) {}

  std::string NameOf(const std::string& plan, const std::string& code) const {
    return FormatName(kLinePattern, {plan, code});
  }

  // Reads each line once.
  absl::StatusOr<const KnownLine*> LineOf(const std::string& code) {
    const auto [entry, is_new] = lines_.try_emplace(code);
    if (is_new) {
      SHEAF_ASSIGN_OR_RETURN(const auto record, reading_.Find(NameOf(plan_, code)));
      SHEAF_RETURN_IF_ERROR(SetLine(code, record, &entry->second));
    }
    return &entry->second;
  }

  absl::Status SetLine(const std::string& code, const std::optional<ledger::Record>& record,
                       KnownLine* line) {
    if (!record) {
      SHEAF_ASSIGN_OR_RETURN(line->absence, WhereElse(code));
      return absl::OkStatus();
    }
    SHEAF_ASSIGN_OR_RETURN(line->found, sectors::LineOf(*record));
    if (line->found->vanished()) {
      notes_.push_back("line " + code + " is no longer in plans/" + plan_ +
                       "; what is said of it is kept, and not counted");
    }
    return absl::OkStatus();
  }

  // Why there is no line of that code here, and in which plan there is one.
  absl::StatusOr<std::string> WhereElse(const std::string& code) const {
    SHEAF_ASSIGN_OR_RETURN(const auto plans, reading_.All("plans/", kPlanParts));
    for (const ledger::Record& plan : plans) {
      const std::string other(IdOf(plan.resource));
      SHEAF_ASSIGN_OR_RETURN(const auto elsewhere, reading_.Find(NameOf(other, code)));
      if (elsewhere) return code + " is a line of plans/" + other + "; push it with that plan";
    }
    return Quoted(code) + " is no line of plans/" + plan_ +
           "; correct the code, or import the plan with this line first";
  }

  void Add(Problems& problems, int64_t row, const v1::Line& line, v1::Update update) {
    const FieldCheck check(&problems, row);
    Settle(update);
    const std::string identity = IdentityOf(update);
    const std::string name =
        update.name().empty() ? line.name() + "/updates/" + identity : update.name();
    if (!NameFits(name, kUpdatePattern) || ParentName(name) != line.name()) {
      check.Fail("name", Quoted(name) + " is no update of this line; leave it empty, or write " +
                             line.name() + "/updates/ and an id");
      return;
    }
    ledger::Write write{name, ledger::WriteMode::kCreate, TakePayload(&update), "", std::nullopt};
    write.standing = standing_;
    TakeOnce(problems, {identity, row}, std::move(write));
  }

  // Takes a write unless an item before says the same of the same update.
  void TakeOnce(Problems& problems, Creations::Earlier item, ledger::Write write) {
    const Creations::Earlier* earlier = creations_.Find(write.resource);
    names_.push_back(write.resource);
    is_repeat_.push_back(earlier != nullptr);
    if (earlier == nullptr) {
      creations_.Take(std::move(item), std::move(write));
    } else if (earlier->identity == item.identity) {
      ++repeats_;
    } else {
      TellSharedId(problems, {earlier->row, item.row}, IdOf(write.resource));
    }
  }

  // A correction. One that is the same as what is held writes nothing, whatever its etag: pushing a
  // file twice changes nothing.
  absl::Status Replace(Problems& problems, int64_t row, const v1::Line& line,
                       const v1::LineUpdate& item) {
    const FieldCheck check(&problems, row);
    const std::string& name = item.update().name();
    const auto held = held_.find(name);
    if (held == held_.end() || ParentName(name) != line.name()) {
      check.Fail("name", Quoted(name) +
                             " is no update of this line, so there is nothing to replace; "
                             "look its name up, or add it as a new update");
      return absl::OkStatus();
    }
    if (!held->second.live()) {
      check.Fail("name", WithdrawnText(held->second));
      return absl::OkStatus();
    }
    v1::Update after = item.update();
    Settle(after);
    SHEAF_ASSIGN_OR_RETURN(ledger::Write write, CorrectionOf(held->second, after, actor_, draft_));
    if (write.payload != held->second.payload) CheckKnown(check, item.etag(), held->second);
    TakeOnce(problems, {IdentityOf(after), row}, std::move(write));
    return absl::OkStatus();
  }

  static void CheckKnown(const FieldCheck& check, const std::string& etag,
                         const ledger::Record& held) {
    const auto known = ExpectedRevision(check, etag);
    if (!known || *known == held.revision) return;
    check.Fail("etag", held.resource + " has been changed by " + held.actor +
                           " since it was read; read it again, and correct what it says now");
  }

  static void TellSharedId(Problems& problems, std::initializer_list<int64_t> rows,
                           std::string_view id) {
    for (const int64_t row : rows) {
      FieldCheck(&problems, row)
          .Fail("name",
                "the id " + Quoted(id) +
                    " is given to two different updates of this request; give each its own");
    }
  }

  HeadReading reading_;
  std::string plan_;
  std::string actor_;
  bool draft_;
  std::string standing_;  // of what is added
  std::shared_ptr<const Rules> rules_;
  std::optional<MemberStateCodes> member_states_;  // read with the first update that names one
  std::unordered_map<std::string, KnownLine> lines_;
  std::unordered_map<std::string, ledger::Record> held_;  // that are to be replaced
  Creations creations_;
  std::vector<std::string> names_, notes_;
  std::vector<bool> is_repeat_;
  int repeats_ = 0;
};

void CheckBatchSize(const FieldCheck& check, int size) {
  if (size == 0) check.Fail("updates", "there is no update in the batch; send at least one");
  if (size > kUpdatesMax) {
    check.Fail("updates", "there are " + std::to_string(size) +
                              " updates in the batch; send at most " + std::to_string(kUpdatesMax) +
                              " at once");
  }
}

absl::StatusOr<Accepted> AcceptOne(const Intake& intake, const v1::PushUpdateRequest& push,
                                   const std::vector<std::string>& ids) {
  SHEAF_ASSIGN_OR_RETURN(UpdateDesk desk, UpdateDesk::Open(intake, ids[0], push.draft()));
  Problems problems;
  CheckRequestId(FieldCheck(&problems), push.request_id());
  v1::LineUpdate item;
  item.set_line_code(ids[1]);
  *item.mutable_update() = push.update();
  SHEAF_RETURN_IF_ERROR(desk.Take(problems, Problem::kNoRow, item, "parent"));
  Accepted accepted;
  accepted.request = RequestFor(push);
  SHEAF_RETURN_IF_ERROR(UnlessMade(intake, accepted.request, problems.AsStatus(kReason)));
  desk.Finish(accepted);
  return accepted;
}

absl::Status ReadWhatIsNamed(const v1::BatchPushUpdatesRequest& batch, UpdateDesk& desk) {
  std::vector<std::string_view> codes;
  std::vector<std::string> replaced;
  for (const v1::LineUpdate& item : batch.updates()) {
    codes.emplace_back(item.line_code());
    const std::string& name = item.update().name();
    if (item.replaces() && NameFits(name, kUpdatePattern)) replaced.push_back(name);
  }
  SHEAF_RETURN_IF_ERROR(desk.ReadLines(codes));
  return replaced.empty() ? absl::OkStatus() : desk.ReadHeld(replaced);
}

absl::Status WrongParent(const absl::Status& status) {
  Problems problems;
  FieldCheck(&problems).Holds("parent", status);
  return problems.AsStatus(kReason);
}

}  // namespace

absl::StatusOr<Accepted> AcceptUpdates(const Intake& intake,
                                       const v1::BatchPushUpdatesRequest& batch) {
  const auto ids = MatchName(batch.parent(), kPlanPattern);
  if (!ids.ok()) return WrongParent(ids.status());
  SHEAF_ASSIGN_OR_RETURN(UpdateDesk desk, UpdateDesk::Open(intake, ids->front(), batch.draft()));
  Problems problems;
  CheckRequestId(FieldCheck(&problems), batch.request_id());
  CheckBatchSize(FieldCheck(&problems), batch.updates_size());
  SHEAF_RETURN_IF_ERROR(problems.AsStatus(kReason));
  SHEAF_RETURN_IF_ERROR(ReadWhatIsNamed(batch, desk));
  for (int row = 0; row < batch.updates_size(); ++row) {
    SHEAF_RETURN_IF_ERROR(desk.Take(problems, row, batch.updates(row), "line_code"));
  }
  Accepted accepted;
  accepted.request = RequestFor(batch);
  SHEAF_RETURN_IF_ERROR(UnlessMade(intake, accepted.request, problems.AsStatus(kReason)));
  desk.Finish(accepted);
  return accepted;
}

absl::StatusOr<Accepted> AcceptUpdate(const Intake& intake, const v1::PushUpdateRequest& push) {
  const auto ids = MatchName(push.parent(), kLinePattern);
  if (!ids.ok()) return WrongParent(ids.status());
  return AcceptOne(intake, push, *ids);
}

}  // namespace sheaf::sectors
