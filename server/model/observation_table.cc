#include "server/model/observation_table.h"

#include <algorithm>
#include <limits>
#include <mutex>

#include "server/base/resource_name.h"

namespace sheaf::model {
namespace {

bool IsSeries(std::string_view subject) { return NameFits(subject, "sectors/*/series/*"); }

}  // namespace

void ObservationTable::Put(std::string_view subject, std::string_view id, ledger::Revision revision,
                           bool is_first, const v1::Observation& payload) {
  const uint32_t number = SubjectNumber(subject);
  const RecordId packed_id = RecordId::Of(id, texts_);
  if (!is_first) End(number, packed_id, revision);
  const Traits traits = {
      .member_state = texts_->Intern(payload.member_state()),
      .period = texts_->Intern(payload.period()),
      .unit = texts_->Intern(payload.unit()),
      .edition = texts_->Intern(payload.edition()),
      .source = texts_->Intern(payload.source()),
      .missing = static_cast<uint16_t>(payload.missing()),
      .kind = static_cast<uint16_t>(payload.kind()),
  };
  const double value =
      payload.has_value() ? payload.value() : std::numeric_limits<double>::quiet_NaN();
  std::atomic<uint32_t>& newest = subjects_.Mutable(number).newest;
  newest.store(versions_.Append(newest.load(std::memory_order_relaxed), Stored(revision), kNever,
                                packed_id, number, traits_.Intern(traits), value),
               std::memory_order_release);
}

void ObservationTable::Withdraw(std::string_view subject, std::string_view id,
                                ledger::Revision revision) {
  End(SubjectNumber(subject), RecordId::Of(id, texts_), revision);
}

uint32_t ObservationTable::SubjectNumber(std::string_view subject) {
  // Only this thread changes the map, so looking needs no lock.
  if (const auto it = numbers_.find(subject); it != numbers_.end()) return it->second;
  const uint32_t number =
      subjects_.Append(texts_->Intern(sheaf::IdOf(subject)), IsSeries(subject), kNoRow);
  const std::lock_guard lock(mutex_);
  numbers_.emplace(subject, number);
  return number;
}

void ObservationTable::End(uint32_t subject, const RecordId& id, ledger::Revision revision) {
  uint32_t row = subjects_[subject].newest.load(std::memory_order_relaxed);
  while (row != kNoRow && !(versions_[row].id == id)) row = versions_[row].next_of_subject;
  if (row == kNoRow) return;
  std::atomic<StoredRevision>& until = versions_.Mutable(row).until;
  // A withdrawn version that another follows keeps the earlier end.
  if (until.load(std::memory_order_relaxed) == kNever) {
    until.store(Stored(revision), std::memory_order_relaxed);
  }
}

Snapshotted::Write ObservationTable::Capture(ledger::Revision revision) const {
  return [this, revision, subjects = subjects_.size(), versions = versions_.size(),
          traits = traits_.size()](SnapshotWriter& to) {
    subjects_.WriteRows(subjects, to, [&](Subject& subject) {
      subject.newest = HeadBelow(subject.newest, versions,
                                 [&](uint32_t row) { return versions_[row].next_of_subject; });
    });
    versions_.WriteRows(versions, to, [&](Version& version) {
      if (version.until > revision) version.until = kNever;
    });
    traits_.WriteRows(traits, to);
    WriteNumbers(subjects, to);
  };
}

void ObservationTable::WriteNumbers(uint32_t subjects, SnapshotWriter& to) const {
  const std::lock_guard lock(mutex_);
  to.Number(subjects);
  for (const auto& [name, number] : numbers_) {
    if (number >= subjects) continue;
    to.Text(name);
    to.Number(number);
  }
}

void ObservationTable::Load(SnapshotReader& from) {
  subjects_.ReadRows(from);
  versions_.ReadRows(from);
  traits_.ReadRows(from);
  for (uint64_t left = from.Number(); left > 0 && from.ok(); --left) {
    std::string name = from.Text();
    numbers_.emplace(std::move(name), static_cast<uint32_t>(from.Number()));
  }
}

std::vector<uint32_t> ObservationTable::SubjectsOf(std::string_view sector,
                                                   std::string_view of) const {
  const std::string prefix = FormatName("sectors/*/", {std::string(sector)});
  std::vector<uint32_t> found;
  const std::lock_guard lock(mutex_);
  if (of.empty()) {
    for (auto it = numbers_.lower_bound(prefix);
         it != numbers_.end() && it->first.starts_with(prefix); ++it) {
      found.push_back(it->second);
    }
    return found;
  }
  for (const char* collection : {"kpis/", "series/"}) {
    const auto it = numbers_.find(prefix + collection + std::string(of));
    if (it != numbers_.end()) found.push_back(it->second);
  }
  return found;
}

ObservationRow ObservationTable::RowOf(uint32_t row) const {
  const Version& version = versions_[row];
  const Traits& traits = traits_[version.traits];
  const Subject& subject = subjects_[version.subject];
  return {
      .revision = version.revision,
      .row = row,
      .of = subject.of,
      .member_state = traits.member_state,
      .period = traits.period,
      .unit = traits.unit,
      .edition = traits.edition,
      .source = traits.source,
      .value = version.value,
      .missing = static_cast<v1::MissingReason>(traits.missing),
      .kind = static_cast<v1::ObservationKind>(traits.kind),
      .is_series = subject.is_series,
  };
}

std::vector<ObservationRow> ObservationTable::ObservationsOf(std::string_view sector,
                                                             std::string_view of,
                                                             ledger::Revision revision) const {
  std::vector<uint32_t> found;
  for (const uint32_t subject : SubjectsOf(sector, of)) {
    uint32_t row = subjects_[subject].newest.load(std::memory_order_acquire);
    for (; row != kNoRow; row = versions_[row].next_of_subject) {
      if (versions_[row].StandsAt(revision)) found.push_back(row);
    }
  }
  // Rows are numbered in the order in which they were recorded.
  std::sort(found.begin(), found.end());
  std::vector<ObservationRow> rows;
  rows.reserve(found.size());
  for (const uint32_t row : found) rows.push_back(RowOf(row));
  return rows;
}

int64_t ObservationTable::CountAt(ledger::Revision revision) const {
  int64_t count = 0;
  const uint32_t size = versions_.size();
  for (uint32_t row = 0; row < size; ++row) count += versions_[row].StandsAt(revision);
  return count;
}

}  // namespace sheaf::model
