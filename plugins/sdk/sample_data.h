// Holds a sector's manifest against the sample data of tests/data. Each function lists what does
// not fit, one text each, for a person to read; an empty list is good. A file that cannot be read
// is listed too.
#pragma once

#include <string>
#include <vector>

#include "sheaf/v1/manifest.pb.h"

namespace sheaf::plugin {

// Status words that the sector's updates use and the manifest does not have.
std::vector<std::string> UnknownWords(const sheaf::v1::SectorManifest& manifest);
// Lines of the sector's plan whose level is not declared, or that stand under a level they may not.
std::vector<std::string> MisplacedLines(const sheaf::v1::SectorManifest& manifest);
// KPI rows whose code, title, level, unit or direction differ from the manifest.
std::vector<std::string> DifferingKpis(const sheaf::v1::SectorManifest& manifest);

}  // namespace sheaf::plugin
