#include <map>
#include <set>
#include <tuple>

#include "clients/cli/cells.h"
#include "clients/cli/missing.h"
#include "clients/cli/records_file.h"

namespace sheaf::cli {
namespace {

const Words<v1::KpiLevel> kLevels = {
    {"output", v1::OUTPUT}, {"outcome", v1::OUTCOME}, {"impact", v1::IMPACT}};
const Words<v1::Direction> kDirections = {{"up", v1::UP}, {"down", v1::DOWN}};

// A word of the `kind` column: of the value that the row observes, or that its target is
// aspirational.
struct Kind {
  v1::ObservationKind observation = v1::OBSERVATION_KIND_UNSPECIFIED;
  bool aspirational = false;
};
const Words<Kind> kKinds = {{"actual", {v1::ACTUAL}},
                            {"estimate", {v1::ESTIMATE}},
                            {"forecast", {v1::FORECAST}},
                            {"proxy", {v1::PROXY}},
                            {"carried_forward", {v1::CARRIED_FORWARD}},
                            {"aspirational", {v1::OBSERVATION_KIND_UNSPECIFIED, true}}};

const FieldColumns kKpiColumns = {{"parent", "kpi_code"},
                                  {"value", "actual_value"},
                                  {"missing", "actual_value"},
                                  {"period", "actual_year"},
                                  {"source_ref", "source_line"}};

const FileShape kShape = {
    .required = {"sector", "kpi_code", "name", "level", "unit", "direction", "baseline_value",
                 "baseline_year", "target_value", "target_year", "actual_value", "actual_year",
                 "kind"},
    .known = {"sector", "kpi_code", "name", "level", "unit", "direction", "baseline_value",
              "baseline_year", "target_value", "target_year", "actual_value", "actual_year", "kind",
              "source_line", "edition", "source"}};

// Reads the rows of one file, remembering what earlier rows said.
class KpiReader {
 public:
  KpiReader(Cells& cells, FileRecords<v1::Figure>& file) : cells_(cells), file_(file) {}

  void ReadRow() {
    kpi_ = "sectors/" + cells_.Required("sector") + "/kpis/" + cells_.Required("kpi_code");
    kind_ = cells_.Word("kind", kKinds, Kind{});
    ReadStated();
    ReadBaseline();
    ReadTarget();
    ReadObservation();
    file_.lines.push_back(cells_.line());
  }

 private:
  void ReadStated() {
    stated_.set_title(cells_.Text("name"));
    stated_.set_unit(cells_.Text("unit"));
    stated_.set_level(cells_.Word("level", kLevels, v1::KPI_LEVEL_UNSPECIFIED));
    stated_.set_direction(cells_.Word("direction", kDirections, v1::DIRECTION_UNSPECIFIED));
  }

  void ReadBaseline() {
    if (cells_.IsBlank("baseline_value") && cells_.IsBlank("baseline_year")) return;
    v1::Baseline baseline;
    const auto value = cells_.Number("baseline_value");
    if (value) baseline.set_value(*value);
    baseline.set_year(cells_.Year("baseline_year"));
    SetOrigin(baseline);
    if (!baselines_.emplace(kpi_, value, baseline.year(), baseline.edition()).second) return;
    *AddFigure().mutable_baseline() = baseline;
  }

  void ReadTarget() {
    if (cells_.IsBlank("target_value") && cells_.IsBlank("target_year")) return;
    v1::Target target;
    const auto value = cells_.Number("target_value");
    if (value) target.set_value(*value);
    target.set_year(cells_.Year("target_year"));
    SetOrigin(target);
    if (const auto said = FindSaid(target); said != nullptr) {
      // Any row may be the one that says so.
      if (kind_.aspirational) said->set_aspirational(true);
      return;
    }
    target.set_aspirational(kind_.aspirational);
    target.set_ordinal(ordinals_[kpi_]++);
    *AddFigure().mutable_target() = target;
    latest_targets_[{kpi_, target.year()}] = file_.records.size() - 1;
  }

  // Every row of a KPI states its target again, so that each is whole: only one that differs from
  // the target in force for that year makes a version.
  v1::Target* FindSaid(const v1::Target& target) {
    const auto latest = latest_targets_.find({kpi_, target.year()});
    if (latest == latest_targets_.end()) return nullptr;
    v1::Target* said = file_.records[latest->second].mutable_target();
    const bool same = said->has_value() == target.has_value() && said->value() == target.value() &&
                      said->edition() == target.edition();
    return same ? said : nullptr;
  }

  void ReadObservation() {
    if (kind_.aspirational) return RefuseValueOfTarget();
    const bool blank = cells_.IsBlank("actual_value") && cells_.IsBlank("actual_year");
    if (blank && cells_.IsBlank("kind")) return;
    if (blank) {
      cells_.Refuse("actual_value", "found nothing; the kind " + Quoted(cells_.Text("kind")) +
                                        " needs a value or a year");
    }
    if (cells_.IsBlank("kind")) {
      cells_.Unexpected("kind",
                        "one of actual, estimate, forecast, proxy, carried_forward beside a value");
    }
    v1::Observation observation;
    ReadValue(cells_, "actual_value", observation);
    observation.set_period(cells_.Text("actual_year"));
    observation.set_kind(kind_.observation);
    SetOrigin(observation);
    *AddFigure().mutable_observation() = observation;
  }

  void RefuseValueOfTarget() {
    if (cells_.IsBlank("actual_value")) return;
    cells_.Refuse("actual_value",
                  "found " + Quoted(cells_.Text("actual_value")) +
                      ", expected nothing: the kind 'aspirational' marks a row that "
                      "states a target only");
  }

  template <typename Message>
  void SetOrigin(Message& figure) const {
    figure.set_edition(cells_.Text("edition"));
    figure.set_source(cells_.Text("source"));
    figure.set_source_ref(cells_.Text("source_line"));
  }

  v1::Figure& AddFigure() {
    v1::Figure& figure = file_.records.emplace_back();
    figure.set_parent(kpi_);
    figure.set_row(static_cast<int64_t>(cells_.index()));
    *figure.mutable_stated() = stated_;
    return figure;
  }

  Cells& cells_;
  FileRecords<v1::Figure>& file_;
  std::string kpi_;  // of the present row
  Kind kind_;
  v1::StatedDefinition stated_;
  std::set<std::tuple<std::string, std::optional<double>, int32_t, std::string>> baselines_;
  std::map<std::string, int32_t> ordinals_;
  std::map<std::pair<std::string, int32_t>, size_t> latest_targets_;  // among the records
};

}  // namespace

const FieldColumns& KpiColumns() { return kKpiColumns; }
const FileShape& KpiShape() { return kShape; }

FileRecords<v1::Figure> ReadKpis(const FileTable& table, FileProblems& problems) {
  FileRecords<v1::Figure> file;
  const size_t problems_before = problems.size();
  RequireColumns(table, kShape.required, problems);
  if (problems.size() > problems_before) return file;
  Cells cells(table, kShape.known, problems);
  for (const std::string& column : cells.unknown()) {
    file.notes.push_back("column " + Quoted(column) + " is not known and is left out");
  }
  KpiReader reader(cells, file);
  cells.ForEachRow([&] { reader.ReadRow(); });
  return file;
}

}  // namespace sheaf::cli
