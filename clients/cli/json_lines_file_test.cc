#include "clients/cli/json_lines_file.h"

#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class JsonLinesTest : public ::testing::Test {
 protected:
  FileTable Read(std::string_view text) {
    problems_ = {};
    return ParseJsonLines(text, problems_);
  }
  std::string Said() {
    std::ostringstream out;
    problems_.Print("f", out);
    return out.str();
  }
  FileProblems problems_;
};

TEST_F(JsonLinesTest, KeysAreColumnsAndLinesAreRows) {
  const FileTable table = Read(
      "\xEF\xBB\xBF{\"line_code\": \"EN-1\", \"value\": 66.7}\r\n\n"
      "{\"note\": \"caf\\u00e9\", \"line_code\": \"EN-2\", \"value\": null}\n"
      "{\"line_code\": \"EN-3\", \"member_states\": [\"LAO\", \"THA\"], \"done\": true}");
  EXPECT_EQ(Said(), "");
  EXPECT_THAT(table.columns, ElementsAre("line_code", "value", "note", "done", "member_states"));
  ASSERT_THAT(table.rows, SizeIs(3));
  EXPECT_THAT(table.rows[0].cells, ElementsAre("EN-1", "66.7", "", "", ""));
  EXPECT_THAT(table.rows[1].cells, ElementsAre("EN-2", "", "caf\xC3\xA9", "", ""));
  EXPECT_THAT(table.rows[2].cells, ElementsAre("EN-3", "", "", "true", "LAO; THA"));
  EXPECT_EQ(table.rows[1].number, 3);
}

TEST_F(JsonLinesTest, WhatIsNoObjectOnALineIsRefusedWithItsLine) {
  Read(
      "{\"a\": 1}\n[1]\n{\"a\": \n{\"a\": {\"b\": 1}}\n{\"a\": [1]}\n{\"a\": [\"x;y\"]}\n"
      "{\"a\": 12345678901234567890}\n{\"a\": 1, \"a\": 2}\n{\"a\": \"\xE9\"}\n");
  for (int line = 2; line <= 9; ++line) {
    EXPECT_THAT(Said(), HasSubstr("f:" + std::to_string(line) + ":")) << line;
  }
  EXPECT_THAT(problems_.Sorted(), SizeIs(8)) << Said();
}

TEST_F(JsonLinesTest, AnEmptyFileIsRefused) {
  Read("\n \n");
  EXPECT_THAT(Said(), HasSubstr("the file is empty"));
}

TEST(LooksLikeJsonTest, ByTheFirstThingInIt) {
  EXPECT_TRUE(LooksLikeJson(" \n{\"a\": 1}"));
  EXPECT_TRUE(LooksLikeJson("\xEF\xBB\xBF["));
  EXPECT_FALSE(LooksLikeJson("line_code,title\n"));
  EXPECT_FALSE(LooksLikeJson(""));
}

}  // namespace
}  // namespace sheaf::cli
