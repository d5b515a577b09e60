#include "server/reports/render/render.h"

namespace sheaf::reports {

Rendered Render(const v1::Document& document, v1::Rendering rendering) {
  switch (rendering) {
    case v1::HTML:
      return RenderHtml(document);
    case v1::CSV:
      return RenderCsv(document);
    case v1::JSON:
      return RenderJson(document);
    default:
      return RenderMarkdown(document);
  }
}

}  // namespace sheaf::reports
