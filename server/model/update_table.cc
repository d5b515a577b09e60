#include "server/model/update_table.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

#include "server/base/status.h"

namespace sheaf::model {
namespace {

bool DecidesBefore(const UpdateRow& a, const UpdateRow& b) {
  const auto by_date = a.effective_date.SortsAs(b.effective_date);
  if (by_date != 0) return by_date < 0;
  return a.row < b.row;
}

constexpr Level kAllLevels[] = {Level::kSubmitted, Level::kAccepted, Level::kVerified,
                                Level::kPublished};
constexpr Level kCheckedLevels[] = {Level::kAccepted, Level::kVerified, Level::kPublished};

size_t SpanOf(Level level) { return static_cast<size_t>(level) - 1; }

}  // namespace

absl::Status UpdateTable::Put(LineId line, std::string_view id, ledger::Revision revision,
                              bool is_first, const v1::Update& payload) {
  SHEAF_ASSIGN_OR_RETURN(const PartialDate date, PartialDate::Parse(payload.effective_date()));
  const RecordId packed_id = RecordId::Of(id, texts_);
  if (!is_first) End(line, packed_id, Level::kSubmitted, revision);
  const Traits traits = {
      .status = texts_->Intern(payload.reported_status()),
      .member_state = texts_->Intern(payload.member_state()),
      .body = texts_->Intern(payload.decision().body()),
      .meeting = texts_->Intern(payload.decision().meeting()),
      .unit = texts_->Intern(payload.progress().unit()),
  };
  const uint32_t value =
      payload.has_progress() ? values_.Append(payload.progress().value()) : kNoRow;
  AppendRow(line, revision, packed_id, traits_.Intern(traits), date.packed(), value);
  return absl::OkStatus();
}

void UpdateTable::Raise(LineId line, std::string_view id, ledger::Revision revision, Level level) {
  const uint32_t row = Standing(line, RecordId::Of(id, texts_), Level::kSubmitted);
  if (row == kNoRow) return;
  for (const Level below : kCheckedLevels) {
    if (below <= level) Begin(line, row, below, revision);
  }
}

// A version that counts again has a row of its own from then on: what a row counted before is what
// views of earlier revisions show.
void UpdateTable::Return(LineId line, std::string_view id, ledger::Revision revision,
                         const v1::Review& review) {
  const RecordId packed_id = RecordId::Of(id, texts_);
  const uint32_t returned = Standing(line, packed_id, Level::kSubmitted);
  if (returned == kNoRow) return;
  const ledger::Revision earlier[kLevels] = {review.submitted_revision(),
                                             review.accepted_revision(), review.verified_revision(),
                                             review.published_revision()};
  uint32_t again = kNoRow;
  ledger::Revision said = 0;  // the revision of what `again` says
  for (const Level level : kAllLevels) {
    if (Standing(line, packed_id, level) != returned) continue;
    End(line, packed_id, level, revision);
    const ledger::Revision before = earlier[static_cast<size_t>(level)];
    if (before == 0) continue;
    if (before != said) {
      const uint32_t source = FindRow(
          line, packed_id, [&](const Version& version) { return version.revision <= before; });
      if (source == kNoRow) continue;
      const Version& copied = versions_[source];
      again =
          AppendRow(line, revision, copied.id, copied.traits, copied.effective_date, copied.value);
      said = before;
      if (level != Level::kSubmitted) versions_.Mutable(again).until = Stored(revision);
    }
    if (level != Level::kSubmitted) Begin(line, again, level, revision);
  }
}

void UpdateTable::Withdraw(LineId line, std::string_view id, ledger::Revision revision) {
  const RecordId packed_id = RecordId::Of(id, texts_);
  for (const Level level : kAllLevels) End(line, packed_id, level, revision);
}

uint32_t UpdateTable::AppendRow(LineId line, ledger::Revision revision, const RecordId& id,
                                uint32_t traits, uint32_t date, uint32_t value) {
  Chain& chain = ChainOf(line);
  const uint32_t row = versions_.Append(chain.newest.load(std::memory_order_relaxed),
                                        Stored(revision), kNever, id, traits, date, kNoRow, value);
  chain.newest.store(row, std::memory_order_release);
  return row;
}

UpdateTable::Chain& UpdateTable::ChainOf(LineId line) {
  while (chains_.size() <= line) chains_.Append(kNoRow);
  return chains_.Mutable(line);
}

template <typename Fits>
uint32_t UpdateTable::FindRow(LineId line, const RecordId& id, Fits fits) {
  uint32_t row = ChainOf(line).newest.load(std::memory_order_relaxed);
  while (row != kNoRow && !(versions_[row].id == id && fits(versions_[row]))) {
    row = versions_[row].next_on_line;
  }
  return row;
}

Later<StoredRevision>* UpdateTable::UntilOf(uint32_t row, Level level) {
  Version& version = versions_.Mutable(row);
  if (level == Level::kSubmitted) return &version.until;
  const uint32_t checked = version.checked.load(std::memory_order_relaxed);
  if (checked == kNoRow) return nullptr;
  Span& span = checked_.Mutable(checked).spans[SpanOf(level)];
  return span.from.load(std::memory_order_relaxed) == kNever ? nullptr : &span.until;
}

uint32_t UpdateTable::Standing(LineId line, const RecordId& id, Level level) {
  uint32_t row = ChainOf(line).newest.load(std::memory_order_relaxed);
  for (; row != kNoRow; row = versions_[row].next_on_line) {
    if (!(versions_[row].id == id)) continue;
    const Later<StoredRevision>* until = UntilOf(row, level);
    if (until != nullptr && until->load(std::memory_order_relaxed) == kNever) return row;
  }
  return kNoRow;
}

void UpdateTable::End(LineId line, const RecordId& id, Level level, ledger::Revision revision) {
  const uint32_t row = Standing(line, id, level);
  if (row != kNoRow) UntilOf(row, level)->store(Stored(revision), std::memory_order_relaxed);
}

void UpdateTable::Begin(LineId line, uint32_t row, Level level, ledger::Revision revision) {
  const uint32_t standing = Standing(line, versions_[row].id, level);
  if (standing == row) return;
  if (standing != kNoRow) {
    UntilOf(standing, level)->store(Stored(revision), std::memory_order_relaxed);
  }
  Version& version = versions_.Mutable(row);
  if (version.checked.load(std::memory_order_relaxed) == kNoRow) {
    version.checked.store(checked_.Append(), std::memory_order_release);
  }
  const uint32_t checked = version.checked.load(std::memory_order_relaxed);
  checked_.Mutable(checked).spans[SpanOf(level)].from.store(Stored(revision),
                                                            std::memory_order_relaxed);
}

UpdateTable::Bounds UpdateTable::SpanAt(const Version& version, Level level) const {
  if (level == Level::kSubmitted) {
    return {version.revision, version.until.load(std::memory_order_relaxed)};
  }
  const uint32_t checked = version.checked.load(std::memory_order_acquire);
  if (checked == kNoRow) return {kNever, kNever};
  const Span& span = checked_[checked].spans[SpanOf(level)];
  return {span.from.load(std::memory_order_relaxed), span.until.load(std::memory_order_relaxed)};
}

Snapshotted::Write UpdateTable::Capture(ledger::Revision revision) const {
  return [this, revision, chains = chains_.size(), versions = versions_.size(),
          checked = checked_.size(), values = values_.size(),
          traits = traits_.size()](SnapshotWriter& to) {
    chains_.WriteRows(chains, to, [&](Chain& chain) {
      chain.newest = HeadBelow(chain.newest, versions,
                               [&](uint32_t row) { return versions_[row].next_on_line; });
    });
    versions_.WriteRows(versions, to, [&](Version& version) {
      if (version.until > revision) version.until = kNever;
      if (version.checked >= checked) version.checked = kNoRow;
    });
    checked_.WriteRows(checked, to, [&](Checked& row) {
      for (Span& span : row.spans) {
        if (span.from > revision) span.from = kNever;
        if (span.until > revision) span.until = kNever;
      }
    });
    values_.WriteRows(values, to);
    traits_.WriteRows(traits, to);
  };
}

void UpdateTable::Load(SnapshotReader& from) {
  chains_.ReadRows(from);
  versions_.ReadRows(from);
  checked_.ReadRows(from);
  values_.ReadRows(from);
  traits_.ReadRows(from);
}

UpdateRow UpdateTable::RowOf(LineId line, uint32_t row) const {
  const Version& version = versions_[row];
  const Traits& traits = traits_[version.traits];
  return {
      .line = line,
      .revision = version.revision,
      .row = row,
      .status = traits.status,
      .member_state = traits.member_state,
      .body = traits.body,
      .meeting = traits.meeting,
      .unit = traits.unit,
      .effective_date = PartialDate::FromPacked(version.effective_date),
      .value = version.value == kNoRow ? std::numeric_limits<double>::quiet_NaN()
                                       : values_[version.value],
  };
}

void UpdateTable::UpdatesOf(LineId line, Sight sight, std::vector<UpdateRow>* out) const {
  out->clear();
  if (line >= chains_.size()) return;
  uint32_t row = chains_[line].newest.load(std::memory_order_acquire);
  for (; row != kNoRow; row = versions_[row].next_on_line) {
    if (StandsAt(versions_[row], sight)) out->push_back(RowOf(line, row));
  }
  std::reverse(out->begin(), out->end());
  std::sort(out->begin(), out->end(), DecidesBefore);
}

bool UpdateTable::ChangedBetween(LineId line, ledger::Revision since, Sight sight) const {
  if (line >= chains_.size()) return false;
  const auto is_between = [&](StoredRevision at) { return at > since && at <= sight.revision; };
  uint32_t row = chains_[line].newest.load(std::memory_order_acquire);
  for (; row != kNoRow; row = versions_[row].next_on_line) {
    const auto [from, until] = SpanAt(versions_[row], sight.level);
    if (is_between(from) || is_between(until)) return true;
  }
  return false;
}

// The chains are walked side by side: while a row of one is fetched, those of the others are looked
// at. One after the other, most of the time would go into waiting for memory.
void UpdateTable::FillLatest(Sight sight, PartialDate effective,
                             std::span<LineGlance> lines) const {
  std::array<Latest, kGlances> latest;
  const uint32_t chains = chains_.size();
  for (size_t i = 0; i < lines.size(); ++i) {
    const LineId line = lines[i].id;
    if (line >= chains) continue;
    latest[i].next = Fetch(chains_[line].newest.load(std::memory_order_acquire));
  }
  const uint32_t last_day = effective.LastDay().packed();
  for (bool is_left = true; is_left;) {
    is_left = false;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (latest[i].next == nullptr) continue;
      LookAtNext(sight, last_day, &latest[i]);
      is_left = true;
    }
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    if (latest[i].version == nullptr) continue;
    const Traits& traits = traits_[latest[i].version->traits];
    lines[i].latest = UpdateGlance{traits.status, traits.member_state};
  }
}

void UpdateTable::LookAtNext(Sight sight, uint32_t last_day, Latest* latest) const {
  const Version& version = *latest->next;
  latest->next = Fetch(version.next_on_line);
  if (!StandsAt(version, sight)) return;
  const uint32_t day = PartialDate::FromPacked(version.effective_date).LastDay().packed();
  // Newest first: of two about the same day, the one met first is the later row.
  if (day > last_day || (latest->version != nullptr && day <= latest->day)) return;
  latest->version = &version;
  latest->day = day;
}

std::vector<DecisionRow> UpdateTable::Decisions() const {
  std::vector<DecisionRow> decisions;
  const uint32_t size = traits_.size();
  for (uint32_t number = 0; number < size; ++number) {
    const Traits& traits = traits_[number];
    if (traits.body != 0 || traits.meeting != 0) decisions.push_back({traits.body, traits.meeting});
  }
  return decisions;
}

int64_t UpdateTable::CountAt(Sight sight) const {
  int64_t count = 0;
  const uint32_t size = versions_.size();
  for (uint32_t row = 0; row < size; ++row) count += StandsAt(versions_[row], sight);
  return count;
}

}  // namespace sheaf::model
