#include "clients/cli/nearest.h"

#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

const std::vector<std::string> kWords = {"push", "publish", "plan", "due", "diff", "review"};

TEST(NearestTest, TakesSlipsOfTheFingersForWhatWasMeant) {
  EXPECT_EQ(Nearest("puhs", kWords), "push") << "two letters swapped";
  EXPECT_EQ(Nearest("pus", kWords), "push") << "a letter left out";
  EXPECT_EQ(Nearest("plann", kWords), "plan") << "a letter too many";
  EXPECT_EQ(Nearest("dif", kWords), "diff");
  EXPECT_EQ(Nearest("pub", kWords), "publish") << "a beginning";
}

TEST(NearestTest, TakesNoOtherWordForOne) {
  EXPECT_EQ(Nearest("spreadsheet", kWords), "");
  EXPECT_EQ(Nearest("x", kWords), "");
  EXPECT_EQ(Nearest("", kWords), "");
  EXPECT_EQ(DidYouMean("spreadsheet", kWords), "");
}

TEST(NearestTest, AsksInPlainWords) {
  EXPECT_EQ(DidYouMean("puhs", kWords), "; did you mean 'push'?");
}

}  // namespace
}  // namespace sheaf::cli
