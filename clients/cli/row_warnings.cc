#include "clients/cli/row_warnings.h"

#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "clients/cli/file_problem.h"
#include "proto/values/partial_date.h"

namespace sheaf::cli {
namespace {

// Who says something of which line.
using Reporter = std::pair<std::string, std::string>;

std::string LineOf(const v1::Update& update) {
  constexpr std::string_view kUpdates = "/updates/";
  const std::string& name = update.name();
  const size_t end = name.find(kUpdates);
  const size_t begin = name.rfind('/', end - 1) + 1;
  return end == std::string::npos ? "" : name.substr(begin, end - begin);
}

// What cannot be read as a date is for the server to refuse.
PartialDate DateOf(const std::string& text) {
  const auto date = PartialDate::Parse(text);
  return date.ok() ? *date : PartialDate();
}

std::string SpokenFor(const std::string& member_state) {
  return member_state.empty() ? "the region" : member_state;
}

// What words mean to a plan.
class Vocabulary {
 public:
  explicit Vocabulary(const HeldRecords& held) : held_(held) {
    for (const v1::StatusDefinition& status : held.manifest.statuses()) {
      statuses_[status.word()] = &status;
    }
  }

  v1::StatusEffect EffectOf(const std::string& word) const {
    const auto found = statuses_.find(word);
    return found == statuses_.end() ? v1::SETS_STATE : found->second->effect();
  }

  // Of the word on that line; unspecified for a word that leaves the state as it is, or that is
  // none.
  v1::CanonicalState StateOf(const std::string& word, const std::string& line) const {
    if (held_.plan.sector().empty()) return CanonicalOf(word);
    const auto found = statuses_.find(word);
    if (found == statuses_.end()) return v1::CANONICAL_STATE_UNSPECIFIED;
    const auto instrument = held_.lines.find(line);
    for (const v1::StateByInstrument& by : found->second->by_instrument()) {
      if (instrument != held_.lines.end() &&
          by.instrument_type() == instrument->second.instrument_type()) {
        return by.state();
      }
    }
    return found->second->state();
  }

 private:
  // The words of a plan without a sector are the states themselves.
  static v1::CanonicalState CanonicalOf(const std::string& word) {
    v1::CanonicalState state = v1::CANONICAL_STATE_UNSPECIFIED;
    v1::CanonicalState_Parse(absl::AsciiStrToUpper(word), &state);
    return state;
  }

  const HeldRecords& held_;
  std::map<std::string, const v1::StatusDefinition*> statuses_;
};

// Looks at one file.
class Look {
 public:
  Look(const std::vector<const v1::LineUpdate*>& rows, const HeldRecords& held)
      : rows_(rows), held_(held), vocabulary_(held) {}

  std::vector<RowWarning> Warnings() {
    FindLatest();
    const PartialDate today = DateOf(held_.today);
    for (row_ = 0; row_ < rows_.size(); ++row_) {
      const v1::LineUpdate& row = *rows_[row_];
      const PartialDate date = DateOf(row.update().effective_date());
      WarnOfFuture(row, date, today);
      WarnOfEarlyStart(row, date);
      WarnOfFall(row, date);
      WarnOfTwoWords(row);
    }
    return std::move(warnings_);
  }

 private:
  void Warn(const char* column, std::string text) {
    warnings_.push_back({row_, column, std::move(text)});
  }

  // The latest word of each reporter on each line of the file, by state rule v1: by the last day
  // that its date can mean; of the same day, the one recorded later.
  void FindLatest() {
    for (const auto& [name, update] : held_.updates) {
      const std::string line = LineOf(update);
      if (vocabulary_.StateOf(update.reported_status(), line) == v1::CANONICAL_STATE_UNSPECIFIED) {
        continue;
      }
      const v1::Update*& latest = latest_[{line, update.member_state()}];
      if (latest == nullptr || IsLater(update, *latest)) latest = &update;
    }
  }

  static bool IsLater(const v1::Update& a, const v1::Update& b) {
    const auto order = DateOf(a.effective_date()).SortsAs(DateOf(b.effective_date()));
    return order > 0 || (order == 0 && a.revision() > b.revision());
  }

  void WarnOfFuture(const v1::LineUpdate& row, PartialDate date, PartialDate today) {
    const bool is_fact = vocabulary_.EffectOf(row.update().reported_status()) != v1::EXPECTATION;
    if (!is_fact || !date.stated() || date.FirstDay().SortsAs(today) <= 0) return;
    Warn("effective_date", "found " + Quoted(row.update().effective_date()) +
                               ", a day after today (" + held_.today + "), for " +
                               Quoted(row.update().reported_status()) +
                               ", which is a fact; it counts from that day on");
  }

  void WarnOfEarlyStart(const v1::LineUpdate& row, PartialDate date) {
    const auto line = held_.lines.find(row.line_code());
    if (line == held_.lines.end() || !date.stated()) return;
    const PartialDate start = DateOf(line->second.planned_start());
    if (!start.stated() || date.LastDay().SortsAs(start.FirstDay()) >= 0) return;
    Warn("effective_date", "found " + Quoted(row.update().effective_date()) +
                               ", before the line is planned to start (" +
                               line->second.planned_start() + ")");
  }

  void WarnOfFall(const v1::LineUpdate& row, PartialDate date) {
    const v1::Update& update = row.update();
    const v1::CanonicalState state = vocabulary_.StateOf(update.reported_status(), row.line_code());
    const auto latest = latest_.find({row.line_code(), update.member_state()});
    if (state == v1::CANONICAL_STATE_UNSPECIFIED || state == v1::COMPLETED ||
        latest == latest_.end() || latest->second->name() == update.name()) {
      return;
    }
    const v1::Update& before = *latest->second;
    const bool was_completed =
        vocabulary_.StateOf(before.reported_status(), row.line_code()) == v1::COMPLETED;
    if (!was_completed || date.SortsAs(DateOf(before.effective_date())) < 0) return;
    Warn("reported_status",
         "found " + Quoted(update.reported_status()) + ", though " +
             SpokenFor(update.member_state()) + " reported " + Quoted(before.reported_status()) +
             (before.effective_date().empty() ? std::string(" without a date")
                                              : " of " + before.effective_date()) +
             ": the line falls back from completed");
  }

  void WarnOfTwoWords(const v1::LineUpdate& row) {
    const v1::Update& update = row.update();
    const auto [first, is_new] =
        words_.try_emplace({row.line_code(), update.member_state(), update.effective_date()}, row_);
    const std::string& word = rows_[first->second]->update().reported_status();
    const v1::CanonicalState state = vocabulary_.StateOf(update.reported_status(), row.line_code());
    const v1::CanonicalState other = vocabulary_.StateOf(word, row.line_code());
    // Beside an event or an expectation a state is no contradiction.
    const bool agree = state == other || state == v1::CANONICAL_STATE_UNSPECIFIED ||
                       other == v1::CANONICAL_STATE_UNSPECIFIED;
    if (is_new || agree) return;
    Warn("reported_status", "found " + Quoted(update.reported_status()) +
                                ", though another row says " + Quoted(word) + " of this line for " +
                                SpokenFor(update.member_state()) +
                                " and the same date; the later row counts");
  }

  const std::vector<const v1::LineUpdate*>& rows_;
  const HeldRecords& held_;
  const Vocabulary vocabulary_;
  size_t row_ = 0;
  std::map<Reporter, const v1::Update*> latest_;
  std::map<std::tuple<std::string, std::string, std::string>, size_t> words_;
  std::vector<RowWarning> warnings_;
};

}  // namespace

std::vector<RowWarning> WarningsOf(const std::vector<const v1::LineUpdate*>& rows,
                                   const HeldRecords& held) {
  return Look(rows, held).Warnings();
}

}  // namespace sheaf::cli
