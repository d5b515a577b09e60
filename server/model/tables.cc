#include "server/model/tables.h"

#include <spdlog/spdlog.h>

#include <memory>

#include "server/base/resource_name.h"
#include "server/base/status.h"

namespace sheaf::model {
namespace {

using ledger::Verb;

template <typename T>
absl::Status ParsePayload(const ledger::Record& record, T* payload) {
  if (payload->ParseFromString(record.payload)) return absl::OkStatus();
  return absl::InvalidArgumentError("its payload is not a message of type " +
                                    payload->GetTypeName());
}

// "sectors/energy" of "sectors/energy/kpis/...".
std::string_view FirstTwoParts(std::string_view name) {
  return name.substr(0, name.find('/', name.find('/') + 1));
}

std::shared_ptr<const PlanRow> RowOf(const v1::Plan& plan, uint32_t number) {
  return std::make_shared<const PlanRow>(
      PlanRow{.revision = plan.revision(),
              .id = std::string(IdOf(plan.name())),
              .title = plan.title(),
              .titles = {plan.titles().begin(), plan.titles().end()},
              .sector = plan.sector(),
              .levels = {plan.levels().begin(), plan.levels().end()},
              .parent_line = plan.parent_line(),
              .number = number});
}

std::string PackPlan(const PlanRow& row) {
  v1::Plan plan;
  plan.set_name(FormatName(kPlanPattern, {row.id}));
  plan.set_title(row.title);
  plan.mutable_titles()->insert(row.titles.begin(), row.titles.end());
  plan.set_sector(row.sector);
  *plan.mutable_levels() = {row.levels.begin(), row.levels.end()};
  plan.set_parent_line(row.parent_line);
  plan.set_revision(row.revision);
  return plan.SerializeAsString();
}

template <typename T>
std::string PackFigure(const T& value) {
  return value.SerializeAsString();
}

// Null where the bytes are no such message.
template <typename T>
std::shared_ptr<const T> UnpackFigure(const std::string& bytes) {
  auto value = std::make_shared<T>();
  return value->ParseFromString(bytes) ? value : nullptr;
}

}  // namespace

// Most frequent first.
const Tables::Kind Tables::kKinds[] = {
    {kUpdatePattern, &Tables::ApplyUpdate},
    {kLinePattern, &Tables::ApplyLine},
    {kObservationPattern, &Tables::ApplyObservation},
    {kSeriesObservationPattern, &Tables::ApplyObservation},
    {kBaselinePattern, &Tables::ApplyBaseline},
    {kTargetPattern, &Tables::ApplyTarget},
    {kPlanPattern, &Tables::ApplyPlan},
    {kMemberStatePattern, &Tables::ApplyMemberState},
    {kManifestPattern, &Tables::NoteOnly},
    {kRoundPattern, &Tables::NoteOnly},
    {kDuplicatePattern, &Tables::NoteOnly},
    {kPublishedFigurePattern, &Tables::NoteOnly},
};

void Tables::Apply(const ledger::Commit& commit) {
  uint32_t row = 0;
  for (const ledger::Record& record : commit.records) ApplyEntry({record, commit.revision, row++});
  MarkChanges(commit.revision);
  newest_.store(commit.revision, std::memory_order_release);
}

void Tables::ApplyEntry(const Entry& entry) {
  const std::string& resource = entry.record.resource;
  for (const Kind& kind : kKinds) {
    if (!NameFits(resource, kind.pattern)) continue;
    NoteChange(resource);
    const absl::Status applied = (this->*kind.apply)(entry);
    if (applied.ok()) return;
    skipped_.fetch_add(1, std::memory_order_relaxed);
    spdlog::error("reports leave out revision {} of {}: {}", entry.revision, resource,
                  std::string(applied.message()));
    return;
  }
}

void Tables::NoteChange(std::string_view resource) {
  if (resource.starts_with("plans/")) {
    changed_plans_.insert(PlanNumberOf(resource));
  } else if (resource.starts_with("sectors/")) {
    const std::string_view subject = FirstTwoParts(resource);
    if (!changed_subjects_.contains(subject)) changed_subjects_.emplace(subject);
  } else {
    changed_subjects_.emplace(resource.substr(0, resource.find('/')));
  }
}

void Tables::MarkChanges(ledger::Revision revision) {
  if (!changed_plans_.empty() || !changed_subjects_.empty()) changes_.Mark("", revision);
  for (const uint32_t plan : changed_plans_) {
    changes_.Mark(name_of_plan_[plan], revision);
    const TextId sector = sector_of_plan_[plan];
    if (sector != 0) changes_.Mark("sectors/" + std::string(texts_.Get(sector)), revision);
  }
  for (const std::string& subject : changed_subjects_) changes_.Mark(subject, revision);
  changed_plans_.clear();
  changed_subjects_.clear();
}

uint32_t Tables::PlanNumberOf(std::string_view resource) {
  const std::string_view plan = FirstTwoParts(resource);
  if (plan != last_plan_) {
    last_plan_ = plan;
    last_plan_number_ = lines_.PlanNumber(IdOf(plan));
    if (sector_of_plan_.size() <= last_plan_number_) {
      sector_of_plan_.resize(last_plan_number_ + 1);
      name_of_plan_.emplace_back(plan);
    }
  }
  return last_plan_number_;
}

LineId Tables::LineNumberOf(std::string_view line) {
  if (line != last_line_) {
    last_line_ = line;
    last_line_number_ = lines_.LineNumber(PlanNumberOf(line), IdOf(line));
  }
  return last_line_number_;
}

absl::Status Tables::ApplyPlan(const Entry& entry) {
  const ledger::Record& record = entry.record;
  if (!record.live()) {
    plans_.Add(record.resource, {entry.revision, entry.row, nullptr});
    return absl::OkStatus();
  }
  v1::Plan payload;
  SHEAF_RETURN_IF_ERROR(ParsePayload(record, &payload));
  const uint32_t number = PlanNumberOf(record.resource);
  // A plan that moves to another sector changes both.
  const TextId old_sector = sector_of_plan_[number];
  if (old_sector != 0) changed_subjects_.insert("sectors/" + std::string(texts_.Get(old_sector)));
  sector_of_plan_[number] = texts_.Intern(payload.sector());
  payload.set_name(record.resource);
  payload.set_revision(entry.revision);
  plans_.Add(record.resource, {entry.revision, entry.row, RowOf(payload, number)});
  return absl::OkStatus();
}

Snapshotted::Write Tables::Capture() const {
  return [this, revision = newest(), skipped = skipped(), sectors = sector_of_plan_,
          names = name_of_plan_, texts = texts_.Capture(), lines = lines_.Capture(),
          updates = updates_.Capture(newest()),
          observations = observations_.Capture(newest())](SnapshotWriter& to) {
    to.Number(static_cast<uint64_t>(revision));
    to.Number(static_cast<uint64_t>(skipped));
    to.Number(sectors.size());
    for (const TextId sector : sectors) to.Number(sector);
    for (const std::string& name : names) to.Text(name);
    for (const auto& write : {texts, lines, updates, observations}) write(to);
    plans_.Write(revision, to, PackPlan);
    baselines_.Write(revision, to, PackFigure<v1::Baseline>);
    targets_.Write(revision, to, PackFigure<v1::Target>);
    member_states_.Write(revision, to, PackFigure<v1::MemberState>);
    changes_.Write(revision, to);
  };
}

void Tables::Load(SnapshotReader& from) {
  const auto newest = static_cast<ledger::Revision>(from.Number());
  skipped_ = static_cast<int64_t>(from.Number());
  sector_of_plan_.resize(from.Number());
  for (TextId& sector : sector_of_plan_) sector = static_cast<TextId>(from.Number());
  name_of_plan_.resize(sector_of_plan_.size());
  for (std::string& name : name_of_plan_) name = from.Text();
  texts_.Load(from);
  lines_.Load(from);
  updates_.Load(from);
  observations_.Load(from);
  plans_.Load(from, [this](const std::string& bytes) {
    v1::Plan plan;
    plan.ParseFromString(bytes);
    return RowOf(plan, lines_.PlanNumber(IdOf(plan.name())));
  });
  baselines_.Load(from, UnpackFigure<v1::Baseline>);
  targets_.Load(from, UnpackFigure<v1::Target>);
  member_states_.Load(from, UnpackFigure<v1::MemberState>);
  changes_.Load(from);
  newest_.store(newest, std::memory_order_release);
}

absl::Status Tables::ApplyLine(const Entry& entry) {
  const ledger::Record& record = entry.record;
  const LineId line = LineNumberOf(record.resource);
  if (record.verb == Verb::kVanish) {
    lines_.Vanish(line, entry.revision);
  } else if (record.verb == Verb::kWithdraw) {
    lines_.Withdraw(line, entry.revision);
  } else {
    SHEAF_RETURN_IF_ERROR(ParsePayload(record, &line_payload_));
    return lines_.Put(PlanNumberOf(record.resource), line, entry.revision, line_payload_);
  }
  return absl::OkStatus();
}

absl::Status Tables::ApplyUpdate(const Entry& entry) {
  const ledger::Record& record = entry.record;
  const LineId line = LineNumberOf(ParentName(record.resource));
  const std::string_view id = IdOf(record.resource);
  if (!record.live()) {
    updates_.Withdraw(line, id, entry.revision);
    return absl::OkStatus();
  }
  if (!review_.ParseFromString(record.standing)) {
    return absl::InvalidArgumentError("what is said of its review cannot be read");
  }
  if (record.verb == Verb::kReview && review_.step() != v1::SUBMIT) {
    return ApplyStep(entry, line, id);
  }
  if (review_.state() == v1::DRAFT) return absl::OkStatus();
  SHEAF_RETURN_IF_ERROR(ParsePayload(record, &update_payload_));
  return updates_.Put(line, id, entry.revision, record.verb == Verb::kCreate, update_payload_);
}

absl::Status Tables::ApplyStep(const Entry& entry, LineId line, std::string_view id) {
  switch (review_.state()) {
    case v1::RETURNED:
      updates_.Return(line, id, entry.revision, review_);
      break;
    case v1::DEEMED_ACCEPTED:
      updates_.Raise(line, id, entry.revision, Level::kAccepted);
      break;
    case v1::VERIFIED:
      updates_.Raise(line, id, entry.revision, Level::kVerified);
      break;
    case v1::PUBLISHED:
      updates_.Raise(line, id, entry.revision, Level::kPublished);
      break;
    default:  // one of two verifiers, who waits for the other
      break;
  }
  return absl::OkStatus();
}

absl::Status Tables::ApplyObservation(const Entry& entry) {
  const ledger::Record& record = entry.record;
  const std::string_view subject = ParentName(record.resource);
  const std::string_view id = IdOf(record.resource);
  if (!record.live()) {
    observations_.Withdraw(subject, id, entry.revision);
    return absl::OkStatus();
  }
  SHEAF_RETURN_IF_ERROR(ParsePayload(record, &observation_payload_));
  observations_.Put(subject, id, entry.revision, record.verb == Verb::kCreate,
                    observation_payload_);
  return absl::OkStatus();
}

absl::Status Tables::ApplyBaseline(const Entry& entry) { return AddVersion(entry, &baselines_); }

absl::Status Tables::ApplyTarget(const Entry& entry) { return AddVersion(entry, &targets_); }

absl::Status Tables::ApplyMemberState(const Entry& entry) {
  return AddVersion(entry, &member_states_);
}

template <typename T>
absl::Status Tables::AddVersion(const Entry& entry, Histories<T>* histories) {
  const ledger::Record& record = entry.record;
  std::shared_ptr<T> value;
  if (record.live()) {
    value = std::make_shared<T>();
    SHEAF_RETURN_IF_ERROR(ParsePayload(record, value.get()));
    value->set_name(record.resource);
    value->set_revision(entry.revision);
  }
  histories->Add(record.resource, {entry.revision, entry.row, std::move(value)});
  return absl::OkStatus();
}

}  // namespace sheaf::model
