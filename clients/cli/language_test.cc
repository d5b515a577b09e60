#include "clients/cli/language.h"

#include <cstdlib>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sheaf/v1/plan.pb.h"

namespace sheaf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(LanguageTest, ReadsLocalesAndTags) {
  EXPECT_THAT(LanguagesOf("vi_VN.UTF-8"), ElementsAre("vi-vn", "vi"));
  EXPECT_THAT(LanguagesOf("pt-TL"), ElementsAre("pt-tl", "pt"));
  EXPECT_THAT(LanguagesOf("zh_Hant_TW"), ElementsAre("zh-hant-tw", "zh-hant", "zh"));
  EXPECT_THAT(LanguagesOf("sr_RS@latin"), ElementsAre("sr-rs", "sr"));
}

TEST(LanguageTest, NoneIsMeantByThePortableLocaleOrByWhatIsNoTag) {
  for (const char* none : {"", "C", "C.UTF-8", "POSIX", "vietnamese", "v", "vi-", "12", "vi vn"}) {
    EXPECT_THAT(LanguagesOf(none), IsEmpty()) << none;
  }
}

TEST(LanguageTest, TheLocaleIsThatOfLcAllThenLcMessagesThenLang) {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) unsetenv(name);
  EXPECT_EQ(LocaleOfEnvironment(), "");
  setenv("LANG", "th_TH.UTF-8", 1);
  EXPECT_EQ(LocaleOfEnvironment(), "th_TH.UTF-8");
  setenv("LC_MESSAGES", "vi_VN", 1);
  EXPECT_EQ(LocaleOfEnvironment(), "vi_VN");
  setenv("LC_ALL", "C", 1);
  EXPECT_EQ(LocaleOfEnvironment(), "C");
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) unsetenv(name);
}

TEST(LanguageTest, ATitleIsInTheClosestLanguageElseAsPrinted) {
  v1::Line line;
  line.set_title("Power grid");
  (*line.mutable_titles())["vi"] = "Lưới điện";
  EXPECT_EQ(TitleIn(line, {"vi-vn", "vi"}), "Lưới điện");
  EXPECT_EQ(TitleIn(line, {"th"}), "Power grid");
  EXPECT_EQ(TitleIn(line, {}), "Power grid");
}

}  // namespace
}  // namespace sheaf::cli
