// `sheaf verify`: what was recorded fits; what was altered behind the server's back is found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "server/store/rocks_store.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

class VerifyTest : public ::testing::Test {
 protected:
  void ImportPlan(const std::string& name) const {
    const std::string file = server_.WriteFile(
        "plan.csv", "line_code,parent_code,level,title\nA,,action,First\nB,,action,Second\n");
    server_.Done({"plan", "import", file, "--plan", name});
  }
  Ended Verify(std::vector<std::string> options = {}) const {
    options.insert(options.begin(), {"verify", "--checkpoint", Checkpoint()});
    return server_.Sheaf(options);
  }
  std::string Checkpoint() const { return server_.folder() + "/checkpoint"; }
  std::string CheckpointText() const {
    std::ostringstream text;
    text << std::ifstream(Checkpoint()).rdbuf();
    return text.str();
  }
  // Another history in the same place.
  void BeginAnew() {
    server_.Stop();
    fs::remove_all(server_.folder() + "/data");
    server_.Start();
  }

  RealServer server_{Plugins::kWithout};
};

TEST_F(VerifyTest, MovesTheCheckpointToTheNewestRevision) {
  ImportPlan("one");
  EXPECT_THAT(Verify().out, AllOf(HasSubstr("fits up to revision 1 of "), HasSubstr("3 changes")));
  EXPECT_THAT(CheckpointText(), HasSubstr("revision 1\n"));
  ImportPlan("two");
  EXPECT_THAT(
      Verify({"--links-only"}).out,
      AllOf(HasSubstr("1 revision since the checkpoint at revision 1"), HasSubstr("links only")));
  EXPECT_THAT(CheckpointText(), HasSubstr("revision 2\n"));
  EXPECT_THAT(Verify({"--from-first"}).out, HasSubstr("2 revisions from the first on, 6 changes"));
}

TEST_F(VerifyTest, TellsAHistoryThatWasRewrittenAndKeepsTheCheckpoint) {
  ImportPlan("one");
  ImportPlan("two");
  Verify();
  const std::string kept = CheckpointText();
  BeginAnew();
  ImportPlan("other");
  const Ended shortened = Verify();
  EXPECT_EQ(shortened.exit_code, 1);
  EXPECT_THAT(shortened.err, AllOf(HasSubstr("it ends before revision 2"),
                                   HasSubstr("the checkpoint stays at revision 2")));
  ImportPlan("another");
  ImportPlan("third");
  const Ended rewritten = Verify();
  EXPECT_EQ(rewritten.exit_code, 1);
  EXPECT_THAT(rewritten.err, HasSubstr("has another hash"));
  EXPECT_EQ(CheckpointText(), kept);
}

TEST_F(VerifyTest, NeedsACheckpointThatItCanRead) {
  ImportPlan("one");
  std::ofstream(Checkpoint()) << "not a checkpoint";
  const Ended ended = Verify();
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, HasSubstr("hexadecimal"));
}

// Under a server that stands still, as somebody with access to the folder could.
TEST_F(VerifyTest, ABitFlippedInTheStoreIsFoundByTheServerAndByTheCheck) {
  for (int i = 0; i < 5; ++i) ImportPlan("plan-" + std::to_string(i));
  server_.Stop();
  const std::string ledger = server_.folder() + "/data/ledger";
  std::vector<std::pair<std::string, std::string>> stored;
  {
    const auto store = store::OpenRocksStore(ledger).value();
    const auto cursor = store->Walk("", "");
    for (cursor->Seek("e"); cursor->Valid(); cursor->Next()) {
      const char kind = cursor->key()[0];
      if (kind == 'e' || kind == 'v') stored.emplace_back(cursor->key(), cursor->value());
    }
  }
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int i = 0; i < 25; ++i) {
    const auto& [key, value] = stored[random() % stored.size()];
    const size_t bit = random() % (value.size() * 8);
    std::string damaged = value;
    damaged[bit / 8] ^= static_cast<char>(1 << bit % 8);
    ASSERT_TRUE(store::OpenRocksStore(ledger).value()->Write({{{key, damaged}}, {}}).ok());
    const Ended check = server_.Check();
    EXPECT_EQ(check.exit_code, 1) << "bit " << bit << " of " << key;
    EXPECT_THAT(check.err, HasSubstr("history: revision "));
    try {
      server_.Start();
      ADD_FAILURE() << "the server started with bit " << bit << " of " << key << " flipped";
      server_.Stop();
    } catch (const std::runtime_error& refused) {
      EXPECT_THAT(std::string(refused.what()), HasSubstr("revision "));
      server_.Kill();  // waits until it has let go of the folder
    }
    ASSERT_TRUE(store::OpenRocksStore(ledger).value()->Write({{{key, value}}, {}}).ok());
  }
  server_.Start();
  EXPECT_EQ(Verify().exit_code, 0);
}

TEST_F(VerifyTest, ACheckOfAFolderWithoutRecordsSaysSo) {
  const std::string nowhere = server_.folder() + "/nowhere";
  const Ended check = RunProgram({SHEAFD, "--data_dir", nowhere, "--check"});
  EXPECT_EQ(check.exit_code, 1);
  EXPECT_THAT(check.err, HasSubstr("holds no records"));
  EXPECT_FALSE(fs::exists(nowhere));
}

}  // namespace
}  // namespace sheaf::e2e
