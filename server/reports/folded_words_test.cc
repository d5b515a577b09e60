#include "server/reports/folded_words.h"

#include <gtest/gtest.h>

namespace sheaf::reports {
namespace {

TEST(FoldedWords, AreInLowerCaseEachBehindASpace) {
  EXPECT_EQ(FoldedWords("ASEAN Power Grid"), " asean power grid");
  EXPECT_EQ(FoldedWords("  EN-APG-001 (phase II) "), " en apg 001 phase ii");
  EXPECT_EQ(FoldedWords(""), "");
  EXPECT_EQ(FoldedWords("-- / \xE2\x80\x94"), "") << "dashes are no words";
}

TEST(FoldedWords, LatinLettersLoseTheirMarks) {
  EXPECT_EQ(FoldedWords("Phát triển Lưới điện"), " phat trien luoi dien");
  EXPECT_EQ(FoldedWords("VIỆT NAM ĐÃ KÝ"), " viet nam da ky");
  EXPECT_EQ(FoldedWords("São Tomé, Łódź, Ñandú"), " sao tome lodz nandu");
  EXPECT_EQ(FoldedWords("e\xCC\x81nergie"), " energie") << "a combining accent";
}

TEST(FoldedWords, OtherScriptsStayAsTheyAreWritten) {
  EXPECT_EQ(FoldedWords("ไทย ລາວ"), " ไทย ລາວ");
  EXPECT_EQ(FoldedWords("中文。字"), " 中文 字");
}

TEST(FoldedWords, BrokenUtf8EndsNothing) {
  EXPECT_EQ(FoldedWords("a\xE1\xBB"), " a\xE1\xBB");
  EXPECT_EQ(FoldedWords("\xFFz"), " \xFFz");
}

}  // namespace
}  // namespace sheaf::reports
