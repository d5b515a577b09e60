// Sections that the overview and a sector's progress report share.
#pragma once

#include <vector>

#include "server/reports/material.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// How many of what a report lists: an overview fewer than a sector's own report.
struct Lengths {
  size_t lines_of_a_list = 0;
  size_t findings_of_a_rule = 0;
};

void AddMemberStateSection(const Material& material, v1::Document* document);
void AddTimelinessSections(const Material& material, const Lengths& lengths,
                           v1::Document* document);
// The sector's own highlights, or why they are not there.
void AddHighlights(const Part& part, v1::Document* document);
void AddFindingsSection(const Material& material, const Lengths& lengths, v1::Document* document);

// What is wrong, by rule and severity.
std::vector<v1::Finding> FindAll(const Material& material, size_t most_of_a_rule);

}  // namespace sheaf::reports
