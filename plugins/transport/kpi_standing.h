// Where the KPIs of transport stand, from the figures on record: no line is looked at.
#pragma once

#include "plugins/sdk/dataset.h"
#include "plugins/sdk/vocabulary.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::transport {

// How many KPIs have data and targets, and the outcomes and impacts one by one. KPIs that are
// computed from the lines are left out.
sheaf::v1::Section LayOutKpiStanding(const plugin::Dataset& data, const plugin::Vocabulary& words);

}  // namespace sheaf::transport
