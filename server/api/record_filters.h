// Whether a record fits a filter. Pure functions; what a filter's fields mean is in filter.proto.
// The filters' values have been checked (filter_checks.h). Sectors are about plans and are for the
// caller.
#pragma once

#include "server/ledger/ledger.h"
#include "sheaf/v1/change.pb.h"
#include "sheaf/v1/filter.pb.h"

namespace sheaf::api {

bool Fits(const v1::UpdateFilter& filter, const v1::Update& update);
// `figure` holds a baseline, a target or an observation.
bool Fits(const v1::FigureFilter& filter, const v1::Resource& figure);

// True where the filter asks for nothing but sectors: then no line needs a look.
bool AsksForNothing(const v1::LineFilter& filter);

}  // namespace sheaf::api
