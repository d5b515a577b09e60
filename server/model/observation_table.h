// The observations of all KPIs and context series, every version. Those of one KPI or series form a
// chain, newest first.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
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
#include "sheaf/v1/kpi.pb.h"

namespace sheaf::model {

// One thread writes, any thread reads.
class ObservationTable {
 public:
  explicit ObservationTable(Texts* texts) : texts_(texts) {}

  // The writer's part. `subject` is the name of what is observed, "sectors/energy/kpis/EN-K-01" or
  // "sectors/energy/series/population".
  void Put(std::string_view subject, std::string_view id, ledger::Revision revision, bool is_first,
           const v1::Observation& payload);
  // Ends the version that stands, if there is one.
  void Withdraw(std::string_view subject, std::string_view id, ledger::Revision revision);

  // As those of Snapshotted, on the writer's thread, at `revision`.
  Snapshotted::Write Capture(ledger::Revision revision) const;
  void Load(SnapshotReader& from);

  // The readers' part.
  std::vector<ObservationRow> ObservationsOf(std::string_view sector, std::string_view of,
                                             ledger::Revision revision) const;
  int64_t CountAt(ledger::Revision revision) const;
  // The last part of the name of ObservationRow::row.
  std::string IdOf(uint32_t row) const { return versions_[row].id.ToString(*texts_); }

 private:
  struct Subject {
    TextId of;
    bool is_series;
    Later<uint32_t> newest;
  };
  // What observations have in common with many others.
  struct Traits {
    TextId member_state;
    TextId period;
    TextId unit;
    TextId edition;
    TextId source;
    uint16_t missing;
    uint16_t kind;
  };
  struct Version {
    uint32_t next_of_subject;
    StoredRevision revision;
    Later<StoredRevision> until;
    RecordId id;
    uint32_t subject;
    uint32_t traits;
    double value;

    bool StandsAt(ledger::Revision at) const {
      return revision <= at && until.load(std::memory_order_relaxed) > at;
    }
  };

  void WriteNumbers(uint32_t subjects, SnapshotWriter& to) const;
  uint32_t SubjectNumber(std::string_view subject);
  std::vector<uint32_t> SubjectsOf(std::string_view sector, std::string_view of) const;
  void End(uint32_t subject, const RecordId& id, ledger::Revision revision);
  ObservationRow RowOf(uint32_t row) const;

  Texts* const texts_;
  ChunkedTable<Subject> subjects_;
  ChunkedTable<Version> versions_;
  Distinct<Traits> traits_;
  mutable std::mutex mutex_;  // guards numbers_
  std::map<std::string, uint32_t, std::less<>> numbers_;
};

}  // namespace sheaf::model
