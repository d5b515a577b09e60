// Projects completed of all projects, by year: IC-K-06 of IC-K-05.
#pragma once

#include <optional>
#include <vector>

#include "plugins/sdk/facts.h"
#include "plugins/sdk/layout.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::ict {

// What one edition says of one year.
struct ProjectYear {
  plugin::ObservationView all;
  // Nothing where that edition gives no number of completed projects for the year.
  std::optional<plugin::ObservationView> completed;
};

// In the order of the years; those of one year in the order recorded.
std::vector<ProjectYear> ProjectYearsOf(const plugin::Facts& facts);

// "11 of 108", with its year; not reported where the number of completed projects is missing.
sheaf::v1::Cell CompletedCell(const ProjectYear& year);

// The section "smart-city-projects".
sheaf::v1::Section LayOutProjects(const plugin::Facts& facts);

}  // namespace sheaf::ict
