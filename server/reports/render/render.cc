#include "server/reports/render/render.h"

namespace sheaf::reports {

absl::StatusOr<Rendered> Render(const v1::Document& document, v1::Rendering rendering) {
  switch (rendering) {
    case v1::HTML:
      return RenderHtml(document);
    case v1::CSV:
      return RenderCsv(document);
    case v1::JSON:
      return RenderJson(document);
    case v1::XLSX:
      return RenderXlsx(document);
    default:
      return RenderMarkdown(document);
  }
}

}  // namespace sheaf::reports
