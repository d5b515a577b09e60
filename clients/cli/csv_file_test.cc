#include "clients/cli/csv_file.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "clients/cli/file_reading.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CsvFileTest : public ::testing::Test {
 protected:
  FileTable Parse(std::string_view text) { return ParseCsv(text, problems_); }

  // Parses `text` and expects one problem.
  void ExpectProblem(std::string_view text, int64_t row, const std::string& column,
                     const std::string& part) {
    FileProblems problems;
    ParseCsv(text, problems);
    ASSERT_THAT(problems.Sorted(), SizeIs(1)) << text;
    EXPECT_EQ(problems.Sorted()[0].row, row);
    EXPECT_EQ(problems.Sorted()[0].column, column);
    EXPECT_THAT(problems.Sorted()[0].text, HasSubstr(part));
  }

  FileProblems problems_;
};

TEST_F(CsvFileTest, ReadsColumnsAndRowsWithTheirLines) {
  const FileTable table = Parse("code,title\nA,First\nB,Second\n");
  EXPECT_TRUE(problems_.empty());
  EXPECT_THAT(table.columns, ElementsAre("code", "title"));
  ASSERT_THAT(table.rows, SizeIs(2));
  EXPECT_EQ(table.rows[1].number, 3);
  EXPECT_THAT(table.rows[1].cells, ElementsAre("B", "Second"));
}

TEST_F(CsvFileTest, ReadsTheSameFromEveryWayOfSavingIt) {
  const std::string plain = "code,title\nA,First\nB,\"x, y; z\"\n";
  for (const std::string& text : {
           plain,
           "\xEF\xBB\xBF" + plain,
           std::string("code,title\r\nA,First\r\nB,\"x, y; z\"\r\n"),
           std::string("code,title\rA,First\rB,\"x, y; z\"\r"),
           std::string("code;title\nA;First\nB;\"x, y; z\"\n"),
           std::string("code\ttitle\nA\tFirst\nB\tx, y; z\n"),
           std::string("code,title\nA,First\nB,\"x, y; z\""),
           std::string("\n\ncode , title\n\nA, First \n , \nB,\"x, y; z\"\n\n"),
       }) {
    FileProblems problems;
    const FileTable table = ParseCsv(text, problems);
    EXPECT_TRUE(problems.empty()) << text;
    EXPECT_THAT(table.columns, ElementsAre("code", "title")) << text;
    ASSERT_THAT(table.rows, SizeIs(2)) << text;
    EXPECT_THAT(table.rows[0].cells, ElementsAre("A", "First")) << text;
    EXPECT_THAT(table.rows[1].cells, ElementsAre("B", "x, y; z")) << text;
  }
}

TEST_F(CsvFileTest, CountsPhysicalLinesThroughQuotedLineBreaks) {
  const FileTable table =
      Parse("code,title\r\nA,\"one\r\ntwo\r\nthree\"\r\nB,\"a \"\"word\"\"\"\r\n");
  EXPECT_TRUE(problems_.empty());
  ASSERT_THAT(table.rows, SizeIs(2));
  EXPECT_EQ(table.rows[0].number, 2);
  EXPECT_EQ(table.rows[0].cells[1], "one\r\ntwo\r\nthree");
  EXPECT_EQ(table.rows[1].number, 5);
  EXPECT_EQ(table.rows[1].cells[1], "a \"word\"");
}

TEST_F(CsvFileTest, ReadsTabSeparatedFilesWithEmptyCells) {
  const FileTable table = Parse("code\ttitle\tnote\nA\t\tx\nB\ty\t\n");
  EXPECT_TRUE(problems_.empty());
  EXPECT_THAT(table.rows[0].cells, ElementsAre("A", "", "x"));
  EXPECT_THAT(table.rows[1].cells, ElementsAre("B", "y", ""));
}

TEST_F(CsvFileTest, ASeparatorInAQuotedColumnNameDoesNotCount) {
  const FileTable table = Parse("\"a,b,c\";d\n1;2\n");
  EXPECT_THAT(table.columns, ElementsAre("a,b,c", "d"));
}

TEST_F(CsvFileTest, MissingCellsAtTheEndOfARowAreBlank) {
  const FileTable table = Parse("a,b,c\n1\n1,2\n");
  EXPECT_TRUE(problems_.empty());
  EXPECT_THAT(table.rows[0].cells, ElementsAre("1", "", ""));
  EXPECT_THAT(table.rows[1].cells, ElementsAre("1", "2", ""));
}

TEST_F(CsvFileTest, ALastRowThatIsCutOffIsRefused) {
  ExpectProblem("a,b,c\n1,2,3\n1,2", 3, "", "seems cut off");
}

TEST_F(CsvFileTest, ARowWithTooManyCellsIsRefused) {
  ExpectProblem("a,b\n1,2\n1,2,3\n", 3, "", "found 3 cells, expected 2");
}

TEST_F(CsvFileTest, AnOpenQuoteIsRefusedWithTheRowThatOpensIt) {
  ExpectProblem("a,b\n1,2\n3,\"open\n4,5\n6,7\n", 3, "b", "never closed");
  ExpectProblem("a,b\n1,\"two\nlines\"\n3,\"x\ny\",\n", 4, "", "found 3 cells");
}

TEST_F(CsvFileTest, AnOpenQuoteIsFoundInTheRowWhereItsCellBegins) {
  ExpectProblem("a,b\n\"one\ntwo\",\"open\n4,5\n", 3, "b", "never closed");
}

TEST_F(CsvFileTest, AQuoteClosedInTheMiddleOfALaterRowNamesBothRows) {
  ExpectProblem("a,b\n1,\"open\n2,\"x\"\n", 2, "b", "closed on row 3");
}

TEST_F(CsvFileTest, AQuoteInTheMiddleOfACellIsRefused) {
  ExpectProblem("a,b\n1,the \"word\"\n", 2, "b", "in the middle of a cell");
}

TEST_F(CsvFileTest, ANulByteIsRefused) {
  ExpectProblem(std::string_view("a,b\n1,x\0y\n", 10), 2, "b", "NUL byte at byte 2");
}

TEST_F(CsvFileTest, WhatIsNotUtf8IsRefusedWithItsByte) {
  ExpectProblem("a,b\n1,Caf\xE9\n", 2, "b", "byte 4 of the cell (hexadecimal E9)");
  ExpectProblem("a,b\n1,\"x\ny\nz\xC3\"\n", 4, "b", "not UTF-8");
  ExpectProblem("a,b\xFF\n1,2\n", 1, "cell 2", "not UTF-8");
}

TEST_F(CsvFileTest, OverlongAndSurrogateSequencesAreNotUtf8) {
  for (const char* bytes :
       {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80"}) {
    ExpectProblem("a\n" + std::string(bytes) + "\n", 2, "a", "not UTF-8");
  }
}

TEST_F(CsvFileTest, Utf16IsRefusedAsSuch) {
  ExpectProblem(std::string_view("\xFF\xFE"
                                 "a\0,\0",
                                 6),
                0, "", "UTF-16");
}

TEST_F(CsvFileTest, TwoColumnsOfOneNameAreRefused) {
  ExpectProblem("a,b,a\n1,2,3\n", 1, "a", "two columns have this name");
}

TEST_F(CsvFileTest, AColumnWithoutNameMayBeEmptyOnly) {
  Parse("a,b,,\n1,2,,\n");
  EXPECT_TRUE(problems_.empty());
  ExpectProblem("a,b,\n1,2,x\n", 2, "", "cell 3 holds 'x'");
}

TEST_F(CsvFileTest, AFileWithoutContentIsRefused) {
  ExpectProblem("", 0, "", "empty");
  ExpectProblem("\xEF\xBB\xBF", 0, "", "empty");
  ExpectProblem("\r\n \r\n", 0, "", "empty");
  ExpectProblem("a,b\n", 0, "", "no rows");
}

TEST_F(CsvFileTest, AnOverLongCellIsRefused) {
  ExpectProblem("a,b\n1," + std::string(kCellMaxBytes + 1, 'x') + "\n", 2, "b",
                std::to_string(kCellMaxBytes + 1) + " bytes");
  Parse("a,b\n1," + std::string(kCellMaxBytes, 'x') + "\n");
  EXPECT_TRUE(problems_.empty());
}

TEST_F(CsvFileTest, TellsAllProblemsOfAFileAtOnce) {
  Parse("a,b\n1,\xE9\n1,2,3\n4,\xE8\n5,\"open");
  ASSERT_THAT(problems_.Sorted(), SizeIs(4));
  EXPECT_EQ(problems_.Sorted()[0].row, 2);
  EXPECT_EQ(problems_.Sorted()[1].row, 3);
  EXPECT_EQ(problems_.Sorted()[2].row, 4);
  EXPECT_EQ(problems_.Sorted()[3].row, 5);
}

TEST_F(CsvFileTest, ListsTheColumnsThatAreMissing) {
  RequireColumns(Parse("a,c\n1,2\n"), {"a", "b", "d"}, problems_);
  ASSERT_THAT(problems_.Sorted(), SizeIs(1));
  EXPECT_EQ(problems_.Sorted()[0].text, "missing columns: b, d (the header has: a, c)");
}

TEST_F(CsvFileTest, AFileThatCannotBeReadIsRefused) {
  ReadTable("/no/such/file.csv", {}, "", problems_);
  ASSERT_THAT(problems_.Sorted(), SizeIs(1));
  EXPECT_THAT(problems_.Sorted()[0].text, HasSubstr("No such file"));
  FileProblems of_folder;
  ReadTable(std::filesystem::temp_directory_path(), {}, "", of_folder);
  EXPECT_THAT(of_folder.Sorted(), SizeIs(1));
}

// Whatever the bytes, the reader ends, and every cell that it lets pass is UTF-8 without NUL.
TEST_F(CsvFileTest, SurvivesAnyBytes) {
  constexpr std::string_view kAlphabet("a,;\t\"\r\n \0\xC3\xA9\xFF", 12);
  uint32_t state = 1;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (int length = i % 40; length > 0; --length) {
      state = state * 1664525 + 1013904223;
      text += kAlphabet[(state >> 16) % kAlphabet.size()];
    }
    FileProblems problems;
    const FileTable table = ParseCsv(text, problems);
    for (const FileRow& row : table.rows) {
      ASSERT_EQ(row.cells.size(), table.columns.size());
      if (!problems.empty()) continue;
      for (const std::string& cell : row.cells) ASSERT_EQ(cell.find('\0'), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace sheaf::cli
