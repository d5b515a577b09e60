#include <algorithm>
#include <set>
#include <sstream>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "clients/cli/cells.h"
#include "clients/cli/exchange/csv_format.h"
#include "clients/cli/exchange/ids.h"
#include "clients/cli/table.h"
#include "proto/values/number.h"

namespace sheaf::cli::exchange {
namespace {

constexpr char kNoColumn[] = "its CSV has no column for it";
constexpr char kTrimmed[] = "blanks around a text are left out of CSV";

// The rows of one file, cell by cell. A cell whose blanks are lost is told.
class Sheet {
 public:
  Sheet(std::string_view records, std::vector<std::string> columns, Losses& losses)
      : records_(records), columns_(std::move(columns)), losses_(losses) {}

  void BeginRow(std::string record) {
    record_ = std::move(record);
    rows_.emplace_back(columns_.size());
  }
  void Set(std::string_view column, std::string text) {
    const auto place = std::find(columns_.begin(), columns_.end(), column);
    if (Trimmed(text).size() != text.size()) {
      losses_.Add(records_, column, kTrimmed, record_, text);
    }
    rows_.back()[place - columns_.begin()] = std::move(text);
  }
  size_t size() const { return rows_.size(); }

  std::string Text() const {
    std::vector<Column> columns;
    for (const std::string& column : columns_) columns.push_back({column});
    Table table(std::move(columns));
    for (const auto& row : rows_) table.AddRow(row);
    std::ostringstream out;
    table.PrintCsv(out);
    return out.str();
  }

 private:
  std::string_view records_;
  std::vector<std::string> columns_;
  Losses& losses_;
  std::string record_;
  std::vector<std::vector<std::string>> rows_;
};

template <typename Enum>
std::string Word(Enum value) {
  const auto* found = google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(value);
  return value == 0 || found == nullptr ? "" : absl::AsciiStrToLower(found->name());
}

std::string Year(int32_t year) { return year == 0 ? "" : std::to_string(year); }

// As the import files write why there is no value.
std::string ValueText(const v1::Observation& observation) {
  if (observation.has_value()) return FormatNumber(observation.value());
  switch (observation.missing()) {
    case v1::NOT_AVAILABLE:
      return "n/a";
    case v1::NOT_APPLICABLE:
      return "not applicable";
    case v1::NOT_REPORTED:
      return "not reported";
    default:
      return "";
  }
}

// True of a name that means another column of an import than an attribute.
bool IsOtherColumn(const std::string& key) {
  constexpr std::string_view kOthers[] = {"plan",   "update",     "etag",
                                          "change", "line_title", "line_level"};
  return key.rfind("due_", 0) == 0 ||
         std::find(std::begin(kOthers), std::end(kOthers), key) != std::end(kOthers);
}

// The attributes that become columns after `columns`: those that mean no other column.
template <typename Records, typename Attributes>
std::vector<std::string> WithAttributes(std::vector<std::string> columns, const Records& records,
                                        const Attributes& attributes_of) {
  std::set<std::string> keys;
  for (const auto& record : records) {
    for (const auto& [key, value] : attributes_of(record)) {
      const bool taken = std::find(columns.begin(), columns.end(), key) != columns.end();
      const bool is_name = !key.empty() && Trimmed(key) == key;
      if (is_name && !taken && !IsOtherColumn(key)) keys.insert(key);
    }
  }
  columns.insert(columns.end(), keys.begin(), keys.end());
  return columns;
}

// `columns` has the attributes behind the first `own`.
template <typename Attributes>
void SetAttributes(const Attributes& attributes, const std::vector<std::string>& columns,
                   size_t own, std::string_view records, const std::string& record, Sheet& sheet,
                   Losses& losses) {
  for (const auto& [key, value] : attributes) {
    if (std::find(columns.begin() + static_cast<int64_t>(own), columns.end(), key) !=
        columns.end()) {
      sheet.Set(key, value);
    } else {
      losses.Add(records, "attributes." + key, "the name means another column", record, value);
    }
  }
}

std::string PlanFile(const v1::Plan& plan, Losses& losses) {
  std::vector<std::string> columns = {
      "plan", "title", "sector", "parent_line", "silence_accepts_after_days", "levels", "headings"};
  std::map<std::string, std::string> titles(plan.titles().begin(), plan.titles().end());
  for (const auto& [language, title] : titles) columns.push_back("title_" + language);
  Sheet sheet("plan", columns, losses);
  sheet.BeginRow(plan.name());
  sheet.Set("plan", std::string(PartOfName(plan.name(), 1)));
  sheet.Set("title", plan.title());
  sheet.Set("sector", plan.sector());
  sheet.Set("parent_line", plan.parent_line());
  if (plan.has_silence_accepts_after_days()) {
    sheet.Set("silence_accepts_after_days", std::to_string(plan.silence_accepts_after_days()));
  }
  std::vector<std::string> levels, headings;
  for (const v1::PlanLevel& level : plan.levels()) {
    levels.push_back(level.id());
    if (level.heading()) headings.push_back(level.id());
  }
  sheet.Set("levels", absl::StrJoin(levels, ";"));
  sheet.Set("headings", absl::StrJoin(headings, ";"));
  for (const auto& [language, title] : titles) sheet.Set("title_" + language, title);
  return sheet.Text();
}

std::string LinesFile(const std::vector<v1::Line>& lines, Losses& losses) {
  const std::vector<std::string> own = {
      "line_code",     "parent_code",       "level",         "title",
      "lead_body",     "instrument_type",   "planned_start", "planned_end",
      "member_states", "shared_initiative", "tags",          "source_line"};
  const auto columns =
      WithAttributes(own, lines, [](const v1::Line& line) { return line.attributes(); });
  Sheet sheet("lines", columns, losses);
  for (const v1::Line& line : lines) {
    const std::string code(PartOfName(line.name(), 3));
    sheet.BeginRow(code);
    sheet.Set("line_code", code);
    sheet.Set("parent_code", line.parent_code());
    sheet.Set("level", line.level());
    sheet.Set("title", line.title());
    sheet.Set("lead_body", line.lead_body());
    sheet.Set("instrument_type", Word(line.instrument_type()));
    sheet.Set("planned_start", line.planned_start());
    sheet.Set("planned_end", line.planned_end());
    sheet.Set("member_states", absl::StrJoin(line.member_states(), ";"));
    sheet.Set("shared_initiative", line.shared_initiative());
    sheet.Set("tags", absl::StrJoin(line.tags(), ";"));
    sheet.Set("source_line", line.source_ref());
    SetAttributes(line.attributes(), columns, own.size(), "lines", code, sheet, losses);
    v1::Line rest;
    *rest.mutable_titles() = line.titles();
    AddFieldsLost("lines", rest, code, {}, kNoColumn, losses);
  }
  return sheet.Text();
}

// "title|uri; title|uri": what separates them cannot stand in them.
std::string EvidenceText(const v1::Update& update, const std::string& record, Losses& losses) {
  std::string text;
  for (const v1::Evidence& evidence : update.evidence()) {
    for (std::string part : {evidence.title(), evidence.uri()}) {
      const bool clean = part.find_first_of(";|") == std::string::npos && Trimmed(part) == part;
      if (!clean)
        losses.Add("updates", "evidence", "';' and '|' separate evidence in CSV", record, part);
      std::replace(part.begin(), part.end(), ';', ',');
      std::replace(part.begin(), part.end(), '|', '/');
      text += part + "|";
    }
    text.pop_back();
    if (text.back() == '|') text.pop_back();
    text += ";";
  }
  if (!text.empty()) text.pop_back();
  return text;
}

void SetTexts(const v1::Update& update, Sheet& sheet) {
  sheet.Set("narrative", update.narrative());
  sheet.Set("challenges", update.challenges());
  sheet.Set("recommendations", update.recommendations());
  sheet.Set("risk", update.risk());
  sheet.Set("mitigation", update.mitigation());
  sheet.Set("next_steps", update.next_steps());
  sheet.Set("decision_body", update.decision().body());
  sheet.Set("meeting", update.decision().meeting());
  sheet.Set("decision_date", update.decision().date());
  sheet.Set("decision_verb", update.decision().verb());
  sheet.Set("note", update.note());
  sheet.Set("source_line", update.source_ref());
}

std::string UpdatesFile(const std::vector<v1::LineUpdate>& updates, Losses& losses) {
  const std::vector<std::string> own = {
      "line_code", "member_state",  "reported_status", "effective_date", "reporting_period",
      "value",     "unit",          "narrative",       "challenges",     "recommendations",
      "risk",      "mitigation",    "next_steps",      "evidence",       "decision_body",
      "meeting",   "decision_date", "decision_verb",   "note",           "source_line"};
  const auto columns = WithAttributes(
      own, updates, [](const v1::LineUpdate& item) { return item.update().attributes(); });
  Sheet sheet("updates", columns, losses);
  for (const v1::LineUpdate& item : updates) {
    const v1::Update& update = item.update();
    const std::string record = NameOf(item);
    sheet.BeginRow(record);
    sheet.Set("line_code", item.line_code());
    sheet.Set("member_state", update.member_state());
    sheet.Set("reported_status", update.reported_status());
    sheet.Set("effective_date", update.effective_date());
    sheet.Set("reporting_period", update.reporting_period());
    if (update.has_progress()) {
      sheet.Set("value", FormatNumber(update.progress().value()));
      sheet.Set("unit", update.progress().unit());
    }
    SetTexts(update, sheet);
    sheet.Set("evidence", EvidenceText(update, record, losses));
    SetAttributes(update.attributes(), columns, own.size(), "updates", record, sheet, losses);
  }
  return sheet.Text();
}

// True where kpis.csv has columns for it.
bool FitsKpiFile(const v1::Figure& figure) {
  if (!figure.has_observation()) return true;
  const v1::Observation& observation = figure.observation();
  const bool says_something = observation.has_value() || observation.missing() != v1::BLANK ||
                              !observation.period().empty();
  return PartOfName(figure.parent(), 2) == "kpis" && observation.member_state().empty() &&
         observation.note().empty() && observation.kind() != 0 && says_something;
}

void SetStated(const v1::Figure& figure, const v1::SectorManifest& manifest, Sheet& sheet) {
  const std::string code(PartOfName(figure.parent(), 3));
  sheet.Set("sector", std::string(PartOfName(figure.parent(), 1)));
  sheet.Set("kpi_code", code);
  const v1::KpiDefinition* kpi = FindKpi(manifest, code);
  if (kpi == nullptr) return;
  sheet.Set("name", kpi->title());
  sheet.Set("level", Word(kpi->level()));
  sheet.Set("unit", kpi->unit());
  sheet.Set("direction", Word(kpi->direction()));
}

template <typename Message>
void SetOrigin(const Message& message, Sheet& sheet) {
  sheet.Set("edition", message.edition());
  sheet.Set("source", message.source());
  sheet.Set("source_line", message.source_ref());
}

// A row that states a baseline, or the target in force for a year, again is read as the one that
// is there.
bool IsRepeated(const v1::Figure& figure, std::map<std::string, std::string>& said) {
  if (figure.has_observation()) return false;
  const auto [has_value, value, year, edition] =
      figure.has_baseline() ? std::tuple(figure.baseline().has_value(), figure.baseline().value(),
                                         figure.baseline().year(), figure.baseline().edition())
                            : std::tuple(figure.target().has_value(), figure.target().value(),
                                         figure.target().year(), figure.target().edition());
  const std::string what = (has_value ? FormatNumber(value) : "") + "\n" + edition;
  const std::string key = figure.parent() + "\n" + std::to_string(year);
  if (figure.has_baseline()) return !said.emplace("baseline " + key + "\n" + what, "").second;
  std::string& latest = said.emplace("target " + key, "\n\n").first->second;
  if (latest == what) return true;
  latest = what;
  return false;
}

std::string KpisFile(const PlanRecords& records, Losses& losses) {
  Sheet sheet("figures",
              {"sector", "kpi_code", "name", "level", "unit", "direction", "baseline_value",
               "baseline_year", "target_value", "target_year", "actual_value", "actual_year",
               "kind", "source_line", "edition", "source"},
              losses);
  std::map<std::string, int32_t> ordinals;
  std::map<std::string, std::string> said;
  for (const v1::Figure& figure : records.figures) {
    if (!FitsKpiFile(figure)) continue;
    if (IsRepeated(figure, said)) {
      losses.Add(KindOf(figure), "", "one of the same value, year and edition is there",
                 NameOf(figure));
      continue;
    }
    sheet.BeginRow(NameOf(figure));
    SetStated(figure, records.manifest, sheet);
    if (figure.has_baseline()) {
      const v1::Baseline& baseline = figure.baseline();
      if (baseline.has_value()) sheet.Set("baseline_value", FormatNumber(baseline.value()));
      sheet.Set("baseline_year", Year(baseline.year()));
      SetOrigin(baseline, sheet);
    } else if (figure.has_target()) {
      const v1::Target& target = figure.target();
      if (target.has_value()) sheet.Set("target_value", FormatNumber(target.value()));
      sheet.Set("target_year", Year(target.year()));
      if (target.aspirational()) sheet.Set("kind", "aspirational");
      SetOrigin(target, sheet);
      if (target.ordinal() != ordinals[figure.parent()]++) {
        losses.Add("targets", "ordinal", "they are numbered anew, in the same order",
                   NameOf(figure), std::to_string(target.ordinal()));
      }
    } else {
      sheet.Set("actual_value", ValueText(figure.observation()));
      sheet.Set("actual_year", figure.observation().period());
      sheet.Set("kind", Word(figure.observation().kind()));
      SetOrigin(figure.observation(), sheet);
    }
  }
  return sheet.Text();
}

std::string ObservationsFile(const PlanRecords& records, Losses& losses) {
  Sheet sheet("observations",
              {"indicator", "member_state", "year", "value", "unit", "kind", "edition", "source",
               "source_line", "note"},
              losses);
  for (const v1::Figure& figure : records.figures) {
    if (FitsKpiFile(figure)) continue;
    const v1::Observation& observation = figure.observation();
    sheet.BeginRow(NameOf(figure));
    sheet.Set("indicator", std::string(PartOfName(figure.parent(), 3)));
    sheet.Set("member_state", observation.member_state());
    sheet.Set("year", observation.period());
    sheet.Set("value", ValueText(observation));
    sheet.Set("unit", observation.unit());
    sheet.Set("kind", Word(observation.kind()));
    SetOrigin(observation, sheet);
    sheet.Set("note", observation.note());
    if (observation.kind() == 0) {
      losses.Add("observations", "kind", "where none is stated, CSV is read as actual",
                 NameOf(figure));
    }
  }
  return sheet.Text();
}

std::string MemberStatesFile(const std::vector<v1::MemberState>& states, Losses& losses) {
  Sheet sheet("member_states",
              {"iso3", "iso2", "name", "asean_short_name", "joined", "left", "asean6", "clmv",
               "provenance", "note"},
              losses);
  for (const v1::MemberState& state : states) {
    const std::string code(PartOfName(state.name(), 1));
    sheet.BeginRow(code);
    sheet.Set("iso3", code);
    sheet.Set("iso2", state.iso2());
    sheet.Set("name", state.title());
    sheet.Set("asean_short_name", state.short_title());
    sheet.Set("joined", state.joined());
    sheet.Set("left", state.left());
    sheet.Set("asean6", "no");
    sheet.Set("clmv", "no");
    for (const std::string& group : state.groups()) {
      if (group == "asean6" || group == "clmv") {
        sheet.Set(group, "yes");
      } else {
        losses.Add("member_states", "groups", kNoColumn, code, group);
      }
    }
    sheet.Set("provenance", state.source());
    sheet.Set("note", state.note());
  }
  return sheet.Text();
}

}  // namespace

Files WriteCsv(const PlanRecords& records, const Publisher&, Losses& losses) {
  AddIdsLost(records, losses);
  Files files;
  files["plan.csv"] = PlanFile(records.plan, losses);
  if (!records.member_states.empty()) {
    files["member_states.csv"] = MemberStatesFile(records.member_states, losses);
  }
  if (!records.lines.empty()) files["lines.csv"] = LinesFile(records.lines, losses);
  if (!records.updates.empty()) files["updates.csv"] = UpdatesFile(records.updates, losses);
  const auto fitting = std::count_if(records.figures.begin(), records.figures.end(), FitsKpiFile);
  const auto all = static_cast<int64_t>(records.figures.size());
  if (fitting > 0) files["kpis.csv"] = KpisFile(records, losses);
  if (fitting < all) files["observations.csv"] = ObservationsFile(records, losses);
  return files;
}

}  // namespace sheaf::cli::exchange
