#include <map>
#include <sstream>
#include <tuple>

#include "absl/strings/ascii.h"
#include "clients/cli/cells.h"
#include "clients/cli/exchange/figure_losses.h"
#include "clients/cli/exchange/iati_words.h"
#include "clients/cli/exchange/ids.h"
#include "clients/cli/exchange/periods.h"
#include "clients/cli/exchange/sdmx_csv_format.h"
#include "clients/cli/exchange/sdmx_words.h"
#include "clients/cli/table.h"
#include "proto/values/number.h"

namespace sheaf::cli::exchange {
namespace {

using sdmx::Place;

// Writes the figures of one plan's sector. Not thread-safe.
class SdmxWriter {
 public:
  SdmxWriter(const PlanRecords& records, Losses& losses)
      : records_(records), losses_(losses), table_(Columns()) {
    const std::string& sector = records.plan.sector();
    flow_ = "SHEAF:" + absl::AsciiStrToUpper(sector.empty() ? "FIGURES" : sector) + "(1.0)";
  }

  std::string Text() {
    AddAllButFiguresLost(records_, losses_);
    AddIdsLost(records_, losses_);
    for (const v1::Figure& figure : records_.figures) {
      if (IsDated(figure, losses_)) AddRow(figure);
    }
    std::ostringstream out;
    table_.PrintCsv(out);
    return out.str();
  }

 private:
  static std::vector<Column> Columns() {
    std::vector<Column> columns;
    for (const std::string_view name : sdmx::kColumns) columns.push_back({std::string(name)});
    return columns;
  }

  void AddRow(const v1::Figure& figure) {
    cells_.assign(sdmx::kColumns.size(), "");
    name_ = exchange::NameOf(figure);
    kind_ = KindOf(figure);
    Set(Place::kStructure, "dataflow");
    Set(Place::kStructureId, flow_);
    Set(Place::kAction, "R");
    Set(Place::kIndicator, std::string(PartOfName(figure.parent(), 3)));
    if (figure.has_baseline()) {
      SetGoal(figure.baseline(), "BASELINE");
    } else if (figure.has_target()) {
      SetGoal(figure.target(), "TARGET");
      Set(Place::kOrdinal, std::to_string(figure.target().ordinal()));
      if (figure.target().aspirational()) Set(Place::kAspirational, "Y");
    } else {
      SetObservation(figure.observation());
    }
    SetVersion();
    SetUnit(figure);
    table_.AddRow(cells_);
  }

  template <typename Goal>
  void SetGoal(const Goal& goal, const char* figure) {
    Set(Place::kArea, sdmx::kRegion);
    Set(Place::kFigure, figure);
    SetPeriod(std::to_string(goal.year()));
    SetOrigin(goal);
    Set(Place::kValue, goal.has_value() ? FormatNumber(goal.value()) : sdmx::kNoValue);
    Set(Place::kStatus, goal.has_value() ? "A" : sdmx::kMissing);
  }

  void SetObservation(const v1::Observation& observation) {
    Set(Place::kArea,
        observation.member_state().empty() ? sdmx::kRegion : observation.member_state());
    Set(Place::kFigure, sdmx::FigureOf(observation.kind()));
    SetPeriod(observation.period());
    SetOrigin(observation);
    Set(Place::kNote, observation.note());
    Set(Place::kValue,
        observation.has_value() ? FormatNumber(observation.value()) : sdmx::kNoValue);
    Set(Place::kStatus, sdmx::StatusOf(observation));
    Set(Place::kReason, absl::AsciiStrToUpper(iati::Word(observation.missing())));
  }

  void SetPeriod(const std::string& period) {
    Set(Place::kFrequency, std::string(SdmxFrequency(period)));
    Set(Place::kPeriod, SdmxPeriod(period));
  }

  template <typename Message>
  void SetOrigin(const Message& message) {
    Set(Place::kEdition, message.edition());
    Set(Place::kSource, message.source());
    Set(Place::kSourceRef, message.source_ref());
  }

  // What tells figures apart of which all else is the same: two editions of one value.
  void SetVersion() {
    std::string key;
    for (const Place place : {Place::kArea, Place::kIndicator, Place::kFigure, Place::kPeriod}) {
      key += cells_[static_cast<size_t>(place)] + "\n";
    }
    Set(Place::kVersion, std::to_string(++versions_[key]));
  }

  void SetUnit(const v1::Figure& figure) {
    const v1::KpiDefinition* kpi = FindKpi(records_.manifest, PartOfName(figure.parent(), 3));
    if (kpi != nullptr && PartOfName(figure.parent(), 2) == "kpis")
      return Set(Place::kUnit, kpi->unit());
    Set(Place::kUnit, figure.observation().unit());
  }

  void Set(Place place, std::string text) {
    if (Trimmed(text).size() != text.size()) {
      losses_.Add(kind_, sdmx::kColumns[static_cast<size_t>(place)],
                  "blanks around a text are left out of CSV", name_, text);
    }
    cells_[static_cast<size_t>(place)] = std::move(text);
  }

  const PlanRecords& records_;
  Losses& losses_;
  Table table_;
  std::string flow_;
  std::map<std::string, int> versions_;
  // Of the present row.
  std::vector<std::string> cells_;
  std::string name_;
  std::string_view kind_;
};

}  // namespace

Files WriteSdmxCsv(const PlanRecords& records, const Publisher&, Losses& losses) {
  return {{"", SdmxWriter(records, losses).Text()}};
}

}  // namespace sheaf::cli::exchange
