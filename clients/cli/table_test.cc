#include "clients/cli/table.h"

#include <sstream>
#include <string>

#include "clients/cli/csv_file.h"
#include "clients/cli/utf8.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

std::string Text(const Table& table, size_t width) {
  std::ostringstream out;
  table.PrintText(width, out);
  return out.str();
}

std::string Csv(const Table& table) {
  std::ostringstream out;
  table.PrintCsv(out);
  return out.str();
}

TEST(TableTest, AlignsColumnsUnderHeadingsForPeople) {
  Table table({{"line_code"}, {"title"}});
  table.AddRow({"EN-1", "Power grid"});
  table.AddRow({"EN-APG-001", ""});
  EXPECT_EQ(Text(table, 0),
            "Line code   Title\n"
            "EN-1        Power grid\n"
            "EN-APG-001\n");
}

TEST(TableTest, MeasuresWhatIsShownNotBytes) {
  Table table({{"name"}, {"x"}});
  table.AddRow({"Việt Nam", "1"});
  table.AddRow({"ປະເທດລາວ", "2"});
  table.AddRow({"中国", "3"});
  EXPECT_EQ(Text(table, 0),
            "Name      X\n"
            "Việt Nam  1\n"
            "ປະເທດລາວ  2\n"
            "中国      3\n");
}

TEST(TableTest, CutsTheWidestColumnsToTheTerminal) {
  Table table({{"code", Column::kWhole}, {"title"}, {"note"}});
  table.AddRow({"EN-APG-001-LONG-CODE", "A title that is rather long", "short note"});
  EXPECT_EQ(Text(table, 50),
            "Code                  Title             Note\n"
            "EN-APG-001-LONG-CODE  A title that is…  short note\n");
}

TEST(TableTest, NeverCutsWhatPeopleCopy) {
  Table table({{"code", Column::kWhole}});
  table.AddRow({"EN-APG-001-LONG-CODE"});
  EXPECT_EQ(Text(table, 10), "Code\nEN-APG-001-LONG-CODE\n");
}

TEST(TableTest, TheLastColumnMayGoOnInFurtherLines) {
  Table table({{"field", Column::kWhole}, {"value", Column::kWrap}});
  table.AddRow({"description", "How far energy used per unit of output has fallen"});
  table.AddRow({"code", "EN-K-01"});
  EXPECT_EQ(Text(table, 40),
            "Field        Value\n"
            "description  How far energy used per\n"
            "             unit of output has fallen\n"
            "code         EN-K-01\n");
}

TEST(TableTest, SeveralColumnsMayGoOnInFurtherLines) {
  Table table({{"field", Column::kWhole}, {"before", Column::kWrap}, {"after", Column::kWrap}});
  table.AddRow({"title", "Agreement on the facilitation of transit", "Agreement on transit"});
  table.AddRow({"level", "goal", "action"});
  EXPECT_EQ(Text(table, 44),
            "Field  Before             After\n"
            "title  Agreement on the   Agreement on\n"
            "       facilitation of    transit\n"
            "       transit\n"
            "level  goal               action\n");
}

TEST(TableTest, KeepsLineBreaksAndEscapesOutOfText) {
  Table table({{"a"}, {"b"}});
  table.AddRow({"one\ntwo", "\x1b[31mred"});
  EXPECT_EQ(Text(table, 0), "A        B\none two   [31mred\n");
}

TEST(TableTest, LeavesColumnsWithoutAnyValueOutOnATerminalOnly) {
  Table table({{"a"}, {"b"}, {"c"}});
  EXPECT_EQ(Text(table, 80), "A  B  C\n") << "nothing found: the columns tell what was looked for";
  table.AddRow({"1", "", "3"});
  EXPECT_EQ(Text(table, 80), "A  C\n1  3\n");
  EXPECT_EQ(Text(table, 0), "A  B  C\n1     3\n") << "a script finds each column in its place";
  EXPECT_EQ(Csv(table), "a,b,c\n1,,3\n");
}

TEST(TableTest, AColumnMayBeForPeopleOnly) {
  Table table({{"for", Column::kTextOnly}, {"member_state", Column::kCsvOnly}});
  table.AddRow({"region", ""});
  EXPECT_EQ(Text(table, 0), "For\nregion\n");
  EXPECT_EQ(Csv(table), "member_state\n\n");
}

TEST(TableTest, IsOneLineARowAndUncutWhereThereIsNoTerminal) {
  Table table({{"code"}, {"text", Column::kWrap}});
  const std::string longer(200, 'x');
  table.AddRow({"1", longer + " and more\nof it"});
  EXPECT_EQ(Text(table, 0), "Code  Text\n1     " + longer + " and more of it\n");
}

TEST(TableTest, TsvHasTheColumnsOfCsvWithTabsBetween) {
  Table table({{"line_code"}, {"for", Column::kTextOnly}, {"name", Column::kCsvOnly}});
  table.AddRow({"a,\"b\"", "region", "one\ttwo\nthree"});
  std::ostringstream out;
  table.PrintTsv(out);
  EXPECT_EQ(out.str(), "line_code\tname\na,\"b\"\tone two three\n");
}

TEST(TableTest, HeadingsMayBeMarked) {
  Table table({{"code"}});
  table.AddRow({"1"});
  std::ostringstream out;
  table.PrintText(80, out, Style(true));
  EXPECT_EQ(out.str(), "\x1b[1mCode\x1b[0m\n1\n");
}

TEST(TableTest, CsvHasEveryColumnAndQuotesWhereItMust) {
  Table table({{"line_code"}, {"name", Column::kCsvOnly}});
  table.AddRow({"a,b", "say \"x\"\nand y"});
  table.AddRow({" c", ""});
  EXPECT_EQ(Csv(table), "line_code,name\n\"a,b\",\"say \"\"x\"\"\nand y\"\n\" c\",\n");
}

TEST(Utf8Test, CutsAtCharacters) {
  EXPECT_EQ(CutToWidth("Việt Nam", 5), "Việt…");
  EXPECT_EQ(CutToWidth("中国人", 4), "中…");
  EXPECT_EQ(CutToWidth("same", 4), "same");
}

TEST(Utf8Test, FindsWhereTextStopsBeingUtf8) {
  EXPECT_EQ(FirstInvalidUtf8("Việt \xF0\x9F\x8C\xBE"), std::string_view::npos);
  EXPECT_EQ(FirstInvalidUtf8("ab\xFF"), 2u);
  EXPECT_EQ(FirstInvalidUtf8("ab\xC3"), 2u);
}

TEST(CsvCellTest, WhatASpreadsheetWouldComputeIsMadeHarmlessAndReadBackTheSame) {
  EXPECT_EQ(CsvCell("=1+1"), "'=1+1");
  EXPECT_EQ(CsvCell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(CsvCell("+62 21"), "'+62 21");
  EXPECT_EQ(CsvCell("- first"), "'- first");
  EXPECT_EQ(CsvCell("'=1+1"), "''=1+1");
  EXPECT_EQ(CsvCell("=\"a\",b"), "\"'=\"\"a\"\",b\"");
  EXPECT_EQ(CsvCell("-5"), "-5") << "a number";
  EXPECT_EQ(CsvCell("-0.5"), "-0.5");
  EXPECT_EQ(CsvCell("'s-Gravenhage"), "'s-Gravenhage");
  for (const std::string text :
       {"=1+1", "'=1+1", "''-x", "-5", "-x", "'-5", "@", "'quoted'", "+5"}) {
    FileProblems problems;
    const FileTable table = ParseCsv("a\n" + CsvCell(text) + "\n", problems);
    EXPECT_EQ(table.rows.at(0).cells.at(0), text);
  }
}

}  // namespace
}  // namespace sheaf::cli
