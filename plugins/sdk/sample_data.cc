#include "plugins/sdk/sample_data.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>

#include "clients/cli/csv_file.h"

namespace sheaf::plugin {
namespace {

using sheaf::v1::KpiDefinition;
using sheaf::v1::LevelDefinition;
using sheaf::v1::SectorManifest;
using Row = std::map<std::string, std::string>;
using Texts = std::vector<std::string>;

std::vector<Row> ReadRows(const std::string& file, Texts* problems) {
  cli::FileProblems unread;
  const cli::CsvTable table = cli::ReadCsv(std::string(SHEAF_TEST_DATA) + "/" + file, unread);
  if (!unread.empty()) problems->push_back(file + " cannot be read");
  std::vector<Row> rows;
  for (const cli::CsvRow& row : table.rows) {
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

}  // namespace

Texts Misfits(const SectorManifest& manifest) {
  Texts misfits = UnknownWords(manifest);
  for (const Texts& more : {MisplacedLines(manifest), DifferingKpis(manifest)}) {
    misfits.insert(misfits.end(), more.begin(), more.end());
  }
  return misfits;
}

}  // namespace sheaf::plugin
