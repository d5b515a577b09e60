// The rules that a document was counted by, and the programs that made it.
#pragma once

#include <string>
#include <vector>

#include "server/reports/material.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// Adds them to `document`. A program that is another one than was in force at the revision names
// that one too.
void AddRulesAndProducers(const std::vector<Part>& parts, const std::string& core_version,
                          v1::Document* document);

// Says in a section of the plugin's that another version of it was in force at the revision, where
// that is so: its figures may differ from those of that time.
void AddNewerCode(const Part& part, v1::Section* section);

}  // namespace sheaf::reports
