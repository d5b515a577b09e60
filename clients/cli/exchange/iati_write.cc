#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "clients/cli/exchange/iati_format.h"
#include "clients/cli/exchange/iati_results.h"
#include "clients/cli/exchange/iati_words.h"
#include "clients/cli/exchange/ids.h"
#include "clients/cli/exchange/periods.h"
#include "proto/values/number.h"
#include "proto/values/partial_date.h"

namespace sheaf::cli::exchange {
namespace {

using iati::AppendCode;
using iati::AppendKpiResults;
using iati::AppendText;
using iati::AppendUpdateResults;
using pugi::xml_node;

// Codes of ActivityStatus, ActivityScope, OrganisationType, OrganisationRole and
// RelatedActivityType.
constexpr char kPipeline[] = "1", kImplementation[] = "2", kFinalisation[] = "3", kClosed[] = "4",
               kCancelled[] = "5", kSuspended[] = "6";
constexpr char kRegional[] = "2", kMultinational[] = "3", kNational[] = "4";
constexpr char kMultilateral[] = "40";
constexpr char kAccountable[] = "2", kImplementing[] = "4";
constexpr char kParent[] = "1";
// Before it nothing that is planned now was; for a plan in which no date is stated.
constexpr char kNoDateAtAll[] = "1900-01-01";
constexpr int kHundredths = 10'000;

const char* StatusOf(v1::CanonicalState state) {
  switch (state) {
    case v1::COMPLETED:
    case v1::MERGED:
      return kClosed;
    case v1::SUBSTANTIALLY_COMPLETED:
      return kFinalisation;
    case v1::PARTIALLY_COMPLETED:
    case v1::IN_PROGRESS:
    case v1::CONTINUING:
      return kImplementation;
    case v1::POSTPONED:
    case v1::NO_LONGER_REPORTED:
      return kSuspended;
    case v1::WITHDRAWN:
    case v1::CANCELLED:
      return kCancelled;
    default:
      return kPipeline;
  }
}

// The dates of a line as IATI wants them: whole days, and at least one of them a start.
struct Dates {
  std::string planned_start, planned_end;  // as stated
  std::string first, last;                 // days, the line's own or those that stand in for them
};

// Writes one plan. Not thread-safe.
class IatiWriter {
 public:
  IatiWriter(const PlanRecords& records, const Publisher& publisher, Losses& losses)
      : records_(records),
        publisher_(publisher),
        losses_(losses),
        plan_(PartOfName(records.plan.name(), 1)) {
    for (const v1::LineUpdate& item : records.updates) updates_[item.line_code()].push_back(&item);
    for (const v1::Line& line : records.lines) {
      const std::string code(PartOfName(line.name(), 3));
      lines_[code] = &line;
    }
    for (const v1::Line& line : records.lines) {
      const std::string code(PartOfName(line.name(), 3));
      if (code.empty()) continue;  // of a file that is wrong: "" stands for the plan
      children_[ParentOf(line) == nullptr ? "" : line.parent_code()].push_back(code);
    }
    for (const v1::MemberState& state : records.member_states) {
      iso2_[std::string(PartOfName(state.name(), 1))] = state.iso2();
    }
    FindSpan();
  }

  std::string Text() {
    pugi::xml_document document;
    xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    xml_node root = document.append_child("iati-activities");
    root.append_attribute("version") = "2.03";
    AppendPlan(root.append_child("iati-activity"));
    for (const v1::Line& line : records_.lines)
      AppendLine(line, root.append_child("iati-activity"));
    TellWhatIsNotHeld();
    std::ostringstream out;
    document.save(out, " ", pugi::format_default, pugi::encoding_utf8);
    return out.str();
  }

 private:
  // The days from the first planned start to the last planned end of all lines.
  void FindSpan() {
    for (const v1::Line& line : records_.lines) {
      const auto start = DaysOf(line.planned_start()).first;
      const auto end = DaysOf(line.planned_end()).second;
      if (!start.empty() && (first_.empty() || start < first_)) first_ = start;
      if (!end.empty() && end > last_) last_ = end;
    }
    for (const v1::LineUpdate& item : records_.updates) {
      const auto days = DaysOf(item.update().effective_date());
      if (!days.first.empty() && first_.empty()) first_ = days.first;
    }
    if (first_.empty()) first_ = kNoDateAtAll;
    if (last_ < first_) last_ = DaysOf(first_.substr(0, 4)).second;
  }

  std::string IdOf(const std::string& code) const {
    return publisher_.iati_id + "-" + plan_ + (code.empty() ? "" : ":" + code);
  }

  std::string OwnerName() const {
    if (!publisher_.name.empty()) return publisher_.name;
    return records_.manifest.owner_body().empty() ? records_.plan.title()
                                                  : records_.manifest.owner_body();
  }

  void AppendPlan(xml_node activity) {
    const v1::Plan& plan = records_.plan;
    AppendHead(
        activity, "", 1, plan.title(), plan.titles(),
        records_.manifest.plan_title().empty() ? plan.title() : records_.manifest.plan_title());
    AppendOrganisation(activity, kAccountable, OwnerName());
    AppendIdentifier(activity, plan.name(), iati::kInternalIdentifier);
    AppendCode(activity, "activity-status", StatusOfPlan());
    AppendDate(activity, iati::kPlannedStart, first_,
               "not stated: the first planned start of its lines");
    AppendDate(activity, iati::kPlannedEnd, last_, "not stated: the last planned end of its lines");
    AppendPlaces(activity, {});
    AppendSector(activity);
    AppendLegacy(activity, "sector", plan.sector());
    AppendLegacy(activity, "parent_line", plan.parent_line());
    if (plan.has_silence_accepts_after_days()) {
      AppendLegacy(activity, "silence_accepts_after_days",
                   std::to_string(plan.silence_accepts_after_days()));
    }
    for (const v1::PlanLevel& level : plan.levels()) {
      AppendLegacy(activity, level.heading() ? "heading" : "level", level.id());
    }
    AppendKpiResults(records_, activity, losses_);
  }

  void AppendLine(const v1::Line& line, xml_node activity) {
    const std::string code(PartOfName(line.name(), 3));
    const Dates dates = DatesOf(line);
    AppendHead(activity, code, DepthOf(line) + 1, line.title(), line.titles(),
               LevelTitle(line.level()));
    AppendOrganisation(activity, kAccountable, OwnerName());
    if (!line.lead_body().empty()) AppendOrganisation(activity, kImplementing, line.lead_body());
    AppendIdentifier(activity, line.name(), iati::kInternalIdentifier);
    if (!line.shared_initiative().empty()) {
      AppendIdentifier(activity, line.shared_initiative(), iati::kOtherIdentifier);
    }
    AppendCode(activity, "activity-status", StatusOfLine(code));
    AppendDates(activity, line, dates);
    AppendPlaces(activity, {line.member_states().begin(), line.member_states().end()});
    AppendSector(activity);
    for (const std::string& tag : line.tags()) {
      xml_node node = AppendText(activity, "tag", tag);
      node.append_attribute("vocabulary") = iati::kOwnVocabulary;
      node.append_attribute("code") = tag.c_str();
    }
    AppendLinks(activity, code);
    xml_node related = activity.append_child("related-activity");
    related.append_attribute("ref") = IdOf(line.parent_code()).c_str();
    related.append_attribute("type") = kParent;
    AppendLegacy(activity, "level", line.level());
    AppendLegacy(activity, "instrument_type", iati::Word(line.instrument_type()));
    AppendLegacy(activity, "source_ref", line.source_ref());
    const std::map<std::string, std::string> attributes(line.attributes().begin(),
                                                        line.attributes().end());
    for (const auto& [key, value] : attributes) AppendLegacy(activity, "attributes." + key, value);
    AppendUpdateResults(records_, updates_[code], dates.first, dates.last, activity, losses_);
  }

  template <typename Titles>
  void AppendHead(xml_node activity, const std::string& code, int depth, const std::string& title,
                  const Titles& titles, const std::string& description) {
    activity.append_attribute("xml:lang") = "en";
    activity.append_attribute("hierarchy") = depth;
    activity.append_child("iati-identifier").text().set(IdOf(code).c_str());
    xml_node reporter = activity.append_child("reporting-org");
    reporter.append_attribute("ref") = publisher_.iati_id.c_str();
    reporter.append_attribute("type") = kMultilateral;
    reporter.append_child("narrative").text().set(OwnerName().c_str());
    xml_node node = AppendText(activity, "title", title);
    const std::map<std::string, std::string> sorted(titles.begin(), titles.end());
    for (const auto& [language, text] : sorted) {
      xml_node narrative = node.append_child("narrative");
      narrative.append_attribute("xml:lang") = language.c_str();
      narrative.text().set(text.c_str());
    }
    AppendText(activity, "description", description).append_attribute("type") = "1";
  }

  void AppendOrganisation(xml_node activity, const char* role, const std::string& name) {
    AppendText(activity, "participating-org", name).append_attribute("role") = role;
  }

  void AppendIdentifier(xml_node activity, const std::string& id, const char* type) {
    xml_node node = activity.append_child("other-identifier");
    node.append_attribute("ref") = id.c_str();
    node.append_attribute("type") = type;
  }

  void AppendLegacy(xml_node activity, const std::string& name, const std::string& value) {
    if (value.empty()) return;
    xml_node node = activity.append_child("legacy-data");
    node.append_attribute("name") = name.c_str();
    node.append_attribute("value") = value.c_str();
  }

  // `text` is said beside the day: what was stated, where that is less than a day, or that nothing
  // was.
  void AppendDate(xml_node activity, const char* type, const std::string& day,
                  const std::string& text) {
    xml_node node = activity.append_child("activity-date");
    node.append_attribute("type") = type;
    node.append_attribute("iso-date") = day.c_str();
    if (!text.empty() && text != day) node.append_child("narrative").text().set(text.c_str());
  }

  void AppendDates(xml_node activity, const v1::Line& line, const Dates& dates) {
    const bool stated = !dates.planned_start.empty();
    AppendDate(activity, iati::kPlannedStart, dates.first,
               stated ? dates.planned_start : "not stated: that of the plan");
    const auto [begun, done] = ActualDates(line);
    if (!begun.empty()) AppendDate(activity, iati::kActualStart, DaysOf(begun).first, begun);
    if (!dates.planned_end.empty())
      AppendDate(activity, iati::kPlannedEnd, dates.last, dates.planned_end);
    if (!done.empty()) AppendDate(activity, iati::kActualEnd, DaysOf(done).second, done);
  }

  Dates DatesOf(const v1::Line& line) const {
    Dates dates{line.planned_start(), line.planned_end(), DaysOf(line.planned_start()).first,
                DaysOf(line.planned_end()).second};
    for (const v1::Line* above = &line; above != nullptr && dates.first.empty();
         above = ParentOf(*above)) {
      dates.first = DaysOf(above->planned_start()).first;
    }
    if (dates.first.empty()) dates.first = first_;
    if (dates.last.empty()) dates.last = std::max(last_, dates.first);
    if (dates.planned_start.empty() && dates.first > dates.last)
      dates.first = DaysOf(dates.last.substr(0, 4)).first;
    return dates;
  }

  // When it was first said to be under way, and last said to be done where it is: of reports for
  // the region.
  std::pair<std::string, std::string> ActualDates(const v1::Line& line) {
    const std::string code(PartOfName(line.name(), 3));
    const auto state = records_.states.find(code);
    const bool is_done = state != records_.states.end() && state->second == v1::COMPLETED;
    std::string begun, done;
    for (const v1::LineUpdate* item : updates_[code]) {
      const v1::Update& update = item->update();
      if (!update.member_state().empty() || update.effective_date().empty()) continue;
      const char* status = StatusOf(StateOf(update.reported_status(), line.instrument_type()));
      if (status == std::string_view(kImplementation) && begun.empty())
        begun = update.effective_date();
      if (status == std::string_view(kClosed) && is_done) done = update.effective_date();
    }
    return {begun, done};
  }

  // What the sector's word means by its manifest; without one the words are the states.
  v1::CanonicalState StateOf(const std::string& word, v1::InstrumentType type) const {
    v1::CanonicalState state = v1::CANONICAL_STATE_UNSPECIFIED;
    for (const v1::StatusDefinition& status : records_.manifest.statuses()) {
      if (status.word() != word) continue;
      for (const v1::StateByInstrument& by : status.by_instrument()) {
        if (by.instrument_type() == type) return by.state();
      }
      return status.state();
    }
    if (records_.manifest.statuses().empty()) (void)iati::FromWord(word, &state);
    return state;
  }

  const v1::Line* ParentOf(const v1::Line& line) const {
    const auto found = lines_.find(line.parent_code());
    return found == lines_.end() || TopOf(line) == nullptr ? nullptr : found->second;
  }

  // The line at the top above `line`, or itself; null in a circle, which no server holds but a file
  // can.
  const v1::Line* TopOf(const v1::Line& line) const {
    const v1::Line* top = &line;
    for (size_t steps = 0; steps <= lines_.size(); ++steps) {
      const auto above = lines_.find(top->parent_code());
      if (above == lines_.end()) return top;
      top = above->second;
    }
    return nullptr;
  }

  int DepthOf(const v1::Line& line) const {
    int depth = 1;
    for (const v1::Line* above = ParentOf(line); above != nullptr; above = ParentOf(*above))
      ++depth;
    return depth;
  }

  std::string LevelTitle(const std::string& level) const {
    for (const v1::LevelDefinition& definition : records_.manifest.levels()) {
      if (definition.id() == level) return definition.title();
    }
    return level;
  }

  // By its state; a line without one is as far as what is under it.
  std::string StatusOfLine(const std::string& code) const {
    const auto state = records_.states.find(code);
    if (state != records_.states.end()) return StatusOf(state->second);
    return StatusOfAll(code);
  }
  std::string StatusOfPlan() const { return StatusOfAll(""); }

  // Closed where all lines under `code` are, in the pipeline where none has begun, else being
  // implemented.
  std::string StatusOfAll(const std::string& code) const {
    const auto children = children_.find(code);
    if (children == children_.end()) return kPipeline;
    std::set<std::string> statuses;
    for (const std::string& child : children->second) statuses.insert(StatusOfLine(child));
    return statuses.size() == 1 ? *statuses.begin() : kImplementation;
  }

  // IATI wants shares that add up to 100 where there are several countries; without money they are
  // even.
  void AppendPlaces(xml_node activity, const std::vector<std::string>& states) {
    const char* scope = states.empty()       ? kRegional
                        : states.size() == 1 ? kNational
                                             : kMultinational;
    AppendCode(activity, "activity-scope", scope);
    const int count = static_cast<int>(states.size());
    for (int i = 0; i < count; ++i) {
      const auto iso2 = iso2_.find(states[i]);
      const bool known = iso2 != iso2_.end() && !iso2->second.empty();
      xml_node node = AppendCode(activity, "recipient-country", known ? iso2->second : states[i]);
      const int share = kHundredths / count + (i < kHundredths % count ? 1 : 0);
      if (count > 1) node.append_attribute("percentage") = FormatNumber(share / 100.0).c_str();
    }
    if (count > 0) return;
    xml_node region = AppendText(activity, "recipient-region", "All member states");
    region.append_attribute("code") = iati::kRegion;
    region.append_attribute("vocabulary") = iati::kOwnVocabulary;
  }

  void AppendSector(xml_node activity) {
    const std::string id = records_.plan.sector().empty() ? plan_ : records_.plan.sector();
    const std::string& title = records_.manifest.title();
    xml_node sector = AppendText(activity, "sector", title.empty() ? id : title);
    sector.append_attribute("vocabulary") = iati::kOwnVocabulary;
    sector.append_attribute("code") = id.c_str();
  }

  // For those who look for documents where IATI has most of them; they stand with their updates
  // too.
  void AppendLinks(xml_node activity, const std::string& code) {
    std::set<std::string> linked;
    for (const v1::LineUpdate* item : updates_[code]) {
      for (const v1::Evidence& evidence : item->update().evidence()) {
        if (!evidence.uri().empty() && linked.insert(evidence.uri()).second) {
          iati::AppendDocumentLink(activity, evidence);
        }
      }
    }
  }

  void TellWhatIsNotHeld() {
    AddIdsLost(records_, losses_);
    for (const v1::MemberState& state : records_.member_states) {
      losses_.Add("member_states", "", "IATI takes countries from ISO 3166",
                  PartOfName(state.name(), 1));
    }
  }

  const PlanRecords& records_;
  const Publisher& publisher_;
  Losses& losses_;
  const std::string plan_;
  std::map<std::string, std::vector<const v1::LineUpdate*>> updates_;  // by line code
  std::map<std::string, const v1::Line*> lines_;
  std::map<std::string, std::vector<std::string>> children_;
  std::map<std::string, std::string> iso2_;
  std::string first_, last_;  // of the whole plan
};

}  // namespace

Files WriteIati(const PlanRecords& records, const Publisher& publisher, Losses& losses) {
  return {{"", IatiWriter(records, publisher, losses).Text()}};
}

}  // namespace sheaf::cli::exchange
