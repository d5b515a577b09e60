// What stands in a workbook to be filled in besides its rows: its title, how it is filled in, and
// the words to choose from.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cpp/connection.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/plan.pb.h"

namespace sheaf::cli {

struct WorkbookWords {
  // "Energy: ASEAN Plan of Action for Energy Cooperation".
  std::string title;
  // A sentence: what was known when it was made, or who asks.
  std::string subtitle;
  // Headings and paragraphs of the sheet "How to fill in".
  std::vector<std::pair<std::string, std::string>> how_to;
  std::vector<v1::StatusDefinition> statuses;
  std::vector<v1::AttributeDefinition> attributes;
  // ISO 3166-1 alpha-3, and the name.
  std::vector<std::pair<std::string, std::string>> member_states;
};

// As the plan is printed, or as its sector calls it.
std::string TitleOf(const v1::Plan& plan, const v1::SectorManifest& manifest);

// The words of the plan's sector, and the member states; how it is filled in and the subtitle are
// the caller's to say. Errors: those of the server.
absl::StatusOr<WorkbookWords> SectorWords(client::Connection& connection, const v1::Plan& plan,
                                          const v1::SectorManifest& manifest);

// A heading and a paragraph about dates, the same in every such workbook.
std::pair<std::string, std::string> HowToWriteDates();

}  // namespace sheaf::cli
