// A section of a document as a sheet.
#pragma once

#include "server/reports/render/xlsx_sheet.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// Tables first, so that the head of the first can stay in view, then the charts with their figures.
// `sheet` is empty.
void WriteSection(const v1::Document& document, const v1::Section& section, XlsxSheet* sheet);

// A4 across, as many pages long as it takes, with title and page number at its foot.
void SetPage(const v1::Document& document, XlsxSheet* sheet);

}  // namespace sheaf::reports
