// The headline classes as shares of the lines that count, the same in each of the sector's formats;
// as plain counts they are in plugins/sdk/class_columns.h.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "plugins/sdk/layout.h"
#include "plugins/sdk/line_tally.h"

namespace sheaf::transport {

struct ClassColumn {
  sheaf::v1::HeadlineClass headline;
  std::string_view id;
  std::string_view title;
};

// The classes that shares are taken of; those excluded are a number beside them.
inline constexpr std::array<ClassColumn, 4> kClasses = {{
    {sheaf::v1::HEADLINE_COMPLETED, "completed", "Completed"},
    {sheaf::v1::HEADLINE_IN_PROGRESS, "in_progress", "In progress"},
    {sheaf::v1::HEADLINE_NOT_STARTED, "not_started", "Not started"},
    {sheaf::v1::HEADLINE_NOT_REPORTED, "not_reported", "Not reported"},
}};

// Counted lines, the classes, excluded ones.
void AddShareColumns(layout::TableLayout* table);
// As many cells; a note explains excluded lines where there are any.
void AddShareCells(const plugin::LineTally& lines, layout::TableLayout* table,
                   std::vector<sheaf::v1::Cell>* cells);

// One label of a stacked bar chart, a bar of all counted lines.
struct ClassBar {
  std::string_view label;
  plugin::LineTally lines;
};
void AddClassBars(const std::vector<ClassBar>& bars, std::string_view title,
                  std::string_view x_title, std::string_view unit, sheaf::v1::Section* section);

}  // namespace sheaf::transport
