#include "plugins/sdk/sample_data.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "clients/cli/file_reading.h"
#include "proto/values/number.h"

namespace sheaf::plugin {
namespace {

using sheaf::v1::KpiDefinition;
using sheaf::v1::LevelDefinition;
using sheaf::v1::SectorManifest;
using Row = std::map<std::string, std::string>;
using Texts = std::vector<std::string>;

std::vector<Row> ReadRows(const std::string& file, Texts* problems) {
  cli::FileProblems unread;
  const cli::FileTable table =
      cli::ReadTable(std::string(SHEAF_TEST_DATA) + "/" + file, {}, "", unread);
  if (!unread.empty()) problems->push_back(file + " cannot be read");
  std::vector<Row> rows;
  for (const cli::FileRow& row : table.rows) {
    Row& cells = rows.emplace_back();
    for (size_t i = 0; i < table.columns.size(); ++i) cells[table.columns[i]] = row.cells[i];
  }
  return rows;
}

const LevelDefinition* LevelOf(const SectorManifest& manifest, const std::string& id) {
  for (const LevelDefinition& level : manifest.levels()) {
    if (level.id() == id) return &level;
  }
  return nullptr;
}

bool MayStandUnder(const LevelDefinition& level, const std::string& above) {
  const auto& under = level.under();
  return above.empty() ? under.empty()
                       : std::find(under.begin(), under.end(), above) != under.end();
}

std::string UpperCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return std::toupper(c); });
  return text;
}

std::string DirectionColumn(const KpiDefinition& kpi) {
  return kpi.direction() == sheaf::v1::DIRECTION_UNSPECIFIED
             ? ""
             : sheaf::v1::Direction_Name(kpi.direction());
}

bool IsAsPrinted(const KpiDefinition& kpi, Row& row) {
  return kpi.title() == row["name"] && kpi.unit() == row["unit"] &&
         sheaf::v1::KpiLevel_Name(kpi.level()) == UpperCase(row["level"]) &&
         DirectionColumn(kpi) == UpperCase(row["direction"]);
}

Texts UnknownWords(const SectorManifest& manifest) {
  Texts unknown;
  for (Row& row : ReadRows("updates/" + manifest.sector() + ".csv", &unknown)) {
    const std::string& word = row["reported_status"];
    const auto& statuses = manifest.statuses();
    const bool known = std::any_of(statuses.begin(), statuses.end(),
                                   [&](const auto& status) { return status.word() == word; });
    if (!known) unknown.push_back(row["line_code"] + ": " + word);
  }
  return unknown;
}

Texts MisplacedLines(const SectorManifest& manifest) {
  Texts misplaced;
  std::vector<Row> rows = ReadRows("plans/" + manifest.sector() + ".csv", &misplaced);
  std::map<std::string, std::string> level_of;
  for (Row& row : rows) level_of[row["line_code"]] = row["level"];
  for (Row& row : rows) {
    const LevelDefinition* level = LevelOf(manifest, row["level"]);
    const std::string above = row["parent_code"].empty() ? "" : level_of[row["parent_code"]];
    if (level != nullptr && MayStandUnder(*level, above)) continue;
    misplaced.push_back(row["line_code"] + ": " + row["level"] + " under '" + above + "'");
  }
  return misplaced;
}

Texts DifferingKpis(const SectorManifest& manifest) {
  Texts differing;
  for (Row& row : ReadRows("kpis.csv", &differing)) {
    if (row["sector"] != manifest.sector()) continue;
    const auto& kpis = manifest.kpis();
    const bool fits = std::any_of(kpis.begin(), kpis.end(), [&](const KpiDefinition& kpi) {
      return kpi.code() == row["kpi_code"] && IsAsPrinted(kpi, row);
    });
    if (!fits) differing.push_back(row["kpi_code"]);
  }
  return differing;
}

// A figure as the register of KPIs shows it.
struct SampleFigure {
  std::string kpi;
  std::string kind;
  std::optional<double> value;
  std::string year;
  std::string edition;

  friend auto operator<=>(const SampleFigure&, const SampleFigure&) = default;
};

// The figures of one row: a baseline and a target are repeated in each row of their KPI.
std::vector<SampleFigure> FiguresIn(Row& row) {
  std::vector<SampleFigure> figures;
  const std::string& kpi = row["kpi_code"];
  if (const auto baseline = ParseNumber(row["baseline_value"])) {
    figures.push_back({kpi, "Baseline", baseline, row["baseline_year"], ""});
  }
  const auto target = ParseNumber(row["target_value"]);
  if (target || !row["target_year"].empty()) {
    figures.push_back({kpi, "Target", target, row["target_year"], ""});
  }
  if (const auto actual = ParseNumber(row["actual_value"])) {
    const std::string kind = row["kind"] == "forecast" ? "Forecast" : "Actual";
    figures.push_back({kpi, kind, actual, row["actual_year"], row["edition"]});
  }
  return figures;
}

// Each once, in the order of the file.
std::vector<SampleFigure> FiguresOf(const std::string& sector) {
  std::vector<SampleFigure> figures;
  Texts problems;
  for (Row& row : ReadRows("kpis.csv", &problems)) {
    if (row["sector"] != sector) continue;
    for (SampleFigure& figure : FiguresIn(row)) {
      const bool known = std::find(figures.begin(), figures.end(), figure) != figures.end();
      if (!known) figures.push_back(std::move(figure));
    }
  }
  return figures;
}

std::optional<double> NumberIn(const sheaf::v1::Cell& cell) {
  return cell.has_number() ? std::optional<double>(cell.number()) : std::nullopt;
}

// What a register shows, its KPIs as figures of no kind.
std::set<SampleFigure> ShownIn(const std::vector<sheaf::v1::Section>& sections) {
  std::set<SampleFigure> shown;
  for (const sheaf::v1::Section& section : sections) {
    for (const sheaf::v1::Block& block : section.blocks()) {
      std::string kpi;
      for (const sheaf::v1::Row& row : block.table().rows()) {
        const std::string first = row.cells(0).text();
        if (row.role() == sheaf::v1::GROUP) {
          const size_t code = first.rfind('(') + 1;
          kpi = first.substr(code, first.size() - code - 1);
          shown.insert({kpi, "", std::nullopt, "", ""});
          continue;
        }
        const bool has_edition = first != "Baseline" && first != "Target";
        shown.insert({kpi, first, NumberIn(row.cells(2)), row.cells(1).date(),
                      has_edition ? row.cells(4).text() : ""});
      }
    }
  }
  return shown;
}

}  // namespace

void AddSampleFigures(const std::string& sector, DatasetBuilder* data) {
  for (const SampleFigure& figure : FiguresOf(sector)) {
    const int year = figure.year.empty() ? 0 : std::stoi(figure.year);
    if (figure.kind == "Baseline") {
      data->AddBaseline(figure.kpi, *figure.value, year);
    } else if (figure.kind == "Target") {
      data->AddTarget(figure.kpi, figure.value, year);
    } else {
      data->AddObservation(
          {.of = figure.kpi,
           .period = figure.year,
           .value = *figure.value,
           .kind = figure.kind == "Forecast" ? sheaf::v1::FORECAST : sheaf::v1::ACTUAL,
           .edition = figure.edition});
    }
  }
}

Texts UnshownFigures(const std::string& sector, const std::vector<sheaf::v1::Section>& sections) {
  Texts unshown;
  const std::set<SampleFigure> shown = ShownIn(sections);
  for (Row& row : ReadRows("kpis.csv", &unshown)) {
    const SampleFigure kpi = {row["kpi_code"], "", std::nullopt, "", ""};
    if (row["sector"] == sector && shown.count(kpi) == 0) unshown.push_back(kpi.kpi);
  }
  for (const SampleFigure& figure : FiguresOf(sector)) {
    if (shown.count(figure) > 0) continue;
    unshown.push_back(figure.kpi + ": " + figure.kind + " of " + figure.year);
  }
  return unshown;
}

Texts Misfits(const SectorManifest& manifest) {
  Texts misfits = UnknownWords(manifest);
  for (const Texts& more : {MisplacedLines(manifest), DifferingKpis(manifest)}) {
    misfits.insert(misfits.end(), more.begin(), more.end());
  }
  return misfits;
}

}  // namespace sheaf::plugin
