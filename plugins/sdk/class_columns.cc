#include "plugins/sdk/class_columns.h"

#include <string_view>

namespace sheaf::plugin {
namespace {

struct ClassColumn {
  sheaf::v1::HeadlineClass headline;
  std::string_view id;
};

constexpr ClassColumn kColumns[] = {
    {sheaf::v1::HEADLINE_COMPLETED, "completed"},
    {sheaf::v1::HEADLINE_IN_PROGRESS, "in_progress"},
    {sheaf::v1::HEADLINE_NOT_STARTED, "not_started"},
    {sheaf::v1::HEADLINE_NOT_REPORTED, "not_reported"},
    {sheaf::v1::HEADLINE_EXCLUDED, "excluded"},
};

}  // namespace

void AddClassColumns(layout::TableLayout* table) {
  for (const ClassColumn& column : kColumns) {
    table->NumberColumn(column.id, layout::TitleOf(column.headline));
  }
}

void AddClassCells(const LineTally& tally, std::vector<sheaf::v1::Cell>* cells) {
  for (const ClassColumn& column : kColumns) {
    cells->push_back(CountCell(tally.Of(column.headline)));
  }
}

sheaf::v1::Cell CompletedShareCell(const LineTally& tally) {
  if (tally.Denominator() == 0) return layout::Blank();
  return layout::Share(tally.Of(sheaf::v1::HEADLINE_COMPLETED), tally.Denominator());
}

sheaf::v1::Cell CountCell(int64_t count) {
  const sheaf::v1::Cell cell = layout::Count(count);
  return count == 0 ? layout::WithTone(cell, sheaf::v1::MUTED) : cell;
}

}  // namespace sheaf::plugin
