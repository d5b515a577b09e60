// What is wrong with the lines of a plan: each by itself, and the tree that they make.
#pragma once

#include <vector>

#include "server/base/status.h"
#include "server/sectors/field_checks.h"
#include "server/sectors/head_reading.h"
#include "server/sectors/manifests.h"
#include "sheaf/v1/plan.pb.h"

namespace sheaf::sectors {

// The fields of one line of `plan` ("plans/energy"), but for its place in the tree.
void CheckLine(const FieldCheck& check, const v1::Line& line, std::string_view plan,
               const Rules& rules, const MemberStateCodes& member_states);

// Codes that are there twice, parents that are not there, parents that go round in a circle, and,
// where `rules` declare levels, levels that are unknown or stand under one that they may not. A
// line's row is its place in `lines`.
void CheckTree(Problems& problems, const std::vector<v1::Line>& lines, const Rules& rules);

}  // namespace sheaf::sectors
