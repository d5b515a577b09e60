#include "clients/cli/code_comparison.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "clients/cli/message_text.h"
#include "proto/values/number.h"

namespace sheaf::cli {
namespace {

// Section, table, row, column, and which of those that are called the same.
using Place = std::tuple<std::string, std::string, std::string, std::string, int>;
// In the order of the document, and by place.
struct Figures {
  std::vector<Place> order;
  std::map<Place, std::string> values;
};

std::string ValueOf(const v1::Cell& cell) {
  switch (cell.value_case()) {
    case v1::Cell::kText:
      return cell.text();
    case v1::Cell::kCount:
      return std::to_string(cell.count());
    case v1::Cell::kNumber:
      return FormatNumber(cell.number());
    case v1::Cell::kShare:
      return std::to_string(cell.share().numerator()) + " of " +
             std::to_string(cell.share().denominator());
    case v1::Cell::kDate:
      return cell.date();
    case v1::Cell::kMissing:
      return WordOf(cell.missing());
    case v1::Cell::VALUE_NOT_SET:
      break;
  }
  return "";
}

std::string FigureOf(const v1::Cell& cell) {
  std::string text = ValueOf(cell);
  if (!cell.unit().empty()) text += " " + cell.unit();
  if (!cell.period().empty()) text += " (" + cell.period() + ")";
  return text;
}

class FigureList {
 public:
  void AddSection(const v1::Section& section) {
    section_ = section.id();
    for (const v1::Block& block : section.blocks()) {
      if (block.has_table()) AddTable(block.table());
      if (block.has_key_figures()) AddKeyFigures(block.key_figures());
      if (block.has_chart()) AddChart(block.chart());
    }
  }

  Figures Take() && { return std::move(figures_); }

 private:
  void AddTable(const v1::Table& table) {
    std::vector<std::string> above;  // the rows that a row stands under, by depth
    for (const v1::Row& row : table.rows()) {
      if (row.cells().empty()) continue;
      above.resize(static_cast<size_t>(std::max(row.depth(), 0)));
      above.push_back(ValueOf(row.cells(0)));
      std::string path;
      for (const std::string& step : above) {
        if (!step.empty()) path += (path.empty() ? "" : " > ") + step;
      }
      for (int i = 1; i < std::min(row.cells_size(), table.columns_size()); ++i) {
        Add(table.title(), path, table.columns(i).id(), FigureOf(row.cells(i)));
      }
    }
  }

  void AddKeyFigures(const v1::KeyFigures& figures) {
    for (const v1::KeyFigure& figure : figures.figures()) {
      Add("", figure.label(), "value", FigureOf(figure.value()));
    }
  }

  void AddChart(const v1::Chart& chart) {
    for (const v1::Series& series : chart.series()) {
      for (int i = 0; i < std::min(series.points_size(), chart.labels_size()); ++i) {
        const v1::Point& point = series.points(i);
        Add(chart.title(), chart.labels(i), series.title(),
            point.has_value() ? FormatNumber(point.value()) : "");
      }
    }
  }

  void Add(const std::string& table, const std::string& row, const std::string& column,
           std::string value) {
    if (value.empty()) return;
    Place place{section_, table, row, column, 0};
    while (figures_.values.contains(place)) ++std::get<4>(place);
    figures_.order.push_back(place);
    figures_.values.emplace(std::move(place), std::move(value));
  }

  std::string section_;
  Figures figures_;
};

Figures FiguresOf(const v1::Document& document) {
  FigureList list;
  for (const v1::Section& section : document.sections()) list.AddSection(section);
  return std::move(list).Take();
}

std::string ValueAt(const Figures& figures, const Place& place) {
  const auto found = figures.values.find(place);
  return found == figures.values.end() ? "" : found->second;
}

void Compare(const Place& place, const Figures& stored, const Figures& now,
             CodeComparison* comparison) {
  ++comparison->figures;
  const std::string before = ValueAt(stored, place);
  const std::string after = ValueAt(now, place);
  if (before == after) return;
  const auto& [section, table, row, column, which] = place;
  comparison->differences.push_back({section, table, row, column, before, after});
}

}  // namespace

CodeComparison CompareFigures(const v1::Document& stored, const v1::Document& now) {
  const Figures before = FiguresOf(stored);
  const Figures after = FiguresOf(now);
  CodeComparison comparison;
  for (const Place& place : before.order) Compare(place, before, after, &comparison);
  for (const Place& place : after.order) {
    if (!before.values.contains(place)) Compare(place, before, after, &comparison);
  }
  return comparison;
}

std::string ProgramsText(const google::protobuf::RepeatedPtrField<v1::Producer>& producers) {
  std::string text;
  for (const v1::Producer& producer : producers) {
    text += (text.empty() ? "" : "; ") + producer.program() +
            (producer.digest().empty() ? " " : " plugin ") + producer.version();
    if (!producer.digest().empty()) text += " (SHA-256 " + producer.digest().substr(0, 12) + "...)";
  }
  return text.empty() ? "not stated" : text;
}

std::string ComparisonText(const CodeComparison& comparison) {
  const size_t differ = comparison.differences.size();
  return std::to_string(comparison.figures) +
         (comparison.figures == 1 ? " figure compared: " : " figures compared: ") +
         (differ == 0 ? "nothing differs."
                      : std::to_string(differ) + (differ == 1 ? " differs." : " differ."));
}

Table ComparisonTable(const CodeComparison& comparison) {
  Table table({{"section"}, {"table"}, {"row", Column::kCutLast}, {"column"}, {"stored"}, {"now"}});
  for (const FigureDifference& one : comparison.differences) {
    table.AddRow({one.section, one.table, one.row, one.column,
                  one.stored.empty() ? "not there" : one.stored,
                  one.now.empty() ? "not there" : one.now});
  }
  return table;
}

}  // namespace sheaf::cli
