// A form of updates (update_form.h) as an Excel workbook that people like to fill in: what a row is
// about is closed to writing, words are chosen from lists, dates and numbers are checked as they
// are typed, and a second sheet says how, a third what each word means.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/update_form.h"
#include "sheaf/v1/manifest.pb.h"

namespace sheaf::cli {

// What stands in a workbook besides its rows.
struct WorkbookWords {
  // "Energy: ASEAN Plan of Action for Energy Cooperation".
  std::string title;
  // "as of revision 18, 2026-11-22".
  std::string as_of;
  std::vector<v1::StatusDefinition> statuses;
  std::vector<v1::AttributeDefinition> attributes;
  // ISO 3166-1 alpha-3, and the name.
  std::vector<std::pair<std::string, std::string>> member_states;
};

// Rows without a line below the others, for what is added.
inline constexpr int kSpareRows = 50;

// Writes it to `path`. FAILED_PRECONDITION, with a sentence, where it cannot be written.
absl::Status WriteUpdateWorkbook(const UpdateForm& form, const WorkbookWords& words,
                                 const std::string& path);

// A text as a workbook can hold it: what would be read as an escape there ("_x0041_") is kept from
// it.
std::string WorkbookText(const std::string& text);

// True for a number that a workbook gives back as it was written: of at most 15 digits, and none of
// them without meaning ("12.50").
bool FitsWorkbookNumber(const std::string& text);

}  // namespace sheaf::cli
