// Ids of updates and figures. A server makes one of a record's content where its client chose none,
// and makes the same one again of the same content: formats need not carry those.
#pragma once

#include <string>
#include <string_view>

#include "clients/cli/exchange/losses.h"
#include "clients/cli/exchange/plan_records.h"

namespace sheaf::cli::exchange {

// True of an id as servers make them: twenty hexadecimal digits.
bool IsMadeOfContent(std::string_view id);

// Adds the ids that clients chose, for a format that has no place for them.
void AddIdsLost(const PlanRecords& records, Losses& losses);

// "EN-APG-001 MYS 2024": for examples.
std::string NameOf(const v1::LineUpdate& item);

}  // namespace sheaf::cli::exchange
