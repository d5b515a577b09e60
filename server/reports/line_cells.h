// What tables of lines have in common: the cells that tell a line, its state and its word.
#pragma once

#include <string>
#include <string_view>

#include "proto/values/partial_date.h"
#include "server/model/model.h"
#include "server/reports/assessment.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// "Protocol 3 (TR-A-007)"; the code alone where there is no title.
std::string TitleWithCode(const model::View& view, const model::LineRow& line);

// The line's code, from its record.
v1::Cell CodeCell(const model::View& view, const PlanAssessment& plan, int32_t row);

// Blank where it is not stated.
v1::Cell DateCell(PartialDate date);

// The body in charge: the line's own, or else the nearest above it that states one.
std::string LeadBody(const model::View& view, const PlanAssessment& plan, int32_t row);
std::string LeadBody(const model::View& view, const PlanTree& tree, int32_t row);

// For people: "Substantially completed"; "Not reported" where there is no state.
std::string StateText(const LineState& state);

// The headline class, or why the line is in no total.
v1::Cell ClassCell(const PlanAssessment& plan, int32_t row);

// A word of the sector as its manifest titles it; the word itself where it does not.
std::string WordTitle(const sectors::Rules& rules, std::string_view word);
// The word that decided; "" for none.
std::string WordText(const model::View& view, const PlanAssessment& plan, const LineState& state);

}  // namespace sheaf::reports
