// Holds a sector's manifest and its reports against the sample data of tests/data.
#pragma once

#include <string>
#include <vector>

#include "plugins/sdk/dataset_builder.h"
#include "sheaf/v1/document.pb.h"
#include "sheaf/v1/manifest.pb.h"

namespace sheaf::plugin {

// What of the sample data does not fit, one text each for a person to read; empty is good. That is:
// status words that the sector's updates use and the manifest has not; lines of its plan whose
// level is not declared, or that stand under a level they may not; rows of KPIs whose code, title,
// level, unit or direction differ. A file that cannot be read is listed too.
std::vector<std::string> Misfits(const sheaf::v1::SectorManifest& manifest);

// Adds every baseline, target and observation that tests/data/kpis.csv has of the sector.
void AddSampleFigures(const std::string& sector, DatasetBuilder* data);

// Figures of tests/data/kpis.csv that no KPI register among `sections` shows under their KPI with
// value, year and kind, and KPIs that it does not name; empty is good.
std::vector<std::string> UnshownFigures(const std::string& sector,
                                        const std::vector<sheaf::v1::Section>& sections);

}  // namespace sheaf::plugin
