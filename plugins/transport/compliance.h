// What compliance monitoring has published of the action lines (TR-K-36 to TR-K-39), beside the
// lines on record.
#pragma once

#include "plugins/sdk/dataset.h"
#include "plugins/sdk/line_tally.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::transport {

sheaf::v1::Section LayOutCompliance(const plugin::Dataset& data,
                                    const plugin::LineTally& on_record);

}  // namespace sheaf::transport
