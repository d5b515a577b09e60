// The headline report: how many lines of every sector and plan are in each class, at once.
#include "plugins/sdk/layout.h"
#include "server/reports/class_tables.h"
#include "server/reports/layouts.h"

namespace sheaf::reports {

absl::StatusOr<v1::Document> LayOutHeadline(const Material& material) {
  v1::Document document;
  document.set_title("Headline figures of the sectoral work plans");
  document.set_subtitle("All sectors and plans, each line counted once");
  document.set_format("headline");
  v1::Section* summary = document.add_sections();
  *summary = layout::MakeSection("summary", "At a glance", "");
  AddClassFigures(material, layout::AddKeyFigures(summary));
  v1::Section* side_by_side = document.add_sections();
  *side_by_side = layout::MakeSection("side-by-side", "Sectors side by side", "");
  AddSideBySide(material, side_by_side);
  v1::Section* by_plan = document.add_sections();
  *by_plan = layout::MakeSection("plans", "Plan by plan", "");
  AddPlans(material, by_plan);
  return document;
}

}  // namespace sheaf::reports
