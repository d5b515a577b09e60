// Holds a sector's manifest against the sample data of tests/data.
#pragma once

#include <string>
#include <vector>

#include "sheaf/v1/manifest.pb.h"

namespace sheaf::plugin {

// What of the sample data does not fit, one text each for a person to read; empty is good. That is:
// status words that the sector's updates use and the manifest has not; lines of its plan whose
// level is not declared, or that stand under a level they may not; rows of KPIs whose code, title,
// level, unit or direction differ. A file that cannot be read is listed too.
std::vector<std::string> Misfits(const sheaf::v1::SectorManifest& manifest);

}  // namespace sheaf::plugin
