#include "server/reports/render/plain_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sheaf::reports {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(CleanText, LeavesWritingAlone) {
  const std::string text = "Việt Nam, ປະເທດລາວ, ကမ္ဘာ, ភាសាខ្មែរ, 東南亞, 😀";
  EXPECT_EQ(CleanText(text), text);
}

TEST(CleanText, TakesAwayWhatSteersATerminal) {
  EXPECT_EQ(CleanText("a\x1b[31mb"), "a\uFFFD[31mb");
  EXPECT_EQ(CleanText(std::string("a\0b", 3)), "a\uFFFDb");
  EXPECT_EQ(CleanText("a\u009Bb"), "a\uFFFDb");
}

TEST(CleanText, TakesAwayWhatTurnsTheWritingDirection) {
  EXPECT_EQ(CleanText("paid \u202E001\u202C"), "paid \uFFFD001\uFFFD");
}

TEST(CleanText, RepairsWhatIsNotUtf8) {
  EXPECT_EQ(CleanText("a\xC3"), "a\uFFFD");
  EXPECT_EQ(CleanText("\xC0\xAF"), "\uFFFD\uFFFD");
  EXPECT_EQ(CleanText("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
}

TEST(CleanText, KnowsAllLineEnds) {
  EXPECT_EQ(CleanText("a\r\nb\rc\nd"), "a\nb\nc\nd");
  EXPECT_EQ(OneLine("a\r\nb\tc"), "a b c");
}

TEST(Paragraphs, AreTheLinesThatHoldText) {
  EXPECT_THAT(Paragraphs("one\n\n two\r\n  \n"), ElementsAre("one", " two"));
  EXPECT_THAT(Paragraphs(""), IsEmpty());
}

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(DisplayWidth("plan"), 4);
  EXPECT_EQ(DisplayWidth("Việt"), 4);
  EXPECT_EQ(DisplayWidth("計画"), 4);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1);
  EXPECT_EQ(DisplayWidth("ที่"), 1);
}

}  // namespace
}  // namespace sheaf::reports
