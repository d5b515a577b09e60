#include "clients/cli/workbook/xlsx_file.h"

#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/workbook/made_workbook.h"
#include "clients/cli/workbook/sheet.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const FileShape kShape = {.required = {"line_code", "reported_status"},
                          .known = {"line_code", "reported_status", "effective_date", "value"}};

std::string HeadRow(int number) {
  const std::string row = std::to_string(number);
  return "<row r='" + row + "'>" + TextCell("A" + row, "line_code") +
         TextCell("B" + row, "reported_status") + TextCell("C" + row, "effective_date") +
         TextCell("D" + row, "value") + "</row>";
}

class XlsxFileTest : public ::testing::Test {
 protected:
  FileTable Read(const std::string& bytes, const std::string& sheet = "") {
    problems_ = {};
    return ParseXlsx(bytes, kShape, sheet, problems_);
  }
  // The text of cell D2, or what is wrong with it.
  std::string ValueOf(const std::string& cell) {
    const FileTable table = Read(TrackerBook(HeadRow(1) + "<row r='2'>" + TextCell("A2", "EN-1") +
                                             TextCell("B2", "held") + cell + "</row>"));
    if (!problems_.empty()) return Said();
    return table.rows.at(0).cells.at(3);
  }
  // What is wrong with a workbook as a whole.
  std::string Refusal(const WorkbookParts& parts) {
    EXPECT_THAT(Read(Zipped(parts)).columns, IsEmpty());
    return Said();
  }
  std::string Said() {
    std::ostringstream out;
    problems_.Print("t.xlsx", out);
    return out.str();
  }

  FileProblems problems_;
};

TEST_F(XlsxFileTest, FindsTheHeadBelowTitlesAndSkipsBlankRows) {
  const FileTable table = Read(TrackerBook(
      "<row r='1'>" + TextCell("A1", "Energy tracker") + "</row>" + HeadRow(4) + "<row r='6'>" +
          TextCell("A6", " EN-1\xC2\xA0") + TextCell("B6", "held") + "</row><row r='7'>" +
          TextCell("A7", "\xC2\xA0") + "</row><row r='9' hidden='1'>" + TextCell("A9", "EN-2") +
          "<c r='B9' t='s'><v>0</v></c></row>",
      "<mergeCells><mergeCell ref='A1:D2'/></mergeCells>"));
  EXPECT_TRUE(problems_.empty()) << Said();
  EXPECT_THAT(table.columns,
              ElementsAre("line_code", "reported_status", "effective_date", "value"));
  ASSERT_THAT(table.rows, SizeIs(2));
  EXPECT_EQ(table.rows[0].number, 6);
  EXPECT_EQ(table.rows[1].number, 9);
  EXPECT_EQ(table.rows[1].cells[1], "shared");
  EXPECT_THAT(table.notes, ElementsAre("read sheet 'Tracker', whose head is row 4",
                                       "1 row is hidden in the sheet, and read all the same"));
}

TEST_F(XlsxFileTest, AHeadOfTwoRowsIsNamedByTheLowerOne) {
  const FileTable table = Read(
      TrackerBook("<row r='1'>" + TextCell("A1", "Line code") + TextCell("B1", "Progress") +
                      "</row><row r='2'>" + TextCell("B2", "reported_status") +
                      TextCell("C2", "value") + "</row><row r='3'>" + TextCell("A3", "EN-1") +
                      TextCell("B3", "held") + NumberCell("C3", "5") + "</row>",
                  "<mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='B1:C1'/></mergeCells>"));
  EXPECT_TRUE(problems_.empty()) << Said();
  EXPECT_THAT(table.columns, ElementsAre("Line code", "reported_status", "value"));
  EXPECT_THAT(table.rows.at(0).cells, ElementsAre("EN-1", "held", "5"));
}

TEST_F(XlsxFileTest, ACellMergedOverSeveralColumnsNamesTheFirst) {
  Read(TrackerBook("<row r='1'>" + TextCell("A1", "line_code") + TextCell("B1", "reported_status") +
                       TextCell("C1", "value") + "</row><row r='2'>" + TextCell("A2", "EN-1") +
                       TextCell("B2", "held") + NumberCell("C2", "5") + NumberCell("D2", "6") +
                       "</row>",
                   "<mergeCells><mergeCell ref='C1:D1'/></mergeCells>"));
  EXPECT_EQ(Said(),
            "t.xlsx, sheet 'Tracker', row 2, column D: found '6', but the head in row 1 gives this "
            "column no name; name it or clear it\n");
}

TEST_F(XlsxFileTest, MergedCellsBelowTheHeadAreRefused) {
  Read(TrackerBook(
      HeadRow(1) + "<row r='2'>" + TextCell("A2", "EN-1") + TextCell("B2", "held") + "</row>",
      "<mergeCells><mergeCell ref='A2:A4'/></mergeCells>"));
  EXPECT_THAT(Said(), HasSubstr("row 2, column A line_code: found cells merged into one (A2:A4)"));
}

TEST_F(XlsxFileTest, NumbersAreTakenAsTheyAreStored) {
  EXPECT_EQ(ValueOf(NumberCell("D2", "66.700000000000003")), "66.7");
  EXPECT_EQ(ValueOf(NumberCell("D2", "1234567", 5)), "1234567") << "shown as 1,234,567.00";
  EXPECT_EQ(ValueOf(NumberCell("D2", "1.5E-3")), "0.0015");
  EXPECT_EQ(ValueOf(NumberCell("D2", "-5")), "-5");
  EXPECT_EQ(ValueOf("<c r='D2'><f>1+1</f><v>2</v></c>"), "2") << "the value of a formula";
  EXPECT_EQ(ValueOf("<c r='D2' t='str'><f>A1</f><v>text</v></c>"), "text");
  EXPECT_EQ(ValueOf("<c r='D2' t='b'><v>1</v></c>"), "TRUE");
  EXPECT_EQ(ValueOf("<c r='D2' t='s'><v>1</v></c>"), "in runs");
  EXPECT_EQ(ValueOf(TextCell("D2", "1,234")), "1,234") << "a text, for the reader to refuse";
  EXPECT_EQ(ValueOf(TextCell("D2", "a_x000A_b_x005F_x000A_")), "a\nb_x000A_");
}

TEST_F(XlsxFileTest, DatesAreTakenAsPreciselyAsTheyAreShown) {
  EXPECT_EQ(ValueOf(NumberCell("D2", "45620", 1)), "2024-11-24");
  EXPECT_EQ(ValueOf(NumberCell("D2", "45597", 2)), "2024-11");
  EXPECT_EQ(ValueOf(NumberCell("D2", "45292", 7)), "2024");
  EXPECT_EQ(ValueOf(NumberCell("D2", "1", 1)), "1900-01-01");
  EXPECT_EQ(ValueOf(NumberCell("D2", "59", 1)), "1900-02-28");
  EXPECT_EQ(ValueOf(NumberCell("D2", "61", 1)), "1900-03-01");
  EXPECT_EQ(ValueOf(NumberCell("D2", "45620", 8)), "2024-11-24") << "midnight is no time of day";
  EXPECT_EQ(ValueOf("<c r='D2' t='d'><v>2024-11-24T00:00:00</v></c>"), "2024-11-24");
  EXPECT_EQ(ValueOf(TextCell("D2", "2024-11")), "2024-11");
}

TEST_F(XlsxFileTest, WhatShowsSomethingElseThanItHoldsIsRefused) {
  const std::string place = "t.xlsx, sheet 'Tracker', row 2, column D value: ";
  const std::vector<std::pair<std::string, std::string>> cells = {
      {NumberCell("D2", "0.667", 4), "found 66.7% (the cell holds 0.667"},
      {NumberCell("D2", "7", 6), "found the number 7 shown with zeros before it"},
      {NumberCell("D2", "45620", 2),
       "it holds 2024-11-24; write what you mean as a text, 2024-11 or"},
      {NumberCell("D2", "45620", 7), "2024 or 2024-11-24"},
      {NumberCell("D2", "45620", 3), "found a date whose year is out of sight"},
      {NumberCell("D2", "45620.5", 8), "found a time of day"},
      {NumberCell("D2", "60", 1), "found a date that no calendar has"},
      {NumberCell("D2", "-3", 1), "found a date that no calendar has"},
      {NumberCell("D2", "1234567890123456"), "more than 15 digits"},
      {"<c r='D2' t='e'><f>B9</f><v>#REF!</v></c>", "found the error '#REF!' of a formula"},
      {"<c r='D2' t='e'><v>#N/A</v></c>", "found the error '#N/A'"},
      {"<c r='D2'><f>B9</f></c>", "found a formula without its value"},
      {"<c r='D2' t='d'><v>2024-11-24T08:30:00</v></c>", "found a date with a time of day"}};
  for (const auto& [cell, said] : cells) {
    const std::string found = ValueOf(cell);
    EXPECT_THAT(found, HasSubstr(place)) << cell;
    EXPECT_THAT(found, HasSubstr(said)) << cell;
  }
}

TEST_F(XlsxFileTest, DaysMayCountFrom1904) {
  WorkbookParts parts =
      TrackerParts(HeadRow(1) + "<row r='2'>" + TextCell("A2", "EN-1") + TextCell("B2", "held") +
                   NumberCell("C2", "44158", 1) + "</row>");
  parts["xl/workbook.xml"].replace(parts["xl/workbook.xml"].find("<sheets>"), 0,
                                   "<workbookPr date1904='1'/>");
  EXPECT_EQ(Read(Zipped(parts)).rows.at(0).cells.at(2), "2024-11-24");
}

TEST_F(XlsxFileTest, ASheetIsChosenByItsNameOrItsColumns) {
  const std::string bytes = TrackerBook(HeadRow(1));
  EXPECT_THAT(Read(bytes, "Cover").columns, IsEmpty());
  EXPECT_THAT(Said(), HasSubstr("found no sheet with the columns line_code, reported_status"));
  Read(bytes, "Elsewhere");
  EXPECT_THAT(Said(),
              HasSubstr("there is no sheet 'Elsewhere'; the workbook has 'Cover', 'Tracker'"));
  Read(bytes);
  EXPECT_THAT(Said(), HasSubstr("sheet 'Tracker', row 1: the sheet has a head but no rows below"));
}

TEST_F(XlsxFileTest, MacrosAreRefused) {
  WorkbookParts parts = TrackerParts(HeadRow(1));
  parts["xl/vbaProject.bin"] = "x";
  EXPECT_THAT(Refusal(parts), HasSubstr("holds macros"));
  parts = TrackerParts(HeadRow(1));
  std::string& types = parts["[Content_Types].xml"];
  types.replace(types.find("application/vnd.openxmlformats-officedocument"),
                types.find("'/></Types>") - types.find("application/vnd.openxmlformats-officedoc"),
                "application/vnd.ms-excel.sheet.macroEnabled.main+xml");
  EXPECT_THAT(Refusal(parts), HasSubstr("can hold macros (.xlsm)"));
}

TEST_F(XlsxFileTest, LinksToOtherWorkbooksAreRefused) {
  WorkbookParts parts = TrackerParts(HeadRow(1));
  parts["xl/externalLinks/externalLink1.xml"] = "<externalLink/>";
  EXPECT_THAT(Refusal(parts), HasSubstr("takes values from other workbooks"));
}

TEST_F(XlsxFileTest, EntitiesAreRefusedWhereverTheyStand) {
  for (const char* part : {"[Content_Types].xml", "xl/workbook.xml", "xl/sharedStrings.xml",
                           "xl/styles.xml", "xl/worksheets/sheet2.xml"}) {
    WorkbookParts parts = TrackerParts(HeadRow(1));
    parts[part].insert(0, "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>");
    EXPECT_THAT(Refusal(parts), HasSubstr("DOCTYPE")) << part;
  }
}

TEST_F(XlsxFileTest, ABombIsRefusedByWhatItDeclares) {
  WorkbookParts parts = TrackerParts(HeadRow(1));
  parts["xl/worksheets/sheet2.xml"].insert(0, std::string(40 << 20, ' '));
  EXPECT_THAT(Refusal(parts), HasSubstr("would unpack from 0 MB to 40 MB"));
}

TEST_F(XlsxFileTest, ABombThatLiesAboutItsSizeUnpacksNoFurtherThanItSays) {
  WorkbookParts parts = TrackerParts(HeadRow(1));
  std::string& sheet = parts["xl/worksheets/sheet2.xml"];
  sheet.insert(sheet.find("</sheetData>"), std::string(40 << 20, ' '));
  std::string bytes = Zipped(parts);
  // The declared sizes, in the head of the part and in the directory.
  const uint32_t size = static_cast<uint32_t>(sheet.size());
  const uint32_t lie = 1000;
  const std::string before(reinterpret_cast<const char*>(&size), sizeof(size));
  const std::string after(reinterpret_cast<const char*>(&lie), sizeof(lie));
  for (size_t at = bytes.find(before); at != std::string::npos; at = bytes.find(before, at)) {
    bytes.replace(at, before.size(), after);
  }
  EXPECT_THAT(Read(bytes).columns, IsEmpty());
  EXPECT_THAT(Said(), HasSubstr("damaged"));
}

TEST_F(XlsxFileTest, TooManyPartsAreRefused) {
  WorkbookParts parts = TrackerParts(HeadRow(1));
  for (int i = 0; i < 5000; ++i) parts["xl/media/" + std::to_string(i)] = "";
  EXPECT_THAT(Refusal(parts), HasSubstr("5007 parts"));
}

TEST_F(XlsxFileTest, AMillionEmptyRowsCostNothing) {
  std::string rows =
      HeadRow(1) + "<row r='2'>" + TextCell("A2", "EN-1") + TextCell("B2", "held") + "</row>";
  for (int row = 3; row <= 1'000'000; ++row) {
    const std::string number = std::to_string(row);
    rows += "<row r='" + number + "'><c r='A" + number + "' s='1'/></row>";
  }
  const FileTable table = Read(TrackerBook(rows));
  EXPECT_TRUE(problems_.empty()) << Said();
  EXPECT_THAT(table.rows, SizeIs(1));
}

TEST_F(XlsxFileTest, AWideHeadOverManyRowsIsRefused) {
  std::string rows =
      "<row r='1'>" + TextCell("A1", "line_code") + TextCell("B1", "reported_status");
  for (int column = 2; column < 16'000; ++column) {
    rows += TextCell(LetterOf(column) + "1", "c" + std::to_string(column));
  }
  rows += "</row>";
  for (int row = 2; row < 2000; ++row) {
    rows += "<row r='" + std::to_string(row) + "'>" + TextCell("A" + std::to_string(row), "EN-1") +
            "</row>";
  }
  Read(TrackerBook(rows));
  EXPECT_THAT(Said(), HasSubstr("more than 24000000 cells"));
}

TEST_F(XlsxFileTest, RowsAndCellsOutOfOrderAreRefused) {
  for (const std::string& row :
       {std::string("<row r='1'/>"), std::string("<row r='2000000'/>"), std::string("<row r='x'/>"),
        "<row r='2'>" + TextCell("B2", "x") + TextCell("A2", "x") + "</row>",
        "<row r='2'>" + TextCell("A3", "x") + "</row>",
        "<row r='2'>" + TextCell("ZZZZ2", "x") + "</row>"}) {
    Read(TrackerBook(HeadRow(1) + row));
    EXPECT_THAT(Said(), HasSubstr("damaged")) << row;
  }
}

TEST_F(XlsxFileTest, OtherKindsOfFilesAreToldInWords) {
  Read("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on");
  EXPECT_THAT(Said(), HasSubstr("save it as .xlsx, without a password"));
  EXPECT_THAT(Refusal({{"mimetype", "application/vnd.oasis"}, {"content.xml", "<x/>"}}),
              HasSubstr("OpenDocument file (.ods)"));
  EXPECT_THAT(Refusal({{"word/document.xml", "<x/>"}}), HasSubstr("no Excel workbook"));
}

TEST_F(XlsxFileTest, AWorkbookCutOffIsRefused) {
  const std::string bytes = TrackerBook(HeadRow(1) + "<row r='2'>" + TextCell("A2", "EN-1") +
                                        TextCell("B2", "held") + "</row>");
  for (size_t size = 4; size + 4 < bytes.size(); size += 7) {
    Read(bytes.substr(0, size));
    EXPECT_FALSE(problems_.empty()) << size;
  }
}

}  // namespace
}  // namespace sheaf::cli
