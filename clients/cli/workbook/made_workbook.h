// Workbooks made by hand for tests: also such as no program would write.
#pragma once

#include <map>
#include <string>

namespace sheaf::cli {

using WorkbookParts = std::map<std::string, std::string>;

// The parts of a workbook with one sheet "Tracker", the second in the file, whose rows are `rows`
// ("<row r='1'>...</row>") and behind them `after`, such as merged cells. Styles: 0 General, 1
// "yyyy-mm-dd", 2 "mmm yyyy", 3 "d mmm", 4 "0%", 5 "#,##0.00", 6 "000", 7 "yyyy", 8 "yyyy-mm-dd
// hh:mm".
WorkbookParts TrackerParts(const std::string& rows, const std::string& after = "");

// A cell with a text, a number, or whatever else stands between its tags.
std::string TextCell(const std::string& place, const std::string& text);
std::string NumberCell(const std::string& place, const std::string& number, int style = 0);

// The parts as a ZIP archive.
std::string Zipped(const WorkbookParts& parts);

// As Zipped(TrackerParts(...)).
std::string TrackerBook(const std::string& rows, const std::string& after = "");

}  // namespace sheaf::cli
