#include "clients/cli/record_tables.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "clients/cli/language.h"
#include "clients/cli/message_text.h"
#include "proto/values/number.h"

namespace sheaf::cli {
namespace {

// A column, and the cell that a record has in it.
template <typename Record>
struct Field {
  const char* name;
  Column::Fit fit;
  std::string (*text)(const Record& record);
  // For people, where the name would make them wonder or the column too wide.
  const char* heading = "";
};

template <typename Record, typename Records>
Table Lay(const std::vector<Field<Record>>& fields, const Records& records) {
  std::vector<Column> columns;
  for (const auto& field : fields) columns.push_back({field.name, field.fit, field.heading});
  Table table(std::move(columns));
  for (const Record& record : records) {
    std::vector<std::string> cells;
    for (const auto& field : fields) cells.push_back(field.text(record));
    table.AddRow(std::move(cells));
  }
  return table;
}

// The part of `name` at `index`, from 0: part 3 of "plans/energy/lines/X" is "X".
std::string PartOf(std::string_view name, int index) {
  for (; index > 0; --index) {
    const size_t slash = name.find('/');
    if (slash == std::string_view::npos) return "";
    name.remove_prefix(slash + 1);
  }
  return std::string(name.substr(0, name.find('/')));
}

template <typename Strings>
std::string Joined(const Strings& strings) {
  std::string text;
  for (const std::string& each : strings) text += (text.empty() ? "" : ";") + each;
  return text;
}

template <typename Record>
std::string ValueOf(const Record& record) {
  return record.has_value() ? FormatNumber(record.value()) : "";
}

template <typename Record>
std::string YearOf(const Record& record) {
  return record.year() == 0 ? "" : std::to_string(record.year());
}

template <typename Record>
std::string RevisionOf(const Record& record) {
  return std::to_string(record.revision());
}

// Whom a record speaks for, for people.
template <typename Record>
std::string For(const Record& record) {
  return record.member_state().empty() ? "region" : record.member_state();
}

std::string YesOrBlank(bool value) { return value ? "yes" : ""; }

using enum Column::Fit;

// Orders the records by the tuples that `key` makes of them.
template <typename Records, typename Key>
void SortBy(Records* records, Key key) {
  std::stable_sort(records->pointer_begin(), records->pointer_end(),
                   [key](const auto* a, const auto* b) { return key(*a) < key(*b); });
}

// Sorts a partial date as its last day, and one that is not stated before all others.
std::string SortsAs(const std::string& date) {
  constexpr size_t kWholeDate = 10;
  return date.empty() || date.size() >= kWholeDate ? date : date + "~";
}

// Who of two has verified it is told while the other has not.
std::string ReviewText(const v1::Update& update) {
  const v1::Review& review = update.review();
  std::string text = WordOf(review.state());
  if (review.state() != v1::SUBMITTED) return text;
  if (!review.sector_verifier().empty()) return text + ", sector verified";
  return review.member_state_verifier().empty() ? text : text + ", state verified";
}

}  // namespace

void Arrange(v1::ListLinesResponse& list) {
  SortBy(list.mutable_lines(), [](const v1::Line& line) { return line.position(); });
}

void Arrange(v1::ListUpdatesResponse& list) {
  SortBy(list.mutable_updates(), [](const v1::Update& update) {
    return std::tuple(PartOf(update.name(), 3), SortsAs(update.effective_date()),
                      update.revision());
  });
}

void Arrange(v1::ListTargetsResponse& list) {
  SortBy(list.mutable_targets(), [](const v1::Target& target) {
    return std::tuple(PartOf(target.name(), 3), target.year(), target.revision(), target.ordinal());
  });
}

void Arrange(v1::ListObservationsResponse& list) {
  SortBy(list.mutable_observations(), [](const v1::Observation& observed) {
    return std::tuple(PartOf(observed.name(), 3), observed.member_state(),
                      SortsAs(observed.period()), observed.revision());
  });
}

void ShowTitlesIn(const std::vector<std::string>& languages, v1::ListPlansResponse& list) {
  for (v1::Plan& plan : *list.mutable_plans()) plan.set_title(TitleIn(plan, languages));
}

void ShowTitlesIn(const std::vector<std::string>& languages, v1::ListLinesResponse& list) {
  for (v1::Line& line : *list.mutable_lines()) line.set_title(TitleIn(line, languages));
}

Table TableOf(const v1::ListPlansResponse& list) {
  using R = v1::Plan;
  static const std::vector<Field<R>> kFields = {
      {"plan", kWhole, [](const R& plan) { return PartOf(plan.name(), 1); }},
      {"sector", kWhole, [](const R& plan) { return plan.sector(); }},
      {"title", kCutLast, [](const R& plan) { return plan.title(); }},
      {"revision", kWhole, RevisionOf<R>, "Rev."},
      {"commit_time", kWhole, [](const R& plan) { return TimeText(plan.commit_time()); },
       "Committed"},
      {"parent_line", kCsvOnly, [](const R& plan) { return plan.parent_line(); }},
      {"name", kCsvOnly, [](const R& plan) { return plan.name(); }},
      {"etag", kCsvOnly, [](const R& plan) { return plan.etag(); }},
  };
  return Lay(kFields, list.plans());
}

Table TableOf(const v1::ListLinesResponse& list) {
  using R = v1::Line;
  static const std::vector<Field<R>> kFields = {
      {"line_code", kWhole, [](const R& line) { return PartOf(line.name(), 3); }, "Line"},
      {"parent_code", kWhole, [](const R& line) { return line.parent_code(); }, "Parent"},
      {"level", kCut, [](const R& line) { return line.level(); }},
      {"title", kCutLast, [](const R& line) { return line.title(); }},
      {"lead_body", kCut, [](const R& line) { return line.lead_body(); }},
      {"instrument_type", kCsvOnly, [](const R& line) { return WordOf(line.instrument_type()); }},
      {"planned_start", kWhole, [](const R& line) { return line.planned_start(); }, "Start"},
      {"planned_end", kWhole, [](const R& line) { return line.planned_end(); }, "End"},
      {"member_states", kCut, [](const R& line) { return Joined(line.member_states()); }},
      {"vanished", kWhole, [](const R& line) { return YesOrBlank(line.vanished()); }},
      {"shared_initiative", kCsvOnly, [](const R& line) { return line.shared_initiative(); }},
      {"tags", kCsvOnly, [](const R& line) { return Joined(line.tags()); }},
      {"source_ref", kCsvOnly, [](const R& line) { return line.source_ref(); }, "Printed at"},
      {"name", kCsvOnly, [](const R& line) { return line.name(); }},
      {"revision", kCsvOnly, RevisionOf<R>, "Rev."},
      {"etag", kCsvOnly, [](const R& line) { return line.etag(); }},
  };
  return Lay(kFields, list.lines());
}

Table TableOf(const v1::ListUpdatesResponse& list) {
  using R = v1::Update;
  static const std::vector<Field<R>> kFields = {
      {"line_code", kWhole, [](const R& update) { return PartOf(update.name(), 3); }, "Line"},
      {"update", kWhole, [](const R& update) { return PartOf(update.name(), 5); }},
      {"for", kTextOnly, For<R>},
      {"member_state", kCsvOnly, [](const R& update) { return update.member_state(); }},
      {"reported_status", kCut, [](const R& update) { return update.reported_status(); }, "Status"},
      {"effective_date", kWhole, [](const R& update) { return update.effective_date(); }, "Date"},
      {"reporting_period", kCsvOnly, [](const R& update) { return update.reporting_period(); }},
      {"value", kWhole,
       [](const R& update) {
         return update.has_progress() ? FormatNumber(update.progress().value()) : "";
       }},
      {"unit", kCut, [](const R& update) { return update.progress().unit(); }},
      {"decision_body", kCsvOnly, [](const R& update) { return update.decision().body(); }},
      {"meeting", kCsvOnly, [](const R& update) { return update.decision().meeting(); }},
      {"decision_date", kCsvOnly, [](const R& update) { return update.decision().date(); }},
      {"decision_verb", kCsvOnly, [](const R& update) { return update.decision().verb(); }},
      {"review", kWhole, ReviewText},
      {"note", kCut, [](const R& update) { return update.note(); }},
      {"narrative", kCsvOnly, [](const R& update) { return update.narrative(); }},
      {"challenges", kCsvOnly, [](const R& update) { return update.challenges(); }},
      {"recommendations", kCsvOnly, [](const R& update) { return update.recommendations(); }},
      {"risk", kCsvOnly, [](const R& update) { return update.risk(); }},
      {"mitigation", kCsvOnly, [](const R& update) { return update.mitigation(); }},
      {"next_steps", kCsvOnly, [](const R& update) { return update.next_steps(); }},
      {"source_ref", kCsvOnly, [](const R& update) { return update.source_ref(); }, "Printed at"},
      {"revision", kWhole, RevisionOf<R>, "Rev."},
      {"returned_reason", kCut, [](const R& update) { return update.review().returned_reason(); },
       "Returned"},
      {"withdrawn_reason", kCut, [](const R& update) { return update.withdrawn_reason(); },
       "Withdrawn"},
      {"name", kCsvOnly, [](const R& update) { return update.name(); }},
      {"actor", kCsvOnly, [](const R& update) { return update.actor(); }},
      {"etag", kCsvOnly, [](const R& update) { return update.etag(); }},
  };
  return Lay(kFields, list.updates());
}

Table TableOf(const v1::ListBaselinesResponse& list) {
  using R = v1::Baseline;
  static const std::vector<Field<R>> kFields = {
      {"kpi", kWhole, [](const R& baseline) { return PartOf(baseline.name(), 3); }, "KPI"},
      {"baseline", kWhole, [](const R& baseline) { return PartOf(baseline.name(), 5); }},
      {"value", kWhole, ValueOf<R>},
      {"year", kWhole, YearOf<R>},
      {"edition", kCut, [](const R& baseline) { return baseline.edition(); }},
      {"source", kCut, [](const R& baseline) { return baseline.source(); }},
      {"source_ref", kCut, [](const R& baseline) { return baseline.source_ref(); }, "Printed at"},
      {"revision", kWhole, RevisionOf<R>, "Rev."},
      {"withdrawn_reason", kCut, [](const R& baseline) { return baseline.withdrawn_reason(); },
       "Withdrawn"},
      {"name", kCsvOnly, [](const R& baseline) { return baseline.name(); }},
  };
  return Lay(kFields, list.baselines());
}

Table TableOf(const v1::ListTargetsResponse& list) {
  using R = v1::Target;
  static const std::vector<Field<R>> kFields = {
      {"kpi", kWhole, [](const R& target) { return PartOf(target.name(), 3); }, "KPI"},
      {"target", kWhole, [](const R& target) { return PartOf(target.name(), 5); }},
      {"value", kWhole, ValueOf<R>},
      {"year", kWhole, YearOf<R>},
      {"aspirational", kWhole, [](const R& target) { return YesOrBlank(target.aspirational()); },
       "Aspired"},
      {"ordinal", kWhole, [](const R& target) { return std::to_string(target.ordinal()); }},
      {"edition", kCut, [](const R& target) { return target.edition(); }},
      {"source", kCut, [](const R& target) { return target.source(); }},
      {"source_ref", kCut, [](const R& target) { return target.source_ref(); }, "Printed at"},
      {"revision", kWhole, RevisionOf<R>, "Rev."},
      {"withdrawn_reason", kCut, [](const R& target) { return target.withdrawn_reason(); },
       "Withdrawn"},
      {"name", kCsvOnly, [](const R& target) { return target.name(); }},
  };
  return Lay(kFields, list.targets());
}

Table TableOf(const v1::ListObservationsResponse& list) {
  using R = v1::Observation;
  static const std::vector<Field<R>> kFields = {
      {"kpi_or_series", kCut, [](const R& observed) { return PartOf(observed.name(), 3); },
       "KPI or series"},
      {"observation", kWhole, [](const R& observed) { return PartOf(observed.name(), 5); }},
      {"for", kTextOnly, For<R>},
      {"member_state", kCsvOnly, [](const R& observed) { return observed.member_state(); }},
      {"period", kWhole, [](const R& observed) { return observed.period(); }},
      {"value", kWhole, ValueOf<R>},
      {"unit", kCut, [](const R& observed) { return observed.unit(); }},
      {"kind", kWhole, [](const R& observed) { return WordOf(observed.kind()); }},
      {"missing", kWhole, [](const R& observed) { return WordOf(observed.missing()); }},
      {"edition", kCut, [](const R& observed) { return observed.edition(); }},
      {"source", kCut, [](const R& observed) { return observed.source(); }},
      {"source_ref", kCsvOnly, [](const R& observed) { return observed.source_ref(); },
       "Printed at"},
      {"note", kCsvOnly, [](const R& observed) { return observed.note(); }},
      {"revision", kWhole, RevisionOf<R>, "Rev."},
      {"withdrawn_reason", kCut, [](const R& observed) { return observed.withdrawn_reason(); },
       "Withdrawn"},
      {"name", kCsvOnly, [](const R& observed) { return observed.name(); }},
  };
  return Lay(kFields, list.observations());
}

Table TableOf(const v1::ListMemberStatesResponse& list) {
  using R = v1::MemberState;
  static const std::vector<Field<R>> kFields = {
      {"iso3", kWhole, [](const R& state) { return PartOf(state.name(), 1); }, "ISO3"},
      {"iso2", kWhole, [](const R& state) { return state.iso2(); }, "ISO2"},
      {"title", kCutLast, [](const R& state) { return state.title(); }},
      {"short_title", kCut, [](const R& state) { return state.short_title(); }, "Short"},
      {"joined", kWhole, [](const R& state) { return state.joined(); }},
      {"left", kWhole, [](const R& state) { return state.left(); }},
      {"groups", kCut, [](const R& state) { return Joined(state.groups()); }},
      {"source", kCsvOnly, [](const R& state) { return state.source(); }},
      {"note", kCut, [](const R& state) { return state.note(); }},
      {"revision", kCsvOnly, RevisionOf<R>, "Rev."},
      {"name", kCsvOnly, [](const R& state) { return state.name(); }},
  };
  return Lay(kFields, list.member_states());
}

Table TableOf(const v1::ListRoundsResponse& list) {
  using R = v1::ReportingRound;
  static const std::vector<Field<R>> kFields = {
      {"round", kWhole, [](const R& round) { return PartOf(round.name(), 1); }},
      {"title", kCutLast, [](const R& round) { return round.title(); }},
      {"period", kWhole, [](const R& round) { return round.period(); }},
      {"sectors", kCut, [](const R& round) { return Joined(round.sectors()); }},
      {"member_states", kCut, [](const R& round) { return Joined(round.member_states()); }},
      {"bodies", kWhole,
       [](const R& round) {
         return YesOrBlank(round.asks_bodies() || round.member_states().empty());
       }},
      {"open_date", kWhole, [](const R& round) { return round.open_date(); }, "Opens"},
      {"deadline", kWhole, [](const R& round) { return round.deadline(); }},
      {"closed", kWhole, [](const R& round) { return YesOrBlank(round.closed()); }},
      {"note", kCsvOnly, [](const R& round) { return round.note(); }},
      {"revision", kWhole, RevisionOf<R>, "Rev."},
      {"actor", kCsvOnly, [](const R& round) { return round.actor(); }},
      {"etag", kCsvOnly, [](const R& round) { return round.etag(); }},
  };
  return Lay(kFields, list.rounds());
}

Table KpiTable(const v1::SectorManifest& manifest) {
  using R = v1::KpiDefinition;
  static const std::vector<Field<R>> kFields = {
      {"kpi", kWhole, [](const R& kpi) { return kpi.code(); }, "KPI"},
      {"title", kCutLast, [](const R& kpi) { return kpi.title(); }},
      {"level", kWhole, [](const R& kpi) { return WordOf(kpi.level()); }},
      {"unit", kCut, [](const R& kpi) { return kpi.unit(); }},
      {"direction", kWhole, [](const R& kpi) { return WordOf(kpi.direction()); }},
      {"availability", kWhole, [](const R& kpi) { return WordOf(kpi.availability()); }},
      {"owner", kCut, [](const R& kpi) { return kpi.owner(); }},
      {"description", kCsvOnly, [](const R& kpi) { return kpi.description(); }},
      {"formula", kCsvOnly, [](const R& kpi) { return kpi.formula(); }},
      {"indicators", kCsvOnly, [](const R& kpi) { return Joined(kpi.indicators()); }},
  };
  return Lay(kFields, manifest.kpis());
}

}  // namespace sheaf::cli
