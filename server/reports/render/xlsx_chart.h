// Charts that Excel draws, from the cells of the sheet they stand on.
#pragma once

#include "server/reports/render/xlsx_sheet.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// Widens the columns for the figures behind the chart.
void WidenForChart(const v1::Chart& chart, XlsxSheet* sheet);

// The picture, where the chart can be drawn, and below it the figures. Leaves one row free below.
void WriteChart(const v1::Chart& chart, XlsxSheet* sheet);

}  // namespace sheaf::reports
