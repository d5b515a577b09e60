// Random histories: at every revision the model must show what a naive reading of the log shows.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <tuple>

#include "proto/values/number.h"
#include "server/base/resource_name.h"
#include "server/model/model.h"
#include "server/model/random_history.h"
#include "server/model/snapshot_bytes.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::model {
namespace {

using ledger::Commit;
using ledger::Record;
using ledger::Revision;
using ledger::Verb;

// A record's latest version as of a revision, and its place in its commit.
struct Known {
  const Record* record;
  size_t row;
};
using State = std::map<std::string, Known>;

State StateAt(const std::vector<Commit>& log, Revision revision) {
  State state;
  for (const Commit& commit : log) {
    if (commit.revision > revision) break;
    for (size_t row = 0; row < commit.records.size(); ++row) {
      state[commit.records[row].resource] = {&commit.records[row], row};
    }
  }
  return state;
}

template <typename Message>
Message Parsed(const Record& record) {
  Message message;
  EXPECT_TRUE(message.ParseFromString(record.payload));
  return message;
}

// Both sides write down everything that they show; the texts must be the same. This is the naive
// one.
class NaiveText {
 public:
  NaiveText(const std::vector<Commit>& log, Revision revision)
      : log_(log), revision_(revision), state_(StateAt(log, revision)) {}

  std::string Write() {
    for (const auto& [name, known] : state_) {
      if (NameFits(name, kPlanPattern) && known.record->live()) WritePlan(name, *known.record);
    }
    for (const char* sector : {"s0", "s1"}) WriteSector(sector);
    for (const auto& [name, known] : state_) {
      if (!NameFits(name, kMemberStatePattern) || !known.record->live()) continue;
      out_ << name << " joined " << Parsed<v1::MemberState>(*known.record).joined() << "\n";
    }
    WriteChanges();
    WriteCounts();
    return out_.str();
  }

 private:
  static bool IsShown(const Record& line) { return line.verb != Verb::kWithdraw; }

  void WritePlan(const std::string& name, const Record& record) {
    const auto plan = Parsed<v1::Plan>(record);
    out_ << IdOf(name) << "|" << plan.title() << "|" << plan.sector() << "\n";
    // By position, then by the first mention of the code in the log.
    std::map<std::pair<int, size_t>, std::string> lines;
    for (const auto& [line_name, known] : state_) {
      if (ParentName(line_name) != name || !IsShown(*known.record)) continue;
      const int position = Parsed<v1::Line>(*known.record).position();
      lines[{position, FirstMention(line_name)}] = line_name;
    }
    for (const auto& [key, line_name] : lines) WriteLine(name, line_name);
  }
  size_t FirstMention(const std::string& line_name) const {
    const std::string code(IdOf(line_name));
    size_t mention = 0;
    for (const Commit& commit : log_) {
      for (const Record& record : commit.records) {
        const std::string& resource = record.resource;
        ++mention;
        if (resource == line_name || ParentName(resource) == line_name) return 2 * mention;
        const bool is_sibling = NameFits(resource, kLinePattern) && record.live() &&
                                ParentName(resource) == ParentName(line_name);
        if (is_sibling && Parsed<v1::Line>(record).parent_code() == code) return 2 * mention + 1;
      }
    }
    return 0;
  }
  void WriteLine(const std::string& plan_name, const std::string& name) {
    const Record& record = *state_.at(name).record;
    const auto line = Parsed<v1::Line>(record);
    const auto parent = state_.find(plan_name + "/lines/" + line.parent_code());
    const bool has_parent = parent != state_.end() && IsShown(*parent->second.record);
    out_ << "  " << name << "@" << record.revision << "|" << line.title() << "|" << line.level()
         << "|" << line.lead_body() << "|" << line.planned_end() << "|" << line.shared_initiative()
         << "|" << (line.member_states().empty() ? "" : line.member_states(0)) << "|"
         << (line.attributes().empty() ? "" : "proponent=" + line.attributes().at("proponent"))
         << "|under " << (has_parent ? line.parent_code() : "")
         << (record.live() ? "" : "|vanished") << "\n";
    WriteUpdates(name);
  }
  void WriteUpdates(const std::string& line_name) {
    std::map<std::tuple<uint32_t, Revision, size_t>, const Record*> updates;
    for (const auto& [name, known] : state_) {
      if (ParentName(name) != line_name || !known.record->live()) continue;
      const auto update = Parsed<v1::Update>(*known.record);
      const PartialDate date = PartialDate::Parse(update.effective_date()).value();
      updates[{date.LastDay().packed(), known.record->revision, known.row}] = known.record;
    }
    for (const auto& [key, record] : updates) {
      const auto update = Parsed<v1::Update>(*record);
      out_ << "    " << record->resource << "@" << record->revision << "|"
           << update.reported_status() << "|" << update.member_state() << "|"
           << update.effective_date() << "|" << update.decision().meeting() << "|"
           << (update.has_progress() ? FormatNumber(update.progress().value()) : "-") << "\n";
    }
  }

  void WriteSector(const std::string& sector) {
    std::map<std::pair<Revision, size_t>, const Record*> observations;
    std::map<std::string, std::map<std::tuple<Revision, int, size_t>, const Record*>> targets;
    std::map<std::string, std::map<std::tuple<Revision, int, size_t>, const Record*>> baselines;
    for (const auto& [name, known] : state_) {
      const Record& record = *known.record;
      if (!name.starts_with("sectors/" + sector + "/") || !record.live()) continue;
      const std::string kpi(IdOf(ParentName(name)));
      if (NameFits(name, kObservationPattern) || NameFits(name, kSeriesObservationPattern)) {
        observations[{record.revision, known.row}] = &record;
      } else if (NameFits(name, kTargetPattern)) {
        const int ordinal = Parsed<v1::Target>(record).ordinal();
        targets[kpi][{record.revision, ordinal, known.row}] = &record;
      } else if (NameFits(name, kBaselinePattern)) {
        baselines[kpi][{record.revision, 0, known.row}] = &record;
      }
    }
    for (const auto& [key, record] : observations) {
      const auto observation = Parsed<v1::Observation>(*record);
      out_ << record->resource << "@" << record->revision << "|" << observation.period() << "|"
           << FormatNumber(observation.value()) << "|" << observation.edition() << "\n";
    }
    for (const char* kpi : {"K0", "K1"}) {
      for (const auto& [key, r] : baselines[kpi]) out_ << r->resource << "@" << r->revision << "\n";
      for (const auto& [key, r] : targets[kpi]) {
        out_ << r->resource << "@" << r->revision << "=" << Parsed<v1::Target>(*r).value() << "\n";
      }
    }
  }

  void WriteChanges() {
    out_ << "changes";
    for (const char* sector : {"", "s0", "s1", "s2"}) out_ << " " << LastChangeOf(sector);
    out_ << "\n";
  }
  Revision LastChangeOf(const std::string& sector) const {
    for (Revision revision = revision_; revision > 0; --revision) {
      const State before = StateAt(log_, revision - 1);
      const State after = StateAt(log_, revision);
      for (const Record& record : log_[static_cast<size_t>(revision) - 1].records) {
        if (Concerns(record.resource, sector, before, after)) return revision;
      }
    }
    return 0;
  }
  bool Concerns(const std::string& resource, const std::string& sector, const State& before,
                const State& after) const {
    if (sector.empty() || resource.starts_with("memberStates/")) return true;
    if (resource.starts_with("sectors/" + sector + "/")) return true;
    if (!resource.starts_with("plans/")) return false;
    const std::string plan = resource.substr(0, resource.find('/', 6));
    return SectorOf(plan, before) == sector || SectorOf(plan, after) == sector;
  }
  // A withdrawn plan stays with its sector.
  std::string SectorOf(const std::string& plan, const State& state) const {
    const auto it = state.find(plan);
    return it == state.end() ? "" : Parsed<v1::Plan>(*it->second.record).sector();
  }

  void WriteCounts() {
    const auto count = [&](std::initializer_list<std::string_view> patterns) {
      return std::count_if(state_.begin(), state_.end(), [&](const auto& entry) {
        return entry.second.record->live() &&
               std::any_of(patterns.begin(), patterns.end(), [&](std::string_view pattern) {
                 return NameFits(entry.first, pattern);
               });
      });
    };
    out_ << "counts " << count({kPlanPattern}) << " " << count({kLinePattern}) << " "
         << count({kUpdatePattern}) << " "
         << count({kObservationPattern, kSeriesObservationPattern}) << " "
         << count({kMemberStatePattern}) << "\n";
  }

  const std::vector<Commit>& log_;
  const Revision revision_;
  const State state_;
  std::ostringstream out_;
};

// What the view shows, in the same words.
class ViewText {
 public:
  explicit ViewText(const View& view) : view_(view) {}

  std::string Write() {
    for (const PlanRow& plan : view_.Plans()) {
      out_ << plan.id << "|" << plan.title << "|" << plan.sector << "\n";
      const std::vector<LineRow> lines = view_.LinesOf(plan);
      for (const LineRow& line : lines) WriteLine(plan, line, lines);
    }
    for (const char* sector : {"s0", "s1"}) WriteSector(sector);
    for (const v1::MemberState& state : view_.MemberStates()) {
      out_ << state.name() << " joined " << state.joined() << "\n";
    }
    out_ << "changes";
    for (const char* sector : {"", "s0", "s1", "s2"}) out_ << " " << view_.LastChangeOf(sector);
    const Counts counts = view_.Count();
    out_ << "\ncounts " << counts.plans << " " << counts.lines << " " << counts.updates << " "
         << counts.observations << " " << counts.member_states << "\n";
    return out_.str();
  }

 private:
  std::string_view Text(TextId id) const { return view_.Text(id); }

  void WriteLine(const PlanRow& plan, const LineRow& line, const std::vector<LineRow>& lines) {
    std::string_view parent;
    for (const LineRow& other : lines) {
      if (other.id == line.parent) parent = Text(other.code);
    }
    out_ << "  " << view_.NameOf(plan, line) << "@" << line.revision << "|" << Text(line.title)
         << "|" << Text(line.level) << "|" << Text(line.lead_body) << "|"
         << line.planned_end.ToString() << "|" << Text(line.shared_initiative) << "|"
         << Text(line.member_states) << "|" << Text(line.attributes) << "|under " << parent
         << (line.vanished ? "|vanished" : "") << "\n";
    view_.UpdatesOf(line.id, &updates_);
    for (const UpdateRow& update : updates_) {
      out_ << "    " << view_.NameOf(plan, line, update) << "@" << update.revision << "|"
           << Text(update.status) << "|" << Text(update.member_state) << "|"
           << update.effective_date.ToString() << "|" << Text(update.meeting) << "|"
           << (update.value == update.value ? FormatNumber(update.value) : "-") << "\n";
    }
  }

  void WriteSector(std::string_view sector) {
    for (const ObservationRow& row : view_.ObservationsOf(sector, "")) {
      out_ << view_.NameOf(sector, row) << "@" << row.revision << "|" << Text(row.period) << "|"
           << FormatNumber(row.value) << "|" << Text(row.edition) << "\n";
    }
    for (const KpiFigureRows& kpi : view_.KpiFiguresOf(sector)) {
      for (const auto& b : kpi.baselines) out_ << b.name() << "@" << b.revision() << "\n";
      for (const auto& t : kpi.targets) {
        out_ << t.name() << "@" << t.revision() << "=" << t.value() << "\n";
      }
    }
  }

  const View view_;
  std::ostringstream out_;
  std::vector<UpdateRow> updates_;
};

class AsOfTest : public ::testing::TestWithParam<uint32_t> {};

TEST_P(AsOfTest, EveryRevisionShowsWhatTheLogSays) {
  RandomHistory history(GetParam());
  Model model;
  std::vector<std::string> shown;
  for (int i = 0; i < 60; ++i) {
    history.CommitTo(&model);
    shown.push_back(ViewText(model.At(i + 1)).Write());
    ASSERT_EQ(shown.back(), NaiveText(history.log(), i + 1).Write()) << "at revision " << i + 1;
  }
  // What came later changed nothing of what was shown, and a rebuilt model shows the same.
  Model rebuilt;
  for (const Commit& commit : history.log()) rebuilt.OnCommit(commit);
  for (int i = 0; i < 60; ++i) {
    ASSERT_EQ(ViewText(model.At(i + 1)).Write(), shown[i]) << "revision " << i + 1 << ", later";
    ASSERT_EQ(ViewText(rebuilt.At(i + 1)).Write(), shown[i]) << "revision " << i + 1 << ", rebuilt";
  }
  EXPECT_EQ(model.SkippedRecords(), 0);
}

// Captured at revision 30, and written only when 30 more have come.
TEST_P(AsOfTest, WhatIsLoadedFromASnapshotShowsTheSame) {
  RandomHistory history(GetParam());
  Model model;
  for (int i = 0; i < 30; ++i) history.CommitTo(&model);
  const auto write = model.Capture();
  const std::string at_once = BytesOf(write);
  for (int i = 30; i < 60; ++i) history.CommitTo(&model);
  const std::string later = BytesOf(write);
  for (const std::string& bytes : {at_once, later}) {
    Model loaded;
    LoadInto(&loaded, bytes);
    EXPECT_EQ(ViewText(loaded.At(60)).Write(), ViewText(model.At(30)).Write())
        << "nothing of what came after is in it";
    for (int i = 30; i < 60; ++i) loaded.OnCommit(history.log()[static_cast<size_t>(i)]);
    for (int i = 0; i < 60; ++i) {
      ASSERT_EQ(ViewText(loaded.At(i + 1)).Write(), ViewText(model.At(i + 1)).Write())
          << "at revision " << i + 1;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AsOfTest, ::testing::Range(1u, 31u));

}  // namespace
}  // namespace sheaf::model
