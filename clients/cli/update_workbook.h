// A form of updates (update_form.h) as an Excel workbook that people like to fill in: what a row is
// about is closed to writing, words are chosen from lists, dates and numbers are checked as they
// are typed, and a second sheet says how, a third what each word means.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "clients/cli/update_form.h"
#include "clients/cli/workbook_words.h"

namespace sheaf::cli {

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
