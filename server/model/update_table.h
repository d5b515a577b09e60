// The updates of all lines, every version. The versions on one line form a chain, newest first.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "server/ledger/ledger.h"
#include "server/model/chunked_table.h"
#include "server/model/distinct.h"
#include "server/model/model.h"
#include "server/model/record_id.h"
#include "server/model/stored.h"
#include "server/model/texts.h"
#include "sheaf/v1/review.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::model {

// A point of time, and what counts there.
struct Sight {
  ledger::Revision revision;
  Level level;
};

// One thread writes, any thread reads.
class UpdateTable {
 public:
  explicit UpdateTable(Texts* texts) : texts_(texts) {}

  // The writer's part.
  // What the update says from now on, as far as what is submitted counts; `is_first` where it has
  // said nothing before. What it said before goes on to count as far as it was checked.
  // INVALID_ARGUMENT for a date that is none.
  absl::Status Put(LineId line, std::string_view id, ledger::Revision revision, bool is_first,
                   const v1::Update& payload);
  // What it says has got as far as `level`.
  void Raise(LineId line, std::string_view id, ledger::Revision revision, Level level);
  // What it said last counts no more; what it said before counts again, as `review` tells.
  void Return(LineId line, std::string_view id, ledger::Revision revision,
              const v1::Review& review);
  // Nothing that it said counts any more.
  void Withdraw(LineId line, std::string_view id, ledger::Revision revision);

  // As those of Snapshotted, on the writer's thread, at `revision`.
  Snapshotted::Write Capture(ledger::Revision revision) const;
  void Load(SnapshotReader& from);

  // The readers' part.
  void UpdatesOf(LineId line, Sight sight, std::vector<UpdateRow>* out) const;
  // Whether a version of the line's updates began or ended to count after `since`, up to `sight`.
  bool ChangedBetween(LineId line, ledger::Revision since, Sight sight) const;
  // Sets `latest` of at most kGlances lines.
  void FillLatest(Sight sight, PartialDate effective, std::span<LineGlance> lines) const;
  int64_t CountAt(Sight sight) const;
  // The body and meeting of every group of traits that names one.
  std::vector<DecisionRow> Decisions() const;
  // The last part of the name of UpdateRow::row.
  std::string IdOf(uint32_t row) const { return versions_[row].id.ToString(*texts_); }

 private:
  struct Chain {
    Later<uint32_t> newest;
  };
  // What updates have in common with many others.
  struct Traits {
    TextId status;
    TextId member_state;
    TextId body;
    TextId meeting;
    TextId unit;
  };
  // From when to when a version counts at one level above "submitted".
  struct Span {
    Later<StoredRevision> from = kNever;
    Later<StoredRevision> until = kNever;
  };
  struct Bounds {
    StoredRevision from, until;
  };
  // Of a version that was checked; the levels from kAccepted on.
  struct Checked {
    std::array<Span, kLevels - 1> spans;
  };
  // One row, not a column for each field: updates are read by line, so the fields of one are wanted
  // together and those of its neighbours are not.
  struct Version {
    uint32_t next_on_line;
    // From when to when it counts as submitted.
    StoredRevision revision;
    Later<StoredRevision> until;
    RecordId id;
    uint32_t traits;
    uint32_t effective_date;
    Later<uint32_t> checked;  // kNoRow where nobody has checked it
    uint32_t value;           // kNoRow where there is no progress
  };

  // The latest version among those of one line that were looked at, newest first.
  struct Latest {
    const Version* next = nullptr;  // to be looked at
    const Version* version = nullptr;
    uint32_t day = 0;
  };

  Chain& ChainOf(LineId line);
  // The newest row of the update at which `fits`; kNoRow where there is none.
  template <typename Fits>
  uint32_t FindRow(LineId line, const RecordId& id, Fits fits);
  // The end of the span of `row` at `level`; null where it never got there.
  Later<StoredRevision>* UntilOf(uint32_t row, Level level);
  // The row of the update that counts at `level`; kNoRow where none does.
  uint32_t Standing(LineId line, const RecordId& id, Level level);
  void End(LineId line, const RecordId& id, Level level, ledger::Revision revision);
  // Begins to count `row` at `level`, in place of what stands there.
  void Begin(LineId line, uint32_t row, Level level, ledger::Revision revision);
  uint32_t AppendRow(LineId line, ledger::Revision revision, const RecordId& id, uint32_t traits,
                     uint32_t date, uint32_t value);
  Bounds SpanAt(const Version& version, Level level) const;
  bool StandsAt(const Version& version, Sight sight) const {
    const auto [from, until] = SpanAt(version, sight.level);
    return from <= sight.revision && until > sight.revision;
  }
  // Null at the end of a chain.
  const Version* Fetch(uint32_t row) const {
    return row == kNoRow ? nullptr : versions_.Fetch(row);
  }
  void LookAtNext(Sight sight, uint32_t last_day, Latest* latest) const;
  UpdateRow RowOf(LineId line, uint32_t row) const;

  Texts* const texts_;
  ChunkedTable<Chain> chains_;  // by line
  ChunkedTable<Version> versions_;
  ChunkedTable<Checked> checked_;
  ChunkedTable<double> values_;
  Distinct<Traits> traits_;
};

}  // namespace sheaf::model
