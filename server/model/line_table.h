// The lines of all plans, every version. A line has a number from its first mention on, its own
// record or a child's; its versions form a chain, newest first, and so do the lines of a plan.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "server/ledger/ledger.h"
#include "server/model/chunked_table.h"
#include "server/model/distinct.h"
#include "server/model/model.h"
#include "server/model/stored.h"
#include "server/model/texts.h"
#include "sheaf/v1/plan.pb.h"

namespace sheaf::model {

// One thread writes, any thread reads.
class LineTable {
 public:
  explicit LineTable(Texts* texts) : texts_(texts) {}

  // The writer's part.
  uint32_t PlanNumber(std::string_view plan);
  LineId LineNumber(uint32_t plan, std::string_view code);
  // A new version that stands. INVALID_ARGUMENT for a date that is none.
  absl::Status Put(uint32_t plan, LineId line, ledger::Revision revision, const v1::Line& payload);
  // From `revision` on the line is vanished, or withdrawn.
  void Vanish(LineId line, ledger::Revision revision) { End(line, revision, kVanished); }
  void Withdraw(LineId line, ledger::Revision revision) { End(line, revision, kWithdrawn); }

  // As those of Snapshotted, on the writer's thread.
  Snapshotted::Write Capture() const;
  void Load(SnapshotReader& from);

  // The readers' part.
  // With their titles in `language` where they have one in it; "": as printed.
  std::vector<LineRow> LinesOf(uint32_t plan, ledger::Revision revision,
                               std::string_view language) const;
  // In no order, at most kGlances at a time, and without their updates.
  void ForEachOf(uint32_t plan, ledger::Revision revision,
                 const std::function<void(std::span<LineGlance>)>& take) const;
  // In no order; what is given to `take` is good until it returns.
  void ForEachTitled(uint32_t plan, ledger::Revision revision, std::string_view language,
                     const std::function<void(const LineTitles&)>& take) const;
  // Vanished ones are not counted.
  int64_t CountAt(ledger::Revision revision) const;

 private:
  enum Presence : uint16_t { kStands, kVanished, kWithdrawn };

  struct Plan {
    TextId id;
    Later<uint32_t> newest_line;
  };
  struct Line {
    TextId code;
    uint32_t next_in_plan;
    Later<uint32_t> newest_version;
  };
  // What lines have in common with many others.
  struct Traits {
    TextId level;
    TextId lead_body;
    TextId member_states;
    TextId shared_initiative;
    TextId tags;
    TextId attributes;
    uint32_t planned_start;
    uint32_t planned_end;
    uint16_t instrument_type;
    uint16_t presence;
  };
  struct Version {
    uint32_t previous;
    StoredRevision revision;
    LineId parent;
    TextId title;
    int32_t position;
    uint32_t traits;
    uint32_t translations;  // the first of a chain, or kNoRow
  };
  // A title in another language.
  struct Translation {
    TextId language;
    TextId title;
    uint32_t next;
  };

  // The lines of one plan by code; known to the writer only.
  struct Code {
    TextId id;
  };
  struct CodeHash {
    using is_transparent = void;
    const ChunkedTable<Line>* lines;
    size_t operator()(Code code) const { return absl::Hash<TextId>()(code.id); }
    size_t operator()(LineId line) const { return (*this)(Code{(*lines)[line].code}); }
  };
  struct CodeEqual {
    using is_transparent = void;
    const ChunkedTable<Line>* lines;
    bool operator()(LineId a, LineId b) const { return a == b; }
    bool operator()(LineId a, Code b) const { return (*lines)[a].code == b.id; }
  };
  using CodeIndex = absl::flat_hash_set<LineId, CodeHash, CodeEqual>;

  // A version and its line.
  struct Seen {
    LineId line;
    const Version* version;
  };

  void AddCodeIndex();
  void IndexLinesOf(uint32_t plan);
  LineId AppendLine(uint32_t plan, TextId code);
  void AppendVersion(LineId line, Version version);
  void End(LineId line, ledger::Revision revision, Presence presence);
  // Fills `newest` with lines of a chain that starts at `line`, and their newest versions; the line
  // behind them.
  LineId TakeSome(LineId line, std::vector<Seen>* newest) const;
  // Of a version and those before it, the one that stood or was vanished at `revision`; null where
  // there was none.
  const Version* StandingAt(const Version* newest, ledger::Revision revision) const;
  const Version* VersionAt(LineId line, ledger::Revision revision) const;
  std::vector<Seen> SeenAt(uint32_t plan, ledger::Revision revision) const;
  uint32_t PutTitles(const v1::Line& payload);
  TextId TitleIn(const Version& version, std::string_view language) const;
  LineRow RowOf(const Seen& seen, ledger::Revision revision, std::string_view language) const;

  Texts* const texts_;
  ChunkedTable<Plan> plans_;
  ChunkedTable<Line> lines_;
  ChunkedTable<Version> versions_;
  Distinct<Traits> traits_;
  ChunkedTable<Translation> translations_;
  absl::flat_hash_map<TextId, uint32_t> plan_numbers_;
  std::vector<std::unique_ptr<CodeIndex>> codes_;  // by plan
};

}  // namespace sheaf::model
