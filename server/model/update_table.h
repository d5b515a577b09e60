// The updates of all lines, every version. The versions on one line form a chain, newest first.
#pragma once

#include <atomic>
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
#include "sheaf/v1/update.pb.h"

namespace sheaf::model {

// One thread writes, any thread reads.
class UpdateTable {
 public:
  explicit UpdateTable(Texts* texts) : texts_(texts) {}

  // The writer's part.
  // A new version that stands; `is_first` where the update has no earlier one. INVALID_ARGUMENT for
  // a date that is none.
  absl::Status Put(LineId line, std::string_view id, ledger::Revision revision, bool is_first,
                   const v1::Update& payload);
  // Ends the version that stands, if there is one.
  void Withdraw(LineId line, std::string_view id, ledger::Revision revision);

  // As those of Snapshotted, on the writer's thread, at `revision`.
  Snapshotted::Write Capture(ledger::Revision revision) const;
  void Load(SnapshotReader& from);

  // The readers' part.
  void UpdatesOf(LineId line, ledger::Revision revision, std::vector<UpdateRow>* out) const;
  // Whether a version of the line's updates began or ended after `since`, up to `revision`.
  bool ChangedBetween(LineId line, ledger::Revision since, ledger::Revision revision) const;
  // Sets `latest` of at most kGlances lines.
  void FillLatest(ledger::Revision revision, PartialDate effective,
                  std::span<LineGlance> lines) const;
  int64_t CountAt(ledger::Revision revision) const;
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
  // One row, not a column for each field: updates are read by line, so the fields of one are wanted
  // together and those of its neighbours are not.
  struct Version {
    uint32_t next_on_line;
    StoredRevision revision;
    Later<StoredRevision> until;
    RecordId id;
    uint32_t traits;
    uint32_t effective_date;
    double value;

    bool StandsAt(ledger::Revision at) const {
      return revision <= at && until.load(std::memory_order_relaxed) > at;
    }
  };

  // The latest version among those of one line that were looked at, newest first.
  struct Latest {
    const Version* next = nullptr;  // to be looked at
    const Version* version = nullptr;
    uint32_t day = 0;
  };

  Chain& ChainOf(LineId line);
  void End(LineId line, const RecordId& id, ledger::Revision revision);
  // Null at the end of a chain.
  const Version* Fetch(uint32_t row) const {
    return row == kNoRow ? nullptr : versions_.Fetch(row);
  }
  void LookAtNext(ledger::Revision revision, uint32_t last_day, Latest* latest) const;
  UpdateRow RowOf(LineId line, uint32_t row) const;

  Texts* const texts_;
  ChunkedTable<Chain> chains_;  // by line
  ChunkedTable<Version> versions_;
  Distinct<Traits> traits_;
};

}  // namespace sheaf::model
