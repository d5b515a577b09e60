#include "clients/cli/completion.h"

#include <sstream>

#include "clients/cli/program.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class CompletionTest : public ::testing::Test {
 protected:
  CompletionTest() : session_(out_, err_, 0) { BuildProgram(app_, session_); }

  Expected After(std::vector<std::string> words) { return Expect(app_, std::move(words)); }
  std::vector<std::string> Words(std::vector<std::string> words) {
    std::vector<std::string> found;
    for (const auto& [word, text] : After(std::move(words)).words) found.push_back(word);
    return found;
  }

  std::ostringstream out_, err_;
  Session session_;
  CLI::App app_;
};

TEST_F(CompletionTest, ACommandStandsFirst) {
  EXPECT_THAT(Words({"pus"}), ElementsAre("push"));
  EXPECT_THAT(Words({"plan", ""}), ElementsAre("import"));
  EXPECT_THAT(Words({""}), Not(Contains("write-shipped"))) << "hidden";
}

TEST_F(CompletionTest, ACommandComesWithWhatItDoes) {
  const Expected expected = After({"withdra"});
  ASSERT_EQ(expected.words.size(), 1u);
  EXPECT_THAT(expected.words[0].second, StartsWith("Take an update"));
}

TEST_F(CompletionTest, OptionsAreThoseOfTheCommandAndOfTheProgram) {
  EXPECT_THAT(Words({"push", "x.csv", "--pl"}), ElementsAre("--plan"));
  EXPECT_THAT(Words({"push", "--serv"}), ElementsAre("--server"));
  EXPECT_THAT(Words({"status", "--pl"}), IsEmpty());
}

TEST_F(CompletionTest, AnOptionWithFixedWordsGivesThem) {
  EXPECT_THAT(Words({"status", "-o", ""}), ElementsAre("table", "json", "csv", "tsv"));
  EXPECT_THAT(Words({"status", "--as", "j"}), ElementsAre("json"));
  EXPECT_THAT(Words({"status", "--as", "=", "j"}), ElementsAre("json")) << "as bash has it";
  EXPECT_THAT(Words({"status", "--as", "="}), ElementsAre("table", "json", "csv", "tsv"));
}

TEST_F(CompletionTest, AnOptionAndItsValueMayBeOneWord) {
  const Expected expected = After({"status", "--as=j"});
  EXPECT_EQ(expected.prefix, "--as=");
  ASSERT_EQ(expected.words.size(), 1u);
  EXPECT_EQ(expected.words[0].first, "json");
}

TEST_F(CompletionTest, SomeWordsAreFilesAndSomeOnlyTheServerKnows) {
  EXPECT_EQ(After({"push", ""}).live, Live::kFiles);
  EXPECT_EQ(After({"push", "x.csv", "--plan", ""}).live, Live::kPlans);
  EXPECT_EQ(After({"report", "--sector", ""}).live, Live::kSectors);
  EXPECT_EQ(After({"list", "targets", "--sector", "energy", "--kpi", "E"}).live, Live::kKpis);
  EXPECT_EQ(After({"due", ""}).live, Live::kRounds);
  EXPECT_EQ(After({"get", "plans/"}).live, Live::kResources);
  EXPECT_EQ(After({"publication", "show", ""}).live, Live::kPublications);
  EXPECT_EQ(After({"--ca", ""}).live, Live::kFiles);
  EXPECT_EQ(After({"--profile", ""}).live, Live::kProfiles);
  EXPECT_EQ(After({"push", "x.csv", "--dry-run", ""}).live, Live::kNothing);
}

TEST_F(CompletionTest, AServerWithAPortIsOneWordHoweverTheShellTakesItApart) {
  EXPECT_THAT(Words({"--server", "localhost", ":", "7433", "pus"}), ElementsAre("push"));
}

TEST_F(CompletionTest, IsSilentWithoutAServer) {
  EXPECT_EQ(RunProgram({kCompleteWords, "push", "x.csv", "--server", "127.0.0.1:1", "--plan", ""},
                       out_, err_, 0),
            0);
  EXPECT_EQ(out_.str(), "");
  EXPECT_EQ(err_.str(), "");
}

TEST_F(CompletionTest, PrintsAWordAndWhatItIsALineEach) {
  EXPECT_EQ(RunProgram({kCompleteWords, "status", "-o", "t"}, out_, err_, 0), 0);
  EXPECT_EQ(out_.str(), "table\t\ntsv\t\n");
}

TEST_F(CompletionTest, NoCommandLineIsTooOdd) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{},
                                             {"="},
                                             {":"},
                                             {"--"},
                                             {"-"},
                                             {"--="},
                                             {"--plan", "=", "=", ":"},
                                             {"--as=", "=j"},
                                             {"a", "b", "c", "--", "-o", ""}}) {
    EXPECT_EQ(Expect(app_, words).prefix.find('\n'), std::string::npos);
  }
}

}  // namespace
}  // namespace sheaf::cli
