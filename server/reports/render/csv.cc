#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "proto/values/number.h"
#include "server/base/clock.h"
#include "server/reports/render/cell_text.h"
#include "server/reports/render/plain_text.h"
#include "server/reports/render/render.h"

namespace sheaf::reports {
namespace {

constexpr std::string_view kHead =
    "section,table,row,column,value,unit,period,numerator,denominator,missing_reason,records\r\n";

struct Place {
  std::string section, table, row, column;
};

struct Figure {
  std::string value{};
  std::string unit{};
  std::string period{};
  std::string numerator{};
  std::string denominator{};
  std::string missing_reason{};
  std::string records{};
};

// A spreadsheet runs a text that begins like a formula; an apostrophe keeps it a text.
std::string Harmless(std::string_view untrusted) {
  const std::string text = CleanText(untrusted);
  const bool formula =
      !text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos;
  return formula ? "'" + text : text;
}

// RFC 4180: quoted where it has to be, quotes doubled.
std::string Field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string TextField(const std::string& text) { return Field(Harmless(text)); }

void AddRow(std::string& csv, const Place& place, const Figure& figure) {
  for (const std::string* text : {&place.section, &place.table, &place.row, &place.column}) {
    csv += TextField(*text) + ",";
  }
  csv += Field(figure.value) + "," + TextField(figure.unit) + "," + TextField(figure.period) + "," +
         figure.numerator + "," + figure.denominator + "," + figure.missing_reason + "," +
         TextField(figure.records) + "\r\n";
}

std::string Records(const v1::Cell& cell) {
  std::string records;
  for (const std::string& record : cell.records()) {
    records += (records.empty() ? "" : ";") + record;
  }
  return records;
}

Figure ShareFigure(const v1::Share& share) {
  Figure figure;
  figure.unit = "%";
  figure.numerator = std::to_string(share.numerator());
  figure.denominator = std::to_string(share.denominator());
  if (share.denominator() != 0) {
    figure.value = FormatNumber(100.0 * static_cast<double>(share.numerator()) /
                                static_cast<double>(share.denominator()));
  }
  return figure;
}

// Numbers bare, for programs: no separators, no unit, no rounding.
Figure FigureOf(const v1::Cell& cell, const std::string& column_unit) {
  Figure figure;
  const std::string& unit = cell.unit().empty() ? column_unit : cell.unit();
  switch (cell.value_case()) {
    case v1::Cell::kCount:
      figure = {.value = std::to_string(cell.count()), .unit = unit};
      break;
    case v1::Cell::kNumber:
      figure = {.value = FormatNumber(cell.number()), .unit = unit};
      break;
    case v1::Cell::kShare:
      figure = ShareFigure(cell.share());
      break;
    case v1::Cell::kMissing:
      figure = {.unit = unit, .missing_reason = MissingText(cell.missing())};
      break;
    case v1::Cell::kDate:
      figure = {.value = Harmless(cell.date())};
      break;
    default:
      figure = {.value = Harmless(cell.text())};
  }
  figure.period = cell.period();
  figure.records = Records(cell);
  return figure;
}

// The labels of the rows that a row stands under, and its own: "Energy > Power grid".
class RowPath {
 public:
  std::string Enter(const v1::Row& row) {
    while (!steps_.empty() && !Holds(steps_.back(), row)) steps_.pop_back();
    steps_.push_back(
        {row.depth(), row.role() == v1::GROUP, row.cells().empty() ? "" : CellText(row.cells(0))});
    std::string path;
    for (const Step& step : steps_) path += (path.empty() ? "" : " > ") + step.label;
    return path;
  }

 private:
  struct Step {
    int depth;
    bool group;
    std::string label;
  };

  static bool Holds(const Step& above, const v1::Row& row) {
    if (above.depth != row.depth()) return above.depth < row.depth();
    return above.group && row.role() == v1::ROW_ROLE_UNSPECIFIED;
  }

  std::vector<Step> steps_;
};

void AddTable(std::string& csv, const std::string& section, const v1::Table& table) {
  RowPath path;
  for (const v1::Row& row : table.rows()) {
    const std::string label = path.Enter(row);
    for (int i = 1; i < std::min(row.cells_size(), table.columns_size()); ++i) {
      if (row.cells(i).value_case() == v1::Cell::VALUE_NOT_SET) continue;
      const v1::Column& column = table.columns(i);
      AddRow(csv, {section, table.title(), label, column.id()},
             FigureOf(row.cells(i), column.unit()));
    }
  }
}

void AddKeyFigures(std::string& csv, const std::string& section, const v1::KeyFigures& figures) {
  for (const v1::KeyFigure& figure : figures.figures()) {
    AddRow(csv, {section, "", figure.label(), "value"}, FigureOf(figure.value(), ""));
  }
}

void AddSection(std::string& csv, const v1::Section& section) {
  if (!section.unavailable().empty()) {
    AddRow(csv, {section.id(), "", "unavailable", ""}, {.value = Harmless(section.unavailable())});
  }
  for (const v1::Block& block : section.blocks()) {
    if (block.has_table()) AddTable(csv, section.id(), block.table());
    if (block.has_key_figures()) AddKeyFigures(csv, section.id(), block.key_figures());
  }
}

// The clocks and the rules go in as rows of a section of their own: a figure without them is half a
// figure.
void AddDocument(std::string& csv, const v1::Document& document) {
  const v1::Clocks& clocks = document.clocks();
  const auto add = [&](const std::string& row, const std::string& column,
                       const std::string& value) {
    AddRow(csv, {"document", "", row, column}, {.value = Harmless(value)});
  };
  add("title", "", document.title());
  add("known_at", "revision", std::to_string(clocks.revision()));
  if (clocks.has_commit_time()) {
    add("known_at", "commit_time",
        FormatTime(clocks.commit_time().seconds() * 1'000'000 +
                   clocks.commit_time().nanos() / 1000));
  }
  add("effective", "date", clocks.effective_date());
  if (document.counts() != v1::REVIEW_STATE_UNSPECIFIED) {
    add("counts", "", v1::ReviewState_Name(document.counts()));
  }
  for (const v1::Rule& rule : document.rules()) add("rule", rule.id(), rule.text());
}

}  // namespace

Rendered RenderCsv(const v1::Document& document) {
  std::string csv(kHead);
  AddDocument(csv, document);
  for (const v1::Section& section : document.sections()) AddSection(csv, section);
  return {"text/csv; charset=utf-8; header=present", std::move(csv)};
}

}  // namespace sheaf::reports
