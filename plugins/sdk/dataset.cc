#include "plugins/sdk/dataset.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"

namespace sheaf::plugin {
namespace {

std::string_view LastId(std::string_view name) { return name.substr(name.rfind('/') + 1); }

std::optional<double> ValueOrNothing(double value) {
  if (std::isnan(value)) return std::nullopt;
  return value;
}

// Reads the columns of one part and keeps the first thing that is wrong with them.
class ColumnReader {
 public:
  ColumnReader(const char* part, int rows, const std::vector<std::string_view>& dictionary)
      : part_(part), rows_(rows), dictionary_(dictionary) {}

  ColumnReader& Length(const char* column, int entries) {
    if (entries == rows_) return *this;
    return Fail(absl::StrCat("column ", column, " has ", entries, " entries, name has ", rows_));
  }

  // A column that is empty where the core is an older one, or nobody declared what it holds.
  ColumnReader& LengthIfAny(const char* column, int entries) {
    return entries == 0 ? *this : Length(column, entries);
  }

  // The text of a number; "" where it points nowhere, which Status() then tells.
  std::string_view TextOf(const char* column, uint32_t number) {
    if (number < dictionary_.size()) return dictionary_[number];
    if (number != 0) {
      Fail(absl::StrCat("column ", column, " points to text ", number, " of a dictionary of ",
                        dictionary_.size()));
    }
    return "";
  }

  // A row between `first` and `end`, without it.
  int RowOf(const char* column, int row, int first, int end) {
    if (row >= first && row < end) return row;
    Fail(absl::StrCat("column ", column, " points to line ", row, "; expected ", first, " to ",
                      end - 1));
    return first;
  }

  const absl::Status& status() const { return status_; }

 private:
  ColumnReader& Fail(const std::string& text) {
    if (status_.ok()) status_ = absl::InvalidArgumentError(absl::StrCat(part_, ": ", text));
    return *this;
  }

  const char* part_;
  int rows_;
  const std::vector<std::string_view>& dictionary_;
  absl::Status status_;
};

void CheckLengths(const v1::LineColumns& columns, ColumnReader* reader) {
  reader->Length("title", columns.title_size())
      .Length("parent_row", columns.parent_row_size())
      .Length("level", columns.level_size())
      .Length("lead_body", columns.lead_body_size())
      .Length("instrument_type", columns.instrument_type_size())
      .Length("planned_start", columns.planned_start_size())
      .Length("planned_end", columns.planned_end_size())
      .Length("member_states", columns.member_states_size())
      .Length("shared_initiative", columns.shared_initiative_size())
      .Length("tags", columns.tags_size())
      .Length("counted", columns.counted_size())
      .Length("state", columns.state_size())
      .Length("headline", columns.headline_size())
      .Length("status_word", columns.status_word_size())
      .Length("vanished", columns.vanished_size())
      .LengthIfAny("attributes", columns.attributes_size());
}

void CheckLengths(const v1::UpdateColumns& columns, ColumnReader* reader) {
  reader->Length("line_row", columns.line_row_size())
      .Length("member_state", columns.member_state_size())
      .Length("reported_status", columns.reported_status_size())
      .Length("effective_date", columns.effective_date_size())
      .Length("decision_body", columns.decision_body_size())
      .Length("meeting", columns.meeting_size())
      .Length("unit", columns.unit_size())
      .Length("value", columns.value_size());
}

void CheckLengths(const v1::ObservationColumns& columns, ColumnReader* reader) {
  reader->Length("of", columns.of_size())
      .Length("is_series", columns.is_series_size())
      .Length("member_state", columns.member_state_size())
      .Length("period", columns.period_size())
      .Length("value", columns.value_size())
      .Length("missing", columns.missing_size())
      .Length("kind", columns.kind_size())
      .Length("unit", columns.unit_size())
      .Length("edition", columns.edition_size())
      .Length("source", columns.source_size());
}

LineView ReadLine(const v1::LineColumns& columns, int i, int row, ColumnReader* reader) {
  LineView line;
  line.row = row;
  line.parent_row = reader->RowOf("parent_row", columns.parent_row(i), -1, row);
  line.name = columns.name(i);
  line.code = LastId(line.name);
  line.title = columns.title(i);
  line.level = reader->TextOf("level", columns.level(i));
  line.lead_body = reader->TextOf("lead_body", columns.lead_body(i));
  line.instrument_type = columns.instrument_type(i);
  line.planned_start = reader->TextOf("planned_start", columns.planned_start(i));
  line.planned_end = reader->TextOf("planned_end", columns.planned_end(i));
  line.member_states = reader->TextOf("member_states", columns.member_states(i));
  line.shared_initiative = reader->TextOf("shared_initiative", columns.shared_initiative(i));
  line.tags = reader->TextOf("tags", columns.tags(i));
  line.counted = columns.counted(i);
  line.vanished = columns.vanished(i);
  line.state = columns.state(i);
  line.headline = columns.headline(i);
  line.status_word = reader->TextOf("status_word", columns.status_word(i));
  if (i < columns.attributes_size()) {
    line.attributes = reader->TextOf("attributes", columns.attributes(i));
  }
  return line;
}

UpdateView ReadUpdate(const v1::UpdateColumns& columns, int i, int lines, ColumnReader* reader) {
  UpdateView update;
  update.line_row = reader->RowOf("line_row", columns.line_row(i), 0, lines);
  update.name = columns.name(i);
  update.member_state = reader->TextOf("member_state", columns.member_state(i));
  update.status = reader->TextOf("reported_status", columns.reported_status(i));
  update.effective_date = reader->TextOf("effective_date", columns.effective_date(i));
  update.body = reader->TextOf("decision_body", columns.decision_body(i));
  update.meeting = reader->TextOf("meeting", columns.meeting(i));
  update.value = ValueOrNothing(columns.value(i));
  update.unit = reader->TextOf("unit", columns.unit(i));
  return update;
}

ObservationView ReadObservation(const v1::ObservationColumns& columns, int i,
                                ColumnReader* reader) {
  ObservationView observation;
  observation.name = columns.name(i);
  observation.of = reader->TextOf("of", columns.of(i));
  observation.is_series = columns.is_series(i);
  observation.member_state = reader->TextOf("member_state", columns.member_state(i));
  observation.period = reader->TextOf("period", columns.period(i));
  observation.value = ValueOrNothing(columns.value(i));
  observation.missing = columns.missing(i);
  observation.kind = columns.kind(i);
  observation.unit = reader->TextOf("unit", columns.unit(i));
  observation.edition = reader->TextOf("edition", columns.edition(i));
  observation.source = reader->TextOf("source", columns.source(i));
  return observation;
}

// Calls `take` with each part of `joined` until it returns true; whether it did.
template <typename Take>
bool AnyPart(std::string_view joined, char separator, Take take) {
  while (!joined.empty()) {
    const std::string_view part = joined.substr(0, joined.find(separator));
    if (take(part)) return true;
    joined.remove_prefix(std::min(part.size() + 1, joined.size()));
  }
  return false;
}

}  // namespace

std::string_view LineView::attribute(std::string_view id) const {
  std::string_view value;
  AnyPart(attributes, '\n', [&](std::string_view part) {
    if (part.substr(0, part.find('=')) != id) return false;
    value = part.substr(std::min(id.size() + 1, part.size()));
    return true;
  });
  return value;
}

bool LineView::HasTag(std::string_view tag) const {
  return AnyPart(tags, ';', [tag](std::string_view part) { return part == tag; });
}

absl::Status Dataset::Add(v1::EvaluateRequest part) {
  const auto kept = std::make_shared<const v1::EvaluateRequest>(std::move(part));
  parts_.push_back(kept);
  switch (kept->part_case()) {
    case v1::EvaluateRequest::kHeader:
      return AddHeader(kept->header());
    case v1::EvaluateRequest::kDictionary:
      return AddDictionary(kept->dictionary());
    case v1::EvaluateRequest::kLines:
      return AddLines(kept->lines());
    case v1::EvaluateRequest::kPlan:
      return AddPlan(kept->plan());
    case v1::EvaluateRequest::kUpdates:
      return AddUpdates(kept->updates());
    case v1::EvaluateRequest::kObservations:
      return AddObservations(kept->observations());
    case v1::EvaluateRequest::kKpiFigures:
      kpi_figures_.push_back(kept->kpi_figures());
      break;
    case v1::EvaluateRequest::kLineCounts:
      line_counts_.push_back(kept->line_counts());
      break;
    case v1::EvaluateRequest::kMembers:
      for (const auto& state : kept->members().member_states()) member_states_.push_back(state);
      break;
    case v1::EvaluateRequest::PART_NOT_SET:  // a kind of part that a newer core knows
      break;
  }
  return absl::OkStatus();
}

absl::Status Dataset::AddHeader(const v1::EvaluateHeader& header) {
  if (has_header_) return absl::InvalidArgumentError("a second header; expected one, in front");
  header_ = header;
  has_header_ = true;
  return absl::OkStatus();
}

absl::Status Dataset::AddDictionary(const v1::Dictionary& dictionary) {
  if (dictionary_.empty() && dictionary.texts_size() > 0 && !dictionary.texts(0).empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("dictionary: entry 0 is '", dictionary.texts(0), "'; expected an empty text"));
  }
  for (const std::string& text : dictionary.texts()) dictionary_.push_back(text);
  return absl::OkStatus();
}

absl::Status Dataset::AddLines(const v1::LineColumns& columns) {
  ColumnReader reader("lines", columns.name_size(), dictionary_);
  CheckLengths(columns, &reader);
  for (int i = 0; i < columns.name_size() && reader.status().ok(); ++i) {
    const int row = static_cast<int>(lines_.size());
    lines_.push_back(ReadLine(columns, i, row, &reader));
    children_[lines_.back().parent_row + 1].push_back(row);
    children_.emplace_back();
    updates_of_.emplace_back();
  }
  return reader.status();
}

absl::Status Dataset::AddPlan(const v1::Plan& plan) {
  const int lines = static_cast<int>(lines_.size());
  if (plan.parent_row() < -1 || plan.parent_row() >= lines) {
    return absl::InvalidArgumentError(absl::StrCat("plan '", plan.name(), "' points to line ",
                                                   plan.parent_row(), "; expected -1 to ",
                                                   lines - 1));
  }
  plans_.push_back({plan.name(), plan.title(), plan.parent_line(), plan.parent_row()});
  return absl::OkStatus();
}

absl::Status Dataset::AddUpdates(const v1::UpdateColumns& columns) {
  ColumnReader reader("updates", columns.name_size(), dictionary_);
  CheckLengths(columns, &reader);
  for (int i = 0; i < columns.name_size() && reader.status().ok(); ++i) {
    const UpdateView update = ReadUpdate(columns, i, static_cast<int>(lines_.size()), &reader);
    if (!reader.status().ok()) break;
    updates_of_[update.line_row].push_back(static_cast<int>(updates_.size()));
    updates_.push_back(update);
  }
  return reader.status();
}

absl::Status Dataset::AddObservations(const v1::ObservationColumns& columns) {
  ColumnReader reader("observations", columns.name_size(), dictionary_);
  CheckLengths(columns, &reader);
  for (int i = 0; i < columns.name_size() && reader.status().ok(); ++i) {
    observations_.push_back(ReadObservation(columns, i, &reader));
    observations_of_[observations_.back().of].push_back(static_cast<int>(observations_.size()) - 1);
  }
  return reader.status();
}

PlanView Dataset::PlanOf(const LineView& line) const {
  const std::string_view name = line.name.substr(0, line.name.find("/lines/"));
  const auto found = std::find_if(plans_.begin(), plans_.end(),
                                  [name](const PlanView& plan) { return plan.name == name; });
  return found == plans_.end() ? PlanView{name, "", "", -1} : *found;
}

std::vector<int> Dataset::ChildrenOf(int row) const { return children_.at(row + 1); }

std::vector<UpdateView> Dataset::UpdatesOf(int row) const {
  std::vector<UpdateView> found;
  for (int i : updates_of_.at(row)) found.push_back(updates_[i]);
  return found;
}

std::vector<ObservationView> Dataset::ObservationsOf(std::string_view of) const {
  std::vector<ObservationView> found;
  const auto rows = observations_of_.find(of);
  if (rows == observations_of_.end()) return found;
  for (int i : rows->second) found.push_back(observations_[i]);
  return found;
}

const v1::KpiFigures* Dataset::FiguresOf(std::string_view kpi) const {
  const auto found = std::find_if(kpi_figures_.begin(), kpi_figures_.end(),
                                  [kpi](const v1::KpiFigures& f) { return f.kpi() == kpi; });
  return found == kpi_figures_.end() ? nullptr : &*found;
}

std::vector<std::string_view> Dataset::MembersAtEffectiveDate() const {
  // Whole dates in ISO form sort as texts.
  const std::string& day = header_.clocks().effective_date();
  std::vector<std::string_view> members;
  for (const auto& state : member_states_) {
    const bool has_left = !state.left().empty() && state.left() <= day;
    if (state.joined() <= day && !has_left) members.push_back(LastId(state.name()));
  }
  std::sort(members.begin(), members.end());
  return members;
}

}  // namespace sheaf::plugin
