// Why a report that is made again comes out otherwise, in sentences for people. Pure functions.
#pragma once

#include <string>

#include "sheaf/v1/document.pb.h"

namespace sheaf::publications {

// The programs of `now` that are others than those of `then`, and which sections differ. Empty
// where neither does.
std::string DifferenceOf(const v1::Document& then, const v1::Document& now);

}  // namespace sheaf::publications
