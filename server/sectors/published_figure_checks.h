// What is wrong with one figure that a document has printed.
#pragma once

#include "server/sectors/field_checks.h"
#include "sheaf/v1/published_figure.pb.h"

namespace sheaf::sectors {

// All that can be told from the figure alone: not whether its operands and its plan are there.
void CheckPublishedFigure(const FieldCheck& check, const v1::PublishedFigure& figure);

}  // namespace sheaf::sectors
