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

}  // namespace

absl::Status UpdateTable::Put(LineId line, std::string_view id, ledger::Revision revision,
                              bool is_first, const v1::Update& payload) {
  SHEAF_ASSIGN_OR_RETURN(const PartialDate date, PartialDate::Parse(payload.effective_date()));
  const RecordId packed_id = RecordId::Of(id, texts_);
  if (!is_first) End(line, packed_id, revision);
  const Traits traits = {
      .status = texts_->Intern(payload.reported_status()),
      .member_state = texts_->Intern(payload.member_state()),
      .body = texts_->Intern(payload.decision().body()),
      .meeting = texts_->Intern(payload.decision().meeting()),
      .unit = texts_->Intern(payload.progress().unit()),
  };
  const double value = payload.has_progress() ? payload.progress().value()
                                              : std::numeric_limits<double>::quiet_NaN();
  Chain& chain = ChainOf(line);
  const uint32_t row =
      versions_.Append(chain.newest.load(std::memory_order_relaxed), Stored(revision), kNever,
                       packed_id, traits_.Intern(traits), date.packed(), value);
  chain.newest.store(row, std::memory_order_release);
  return absl::OkStatus();
}

void UpdateTable::Withdraw(LineId line, std::string_view id, ledger::Revision revision) {
  End(line, RecordId::Of(id, texts_), revision);
}

UpdateTable::Chain& UpdateTable::ChainOf(LineId line) {
  while (chains_.size() <= line) chains_.Append(kNoRow);
  return chains_.Mutable(line);
}

void UpdateTable::End(LineId line, const RecordId& id, ledger::Revision revision) {
  uint32_t row = ChainOf(line).newest.load(std::memory_order_relaxed);
  while (row != kNoRow && !(versions_[row].id == id)) row = versions_[row].next_on_line;
  if (row == kNoRow) return;
  std::atomic<StoredRevision>& until = versions_.Mutable(row).until;
  // A withdrawn version that another follows keeps the earlier end.
  if (until.load(std::memory_order_relaxed) == kNever) {
    until.store(Stored(revision), std::memory_order_relaxed);
  }
}

Snapshotted::Write UpdateTable::Capture(ledger::Revision revision) const {
  return [this, revision, chains = chains_.size(), versions = versions_.size(),
          traits = traits_.size()](SnapshotWriter& to) {
    chains_.WriteRows(chains, to, [&](Chain& chain) {
      chain.newest = HeadBelow(chain.newest, versions,
                               [&](uint32_t row) { return versions_[row].next_on_line; });
    });
    versions_.WriteRows(versions, to, [&](Version& version) {
      if (version.until > revision) version.until = kNever;
    });
    traits_.WriteRows(traits, to);
  };
}

void UpdateTable::Load(SnapshotReader& from) {
  chains_.ReadRows(from);
  versions_.ReadRows(from);
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
      .value = version.value,
  };
}

void UpdateTable::UpdatesOf(LineId line, ledger::Revision revision,
                            std::vector<UpdateRow>* out) const {
  out->clear();
  if (line >= chains_.size()) return;
  uint32_t row = chains_[line].newest.load(std::memory_order_acquire);
  for (; row != kNoRow; row = versions_[row].next_on_line) {
    if (versions_[row].StandsAt(revision)) out->push_back(RowOf(line, row));
  }
  std::reverse(out->begin(), out->end());
  std::sort(out->begin(), out->end(), DecidesBefore);
}

bool UpdateTable::ChangedBetween(LineId line, ledger::Revision since,
                                 ledger::Revision revision) const {
  if (line >= chains_.size()) return false;
  const auto is_between = [&](StoredRevision at) { return at > since && at <= revision; };
  uint32_t row = chains_[line].newest.load(std::memory_order_acquire);
  for (; row != kNoRow; row = versions_[row].next_on_line) {
    const Version& version = versions_[row];
    if (is_between(version.revision)) return true;
    if (is_between(version.until.load(std::memory_order_relaxed))) return true;
  }
  return false;
}

// The chains are walked side by side: while a row of one is fetched, those of the others are looked
// at. One after the other, most of the time would go into waiting for memory.
void UpdateTable::FillLatest(ledger::Revision revision, PartialDate effective,
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
      LookAtNext(revision, last_day, &latest[i]);
      is_left = true;
    }
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    if (latest[i].version == nullptr) continue;
    const Traits& traits = traits_[latest[i].version->traits];
    lines[i].latest = UpdateGlance{traits.status, traits.member_state};
  }
}

void UpdateTable::LookAtNext(ledger::Revision revision, uint32_t last_day, Latest* latest) const {
  const Version& version = *latest->next;
  latest->next = Fetch(version.next_on_line);
  if (!version.StandsAt(revision)) return;
  const uint32_t day = PartialDate::FromPacked(version.effective_date).LastDay().packed();
  // Newest first: of two about the same day, the one met first is the later row.
  if (day > last_day || (latest->version != nullptr && day <= latest->day)) return;
  latest->version = &version;
  latest->day = day;
}

int64_t UpdateTable::CountAt(ledger::Revision revision) const {
  int64_t count = 0;
  const uint32_t size = versions_.size();
  for (uint32_t row = 0; row < size; ++row) count += versions_[row].StandsAt(revision);
  return count;
}

}  // namespace sheaf::model
