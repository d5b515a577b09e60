#include "server/sectors/wording.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sheaf::sectors {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(WordingTest, KnowsSnakeAndKebabCase) {
  for (const char* word : {"a", "in_progress", "asean6", "a_1"}) EXPECT_TRUE(IsSnakeCase(word));
  for (const char* word : {"", "_a", "a_", "a__b", "A", "1a", "a-b", "a b"}) {
    EXPECT_FALSE(IsSnakeCase(word)) << word;
  }
  EXPECT_TRUE(IsKebabCase("treaty-matrix"));
  EXPECT_FALSE(IsKebabCase("treaty_matrix"));
}

TEST(WordingTest, QuotesWhatAReaderCanRead) {
  EXPECT_EQ(Quoted("a"), "'a'");
  EXPECT_EQ(Quoted("a\x1b[1m"), "'a?[1m'");
  EXPECT_EQ(Quoted("caf\xe9"), "'caf?'");
  EXPECT_EQ(Quoted("đường"), "'đường'");
  EXPECT_EQ(Quoted(std::string(200, 'x')), "'" + std::string(80, 'x') + "...'");
  // A character of two bytes across the cut is left out whole.
  EXPECT_EQ(Quoted(std::string(79, 'x') + "đđ"), "'" + std::string(79, 'x') + "...'");
}

TEST(WordingTest, ListsAsPeopleDo) {
  EXPECT_EQ(Listed({}), "");
  EXPECT_EQ(Listed({"a"}), "a");
  EXPECT_EQ(Listed({"a", "b"}), "a and b");
  EXPECT_EQ(Listed({"a", "b", "c"}, "or"), "a, b or c");
}

TEST(WordingTest, FindsTheNearestWords) {
  const std::vector<std::string> words = {"completed", "in_progress", "signed", "partially_signed"};
  EXPECT_THAT(NearestWords("Completd", words), ElementsAre("completed"));
  EXPECT_THAT(NearestWords("In Progress", words), ElementsAre("in_progress"));
  EXPECT_THAT(NearestWords("sined", words), ElementsAre("signed"));
  EXPECT_THAT(NearestWords("xyz", words), IsEmpty());
}

TEST(WordingTest, SuggestsAllWhereTheyAreFewAndTheNearestWhereTheyAreMany) {
  EXPECT_EQ(Suggestion("x", {}, "plans"), "there are no plans");
  EXPECT_EQ(Suggestion("x", {"a", "b"}, "plans"), "the plans are a and b");
  std::vector<std::string> many;
  for (char c = 'a'; c <= 'z'; ++c) many.push_back(std::string("word_") + c + c);
  EXPECT_EQ(Suggestion("word_qq", many, "words").substr(0, 22), "did you mean 'word_qq'");
  EXPECT_EQ(Suggestion("zebra crossing", many, "words"),
            "none of the 26 words is near; look them up in the manifest");
}

}  // namespace
}  // namespace sheaf::sectors
