// What is wrong with one update, and the form in which it is kept.
#pragma once

#include "server/sectors/field_checks.h"
#include "server/sectors/head_reading.h"
#include "server/sectors/manifests.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::sectors {

// What an update is checked against.
struct UpdateRules {
  const Rules* rules;
  // Null where no update names one.
  const MemberStateCodes* member_states;
  // The line that it is about; null where there is no such line.
  const v1::Line* line;
};

void CheckUpdate(const FieldCheck& check, const v1::Update& update, const UpdateRules& against);

// Takes out what says nothing (attributes without a value, a decision without a field), so that the
// same facts have the same bytes.
void Settle(v1::Update& update);

}  // namespace sheaf::sectors
