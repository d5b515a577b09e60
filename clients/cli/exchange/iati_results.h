// The results of an IATI activity: what was to be reached, and what was.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/exchange/losses.h"
#include "clients/cli/exchange/plan_records.h"
#include "pugixml.hpp"

namespace sheaf::cli::exchange::iati {

// <name><narrative>text</narrative></name>, as most texts of IATI are.
pugi::xml_node AppendText(pugi::xml_node parent, const char* name, const std::string& text);
pugi::xml_node AppendCode(pugi::xml_node parent, const char* name, const std::string& code);
void AppendDocumentLink(pugi::xml_node parent, const v1::Evidence& evidence);

// A result for each KPI of the manifest and each series, with its baselines, targets and values.
void AppendKpiResults(const PlanRecords& records, pugi::xml_node activity, Losses& losses);

// A result with the updates of a line: a status with the date that it is about, or a number with
// its unit. An update without any date has `first` to `last`, the days of the line or its plan.
void AppendUpdateResults(const PlanRecords& records,
                         const std::vector<const v1::LineUpdate*>& updates,
                         const std::string& first, const std::string& last, pugi::xml_node activity,
                         Losses& losses);

}  // namespace sheaf::cli::exchange::iati
