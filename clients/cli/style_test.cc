#include "clients/cli/style.h"

#include <cstdlib>

#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

class ColorTest : public ::testing::Test {
 protected:
  ColorTest() { Clear(); }
  ~ColorTest() override { Clear(); }

  static void Clear() {
    for (const char* name : {"NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"}) unsetenv(name);
  }
  static bool Auto(bool is_terminal) { return IsColored(ColorChoice::kAuto, is_terminal); }
};

TEST_F(ColorTest, IsOnATerminalOnly) {
  EXPECT_TRUE(Auto(true));
  EXPECT_FALSE(Auto(false));
}

TEST_F(ColorTest, NoColorTakesItAwayEvenWhereItIsForced) {
  setenv("NO_COLOR", "1", 1);
  setenv("CLICOLOR_FORCE", "1", 1);
  EXPECT_FALSE(Auto(true));
}

TEST_F(ColorTest, AnEmptyNoColorSaysNothing) {
  setenv("NO_COLOR", "", 1);
  EXPECT_TRUE(Auto(true));
}

TEST_F(ColorTest, CanBeForcedIntoAPipe) {
  setenv("CLICOLOR_FORCE", "1", 1);
  EXPECT_TRUE(Auto(false));
  setenv("CLICOLOR_FORCE", "0", 1);
  EXPECT_FALSE(Auto(false));
}

TEST_F(ColorTest, IsNotForADumbTerminalOrWhereClicolorIsOff) {
  setenv("CLICOLOR", "0", 1);
  EXPECT_FALSE(Auto(true));
  unsetenv("CLICOLOR");
  setenv("TERM", "dumb", 1);
  EXPECT_FALSE(Auto(true));
}

TEST_F(ColorTest, TheCommandLineGoesBeforeTheEnvironment) {
  setenv("NO_COLOR", "1", 1);
  EXPECT_TRUE(IsColored(ColorChoice::kAlways, false));
  unsetenv("NO_COLOR");
  EXPECT_FALSE(IsColored(ColorChoice::kNever, true));
}

TEST(StyleTest, APlainOneChangesNothing) {
  EXPECT_EQ(Style().Heading("Line"), "Line");
  EXPECT_EQ(Style(true).Error("sheaf:"), "\x1b[31msheaf:\x1b[0m");
  EXPECT_EQ(Style(true).Heading(""), "");
}

}  // namespace
}  // namespace sheaf::cli
