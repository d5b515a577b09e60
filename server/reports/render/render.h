// Renderers: a document as a file. The same document gives the same bytes.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "sheaf/v1/document.pb.h"
#include "sheaf/v1/report_service.pb.h"

namespace sheaf::reports {

// What RenderReport sends.
struct Rendered {
  std::string media_type;  // "text/markdown; charset=utf-8"
  std::string content;
};

Rendered RenderMarkdown(const v1::Document& document);
// One file that needs nothing from elsewhere, fit for screen, phone and A4.
Rendered RenderHtml(const v1::Document& document);
// One row for each cell of each table and key figure: section, table, row label, column, value,
// unit, period, numerator, denominator, missing reason, records.
Rendered RenderCsv(const v1::Document& document);
Rendered RenderJson(const v1::Document& document);
// An Excel workbook. RESOURCE_EXHAUSTED for a document that is larger than a sheet can be,
// UNAVAILABLE where the system has no room to put it together.
absl::StatusOr<Rendered> RenderXlsx(const v1::Document& document);

// Only a workbook can fail.
absl::StatusOr<Rendered> Render(const v1::Document& document, v1::Rendering rendering);

}  // namespace sheaf::reports
