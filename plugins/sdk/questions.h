// Asks a sector what the core asks it, for the tests of sectors. What goes wrong fails the test.
#pragma once

#include <string_view>

#include "plugins/sdk/dataset.h"
#include "plugins/sdk/sector.h"
#include "sheaf/v1/manifest.pb.h"

namespace sheaf::plugin {

// `text` is kManifest of "plugin_manifest.h".
sheaf::v1::SectorManifest ParseManifest(std::string_view text);

Answer AskFor(std::string_view format, const Dataset& data, Sector& sector);

// The value of `kpi` for a member state, or for the region where `state` is empty; null for none.
const v1::KpiValue* KpiIn(const Answer& answer, std::string_view kpi, std::string_view state = "");

}  // namespace sheaf::plugin
