// Of the attributes that the model holds of a line, those that a manifest declares.
#pragma once

#include <string>
#include <string_view>

#include "sheaf/v1/manifest.pb.h"

namespace sheaf::reports {

// `held` is as model::LineRow::attributes, and so is what is returned.
std::string DeclaredAttributes(std::string_view held, const v1::SectorManifest& manifest);

}  // namespace sheaf::reports
