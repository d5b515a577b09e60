#include "server/sectors/host/plugin_text.h"

#include <gtest/gtest.h>

namespace sheaf::sectors {
namespace {

using namespace std::chrono_literals;

TEST(PrintableText, KeepsWhatCanBePrinted) {
  EXPECT_EQ(PrintableText("Vi\u1ec7t Nam, 27 \u2264 32 \U0001F331", 100),
            "Vi\u1ec7t Nam, 27 \u2264 32 \U0001F331");
}

TEST(PrintableText, MakesOneLineOfMany) { EXPECT_EQ(PrintableText("a\nb\tc", 100), "a b c"); }

TEST(PrintableText, ReplacesEscapesAndControls) {
  EXPECT_EQ(PrintableText("\x1b[31mred\x7f", 100), "?[31mred?");
  EXPECT_EQ(PrintableText("\xc2\x9b", 100), "??") << "the one-character form of an escape";
}

TEST(PrintableText, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(PrintableText("\xff", 100), "?");
  EXPECT_EQ(PrintableText("a\xe2\x89", 100), "a??") << "cut short";
  EXPECT_EQ(PrintableText("\xc0\xaf", 100), "??") << "longer than it need be";
  EXPECT_EQ(PrintableText("\xe0\x80\xaf", 100), "???");
  EXPECT_EQ(PrintableText("\xed\xa0\x80", 100), "???") << "half of a surrogate pair";
  EXPECT_EQ(PrintableText("\xf4\x90\x80\x80", 100), "????") << "beyond Unicode";
}

TEST(PrintableText, IsCutBetweenCharacters) {
  EXPECT_EQ(PrintableText("abc", 3), "abc");
  EXPECT_EQ(PrintableText("abcd", 3), "abc...");
  EXPECT_EQ(PrintableText("ab\u2264", 3), "ab...");
}

TEST(DurationText, UsesTheUnitThatFits) {
  EXPECT_EQ(DurationText(40ms), "40 ms");
  EXPECT_EQ(DurationText(2s), "2 s");
  EXPECT_EQ(DurationText(1500ms), "1.5 s");
}

TEST(OrdinalText, KnowsTheTeens) {
  EXPECT_EQ(OrdinalText(1), "1st");
  EXPECT_EQ(OrdinalText(2), "2nd");
  EXPECT_EQ(OrdinalText(3), "3rd");
  EXPECT_EQ(OrdinalText(4), "4th");
  EXPECT_EQ(OrdinalText(11), "11th");
  EXPECT_EQ(OrdinalText(12), "12th");
  EXPECT_EQ(OrdinalText(113), "113th");
  EXPECT_EQ(OrdinalText(22), "22nd");
}

}  // namespace
}  // namespace sheaf::sectors
