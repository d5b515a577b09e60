#include "plugins/transport/class_shares.h"

#include <string>
#include <utility>

namespace sheaf::transport {
namespace {

using sheaf::v1::Cell;

void AddSeries(const std::vector<ClassBar>& bars, sheaf::v1::HeadlineClass headline,
               std::string_view title, sheaf::v1::Chart* chart) {
  sheaf::v1::Series* series = chart->add_series();
  series->set_title(std::string(title));
  for (const ClassBar& bar : bars) {
    series->add_points()->set_value(static_cast<double>(bar.lines.Of(headline)));
  }
}

}  // namespace

void AddShareColumns(layout::TableLayout* table) {
  table->NumberColumn("counted_lines", "Counted lines");
  for (const ClassColumn& column : kClasses) table->NumberColumn(column.id, column.title);
  table->NumberColumn("excluded", "Excluded");
}

void AddShareCells(const plugin::LineTally& lines, layout::TableLayout* table,
                   std::vector<Cell>* cells) {
  cells->push_back(layout::Count(lines.Counted()));
  for (const ClassColumn& column : kClasses) {
    const int64_t of_all = lines.Denominator();
    cells->push_back(of_all == 0 ? layout::Count(0)  // nothing to take a share of
                                 : layout::Share(lines.Of(column.headline), of_all));
  }
  const int64_t excluded = lines.Of(sheaf::v1::HEADLINE_EXCLUDED);
  Cell cell = layout::Count(excluded);
  if (excluded > 0) {
    cell = layout::WithNote(cell, table->Note("Withdrawn, cancelled or merged: left out of what "
                                              "the shares are taken of."));
  }
  cells->push_back(std::move(cell));
}

void AddClassBars(const std::vector<ClassBar>& bars, std::string_view title,
                  std::string_view x_title, std::string_view unit, sheaf::v1::Section* section) {
  sheaf::v1::Chart* chart = layout::AddChart(section, sheaf::v1::Chart::STACKED_BARS, title,
                                             x_title, "Number of " + std::string(unit));
  chart->set_unit(std::string(unit));
  for (const ClassBar& bar : bars) chart->add_labels(std::string(bar.label));
  for (const ClassColumn& column : kClasses) AddSeries(bars, column.headline, column.title, chart);
  AddSeries(bars, sheaf::v1::HEADLINE_EXCLUDED, "Excluded", chart);
}

}  // namespace sheaf::transport
