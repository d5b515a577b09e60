#include "server/reports/listing.h"

#include <string>
#include <utility>

#include "server/reports/headline.h"

namespace sheaf::reports {

Listing Listing::Under(const Material& material, std::string_view plan, std::string_view sector) {
  Listing listing;
  if (!material.names_lines) return listing;
  listing.lines_.set_parent("plans/" + std::string(plan));
  if (!sector.empty()) listing.lines_.mutable_filter()->add_sectors(std::string(sector));
  return listing;
}

Listing Listing::Of(const Material& material) {
  return material.of_sector ? Of(material, material.parts.front()) : Under(material, "-", "");
}

Listing Listing::Of(const Material& material, const Part& part) {
  return part.sector.empty() ? Under(material, part.plan, "") : Under(material, "-", part.sector);
}

Listing Listing::Of(const Material& material, const model::PlanRow& plan) {
  return Under(material, plan.id, "");
}

v1::Cell Listing::InClasses(v1::Cell cell, std::initializer_list<v1::HeadlineClass> classes) const {
  if (lines_.parent().empty()) return cell;
  *cell.mutable_lines() = lines_;
  for (const v1::HeadlineClass headline : classes) {
    cell.mutable_lines()->mutable_filter()->add_headline_classes(headline);
  }
  return cell;
}

v1::Cell Listing::Counted(v1::Cell cell) const {
  cell = InClasses(std::move(cell), {});
  if (!cell.has_lines()) return cell;
  for (const v1::HeadlineClass headline : kHeadlineClasses) {
    cell.mutable_lines()->mutable_filter()->add_headline_classes(headline);
  }
  return cell;
}

v1::Cell Listing::Overdue(v1::Cell cell) const {
  cell = InClasses(std::move(cell), {});
  if (cell.has_lines()) cell.mutable_lines()->mutable_filter()->set_overdue(true);
  return cell;
}

v1::Cell Listing::TakenPartInBy(std::string_view member_state, v1::Cell cell) const {
  cell = Counted(std::move(cell));
  if (cell.has_lines()) {
    cell.mutable_lines()->mutable_filter()->add_member_states(std::string(member_state));
  }
  return cell;
}

}  // namespace sheaf::reports
