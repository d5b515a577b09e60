#include "server/reports/line_selection.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <unordered_map>

#include "absl/strings/ascii.h"
#include "server/reports/state.h"
#include "server/reports/timeliness.h"

namespace sheaf::reports {
namespace {

using model::LineRow;
using model::TextId;
using Values = google::protobuf::RepeatedPtrField<std::string>;

constexpr char kNotReported[] = "not_reported";

bool Holds(const Values& values, std::string_view sought) {
  return std::any_of(values.begin(), values.end(),
                     [&](const std::string& value) { return value == sought; });
}

// No value asked for: everything fits.
bool Fits(const Values& asked, std::string_view value) {
  return asked.empty() || Holds(asked, value);
}

template <typename Words>
bool AnyFits(const Values& asked, const Words& words) {
  return asked.empty() || std::any_of(words.begin(), words.end(),
                                      [&](const std::string& word) { return Holds(asked, word); });
}

PartialDate DateOrNone(const std::string& text) {
  return PartialDate::Parse(text).value_or(PartialDate());
}

}  // namespace

std::string StateWord(v1::CanonicalState state) {
  if (state == v1::CANONICAL_STATE_UNSPECIFIED) return kNotReported;
  return absl::AsciiStrToLower(v1::CanonicalState_Name(state));
}

const std::vector<std::string>& StateWords() {
  static const auto* const words = [] {
    auto* all = new std::vector<std::string>;
    for (int state = 1; state < v1::CanonicalState_ARRAYSIZE; ++state) {
      all->push_back(StateWord(static_cast<v1::CanonicalState>(state)));
    }
    all->push_back(kNotReported);
    return all;
  }();
  return *words;
}

// One plan's lines, being looked at. Not thread-safe.
class LineSelection::Plan {
 public:
  Plan(const LineSelection& all, const model::PlanRow& plan)
      : all_(all),
        filter_(all.filter_),
        rules_(all.manifests_.At(plan.sector, all.view_.revision())),
        rule_(all.view_, rules_ != nullptr ? *rules_ : sectors::CoreRules(), all.membership_,
              all.effective_),
        lines_(all.view_.LinesOf(plan)) {
    if (AsksWhatCounts()) counted_.emplace(all.counting_, plan, rules_, all.counted_elsewhere_);
    if (filter_.lead_bodies().empty()) return;
    for (uint32_t i = 0; i < lines_.size(); ++i) places_[lines_[i].id] = i;
  }

  // The cheap tests first: the state reads all updates of the line.
  bool Fits(const LineRow& line) {
    return reports::Fits(filter_.levels(), Text(line.level)) &&
           AnyFits(filter_.tags(), SplitCodes(Text(line.tags))) && FitsInTime(line) &&
           FitsMemberStates(line) && FitsLeadBody(line) && FitsChange(line) && FitsState(line) &&
           FitsCounting(line);
  }

  // The lines after `after`, the first `most` of them in order; true where there are more.
  bool Order(std::string_view after, size_t most, std::vector<const LineRow*>* lines) const {
    for (const LineRow& line : lines_) {
      if (Text(line.code) > after) lines->push_back(&line);
    }
    const auto before = [this](const LineRow* a, const LineRow* b) {
      return Text(a->code) < Text(b->code);
    };
    const bool more = lines->size() > most;
    if (more) {
      std::nth_element(lines->begin(), lines->begin() + static_cast<ptrdiff_t>(most), lines->end(),
                       before);
      lines->resize(most);
    }
    std::sort(lines->begin(), lines->end(), before);
    return more;
  }

 private:
  std::string_view Text(TextId id) const { return all_.view_.Text(id); }

  bool FitsInTime(const LineRow& line) const {
    if (!all_.from_.stated() && !all_.to_.stated()) return true;
    const PartialDate start = line.planned_start.stated() ? line.planned_start : line.planned_end;
    const PartialDate end = line.planned_end.stated() ? line.planned_end : line.planned_start;
    if (!start.stated()) return false;
    if (all_.from_.stated() && end.LastDay().packed() < all_.from_.packed()) return false;
    return !all_.to_.stated() || start.FirstDay().packed() <= all_.to_.packed();
  }

  bool FitsMemberStates(const LineRow& line) {
    if (filter_.member_states().empty()) return true;
    const auto [known, added] = fitting_states_.try_emplace(line.member_states, false);
    if (added) {
      known->second = line.member_states == 0
                          ? AnyFits(filter_.member_states(), all_.membership_.codes())
                          : AnyFits(filter_.member_states(), SplitCodes(Text(line.member_states)));
    }
    return known->second;
  }

  bool FitsLeadBody(const LineRow& line) const {
    return filter_.lead_bodies().empty() || Holds(filter_.lead_bodies(), Text(LeadBodyOf(line)));
  }

  // The line's own, or that of the nearest line above that states one. No more steps than there are
  // lines, whatever the parents say.
  TextId LeadBodyOf(const LineRow& line) const {
    const LineRow* at = &line;
    for (size_t steps = 0; at->lead_body == 0 && steps < lines_.size(); ++steps) {
      const auto above = places_.find(at->parent);
      if (above == places_.end()) return 0;
      at = &lines_[above->second];
    }
    return at->lead_body;
  }

  bool FitsChange(const LineRow& line) const {
    const ledger::Revision since = filter_.changed_since_revision();
    return since == 0 || line.revision > since || all_.view_.UpdatesChangedAfter(line.id, since);
  }

  bool FitsState(const LineRow& line) {
    if (filter_.states().empty()) return true;
    all_.view_.UpdatesOf(line.id, &updates_);
    return Holds(filter_.states(), StateWord(rule_.StateOf(line, updates_, &participation_).state));
  }

  bool AsksWhatCounts() const { return !filter_.headline_classes().empty() || filter_.overdue(); }

  bool FitsCounting(const LineRow& line) {
    if (!AsksWhatCounts()) return true;
    if (!counted_->Has(line)) return false;
    all_.counting_.UpdatesOf(line.id, &updates_);
    const LineState state = rule_.StateOf(line, updates_, &participation_);
    const auto& classes = filter_.headline_classes();
    return (classes.empty() ||
            std::find(classes.begin(), classes.end(), state.headline) != classes.end()) &&
           (!filter_.overdue() || OverdueSince(line, state, all_.effective_).stated());
  }

  const LineSelection& all_;
  const v1::LineFilter& filter_;
  const std::shared_ptr<const sectors::Rules> rules_;  // null: the core's
  StateRule rule_;
  const std::vector<LineRow> lines_;
  std::unordered_map<model::LineId, uint32_t> places_;  // where lead bodies are asked for
  std::unordered_map<TextId, bool> fitting_states_;
  std::optional<CountedLines> counted_;  // where it is asked what counts
  std::vector<model::UpdateRow> updates_;
  Participation participation_;
};

LineSelection::LineSelection(const model::View& view, const model::View& counting,
                             const sectors::Manifests& manifests, const v1::LineFilter& filter,
                             PartialDate effective)
    : view_(view),
      counting_(counting),
      manifests_(manifests),
      filter_(filter),
      effective_(effective),
      membership_(view, effective),
      counted_elsewhere_(counting, manifests),
      from_(DateOrNone(filter.planned_from()).FirstDay()),
      to_(DateOrNone(filter.planned_to()).LastDay()) {}

SelectedLines LineSelection::Select(const model::PlanRow& row, std::string_view after,
                                    LookLimits limits) const {
  SelectedLines selected;
  Plan plan(*this, row);
  std::vector<const LineRow*> lines;
  selected.more = plan.Order(after, limits.most_looked_at, &lines);
  for (const LineRow* line : lines) {
    if (selected.codes.size() == limits.most_found) {
      selected.more = true;
      break;
    }
    selected.last = std::string(view_.Text(line->code));
    ++selected.looked_at;
    if (plan.Fits(*line)) selected.codes.push_back(selected.last);
  }
  return selected;
}

}  // namespace sheaf::reports
