#include "clients/cpp/spool.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cpp/ed25519.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::client {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kServer[] = "127.0.0.1:7433";

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

void Write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

class SpoolTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "sheaf-spool-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    spool_ = std::make_unique<Spool>(*Spool::Open(folder_ + "/s", kServer));
  }
  void TearDown() override { fs::remove_all(folder_); }

  static SpoolEntry Entry(const std::string& file) {
    SpoolEntry entry;
    entry.user = "alice";
    entry.plan = "energy";
    entry.file = file;
    entry.made = "2026-07-01T08:30:00Z";
    v1::LineUpdate update;
    update.set_line_code("EN-1");
    update.mutable_update()->set_reported_status("on_going");
    update.mutable_update()->set_narrative("two\nlines");
    update.mutable_update()->mutable_progress()->set_value(0.1);
    entry.updates = {update};
    entry.rows = {17};
    return entry;
  }

  int64_t Add(const std::string& file) {
    const auto added = spool_->Add(Entry(file));
    EXPECT_TRUE(added.ok()) << added.status();
    return added.value_or(0);
  }

  // The files of what waits; of what cannot be sent, why.
  std::vector<std::string> Files() {
    std::vector<std::string> files;
    const auto waiting = spool_->ReadWaiting();
    if (!waiting.ok()) return {std::string(waiting.status().message())};
    for (const Waiting& one : *waiting) {
      const std::string shown =
          one.problem.ok() ? one.entry.file : std::string(one.problem.message());
      files.push_back(shown + (one.dropped_reason.empty() ? "" : " - " + one.dropped_reason));
    }
    return files;
  }

  std::string Path(const std::string& name) const { return spool_->folder() + "/" + name; }

  std::string folder_;
  std::unique_ptr<Spool> spool_;
};

TEST_F(SpoolTest, WhatWasPutInComesBackInOrder) {
  EXPECT_THAT(Files(), IsEmpty());
  EXPECT_EQ(Add("a.csv"), 1);
  EXPECT_EQ(Add("b.csv"), 2);
  spool_ = std::make_unique<Spool>(*Spool::Open(folder_ + "/s", kServer));
  EXPECT_THAT(Files(), ElementsAre("a.csv", "b.csv"));
  const SpoolEntry entry = spool_->ReadWaiting()->at(0).entry;
  EXPECT_EQ(entry.user, "alice");
  EXPECT_EQ(entry.plan, "energy");
  EXPECT_EQ(entry.server, kServer);
  EXPECT_EQ(entry.rows, std::vector<int64_t>{17});
  ASSERT_THAT(entry.updates, SizeIs(1));
  EXPECT_EQ(entry.updates[0].SerializeAsString(), Entry("").updates[0].SerializeAsString());
  EXPECT_NE(entry.request_id, spool_->ReadWaiting()->at(1).entry.request_id);
}

TEST_F(SpoolTest, WhatWasSentIsGoneAndTheRestStays) {
  Add("a.csv");
  Add("b.csv");
  ASSERT_TRUE(spool_->Begin(1).ok());
  EXPECT_TRUE(spool_->ReadWaiting()->at(0).begun);
  EXPECT_FALSE(spool_->ReadWaiting()->at(1).begun);
  ASSERT_TRUE(spool_->Finish(1).ok());
  EXPECT_THAT(Files(), ElementsAre("b.csv"));
  EXPECT_FALSE(fs::exists(Path("000001.entry")));
  EXPECT_FALSE(spool_->Finish(1).ok()) << "only the next one";
  ASSERT_TRUE(spool_->Finish(2).ok());
  EXPECT_EQ(Add("c.csv"), 3) << "numbers are not used again";
  EXPECT_THAT(Files(), ElementsAre("c.csv"));
}

TEST_F(SpoolTest, TheKeyIsForItsOwnerOnly) {
  Add("a.csv");
  struct stat found {};
  ASSERT_EQ(stat(Path("key").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
  chmod(Path("key").c_str(), 0644);
  EXPECT_THAT(Files(), ElementsAre(HasSubstr("others can read this key")));
}

TEST_F(SpoolTest, AnAlteredEntryIsFound) {
  Add("a.csv");
  Add("b.csv");
  std::string bytes = Read(Path("000001.entry"));
  bytes.replace(bytes.find("on_going"), 8, "complete");
  Write(Path("000001.entry"), bytes);
  EXPECT_THAT(Files(), ElementsAre(HasSubstr("000001.entry: it was altered"), "b.csv"));
}

TEST_F(SpoolTest, EveryFlippedBitOfAnEntryIsFound) {
  Add("a.csv");
  const std::string whole = Read(Path("000001.entry"));
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string bytes = whole;
    bytes[i] ^= 1;
    Write(Path("000001.entry"), bytes);
    EXPECT_FALSE(spool_->ReadWaiting()->at(0).problem.ok()) << "byte " << i;
  }
}

TEST_F(SpoolTest, AnEntryCutShortIsFound) {
  Add("a.csv");
  const std::string whole = Read(Path("000001.entry"));
  for (size_t size = 0; size < whole.size(); ++size) {
    Write(Path("000001.entry"), whole.substr(0, size));
    EXPECT_FALSE(spool_->ReadWaiting()->at(0).problem.ok()) << size << " bytes";
  }
}

TEST_F(SpoolTest, EntriesThatChangedPlacesAreFound) {
  Add("a.csv");
  Add("b.csv");
  const std::string first = Read(Path("000001.entry"));
  Write(Path("000001.entry"), Read(Path("000002.entry")));
  Write(Path("000002.entry"), first);
  EXPECT_THAT(Files(), ElementsAre(HasSubstr("out of its place: it is entry 2"),
                                   HasSubstr("out of its place: it is entry 1")));
}

TEST_F(SpoolTest, AMissingEntryIsFoundBeItTheLast) {
  Add("a.csv");
  Add("b.csv");
  Add("c.csv");
  fs::remove(Path("000001.entry"));
  fs::remove(Path("000003.entry"));
  EXPECT_THAT(Files(), ElementsAre(HasSubstr("000001.entry: is missing"), "b.csv",
                                   HasSubstr("000003.entry: is missing")));
}

TEST_F(SpoolTest, AnEntryOfAnotherSpoolOfTheSameKeyIsFound) {
  Add("a.csv");
  Spool other = *Spool::Open(folder_ + "/other", "127.0.0.1:9");
  fs::copy_file(Path("key"), folder_ + "/other/key");
  ASSERT_TRUE(other.Add(Entry("x.csv")).ok());
  fs::copy_file(folder_ + "/other/000001.entry", Path("000001.entry"),
                fs::copy_options::overwrite_existing);
  EXPECT_THAT(Files(), ElementsAre(HasSubstr("for 127.0.0.1:9")));
  fs::copy_file(folder_ + "/other/head", Path("head"), fs::copy_options::overwrite_existing);
  EXPECT_THAT(Files(), ElementsAre(HasSubstr("that of another server")));
}

TEST_F(SpoolTest, AnEarlierEntryInTheSamePlaceIsFound) {
  Add("a.csv");
  fs::copy(Path(""), folder_ + "/earlier", fs::copy_options::recursive);
  Add("b.csv");
  Add("c.csv");
  Spool earlier = *Spool::Open(folder_ + "/earlier", kServer);
  ASSERT_TRUE(earlier.Add(Entry("z.csv")).ok());
  fs::copy_file(folder_ + "/earlier/000002.entry", Path("000002.entry"),
                fs::copy_options::overwrite_existing);
  EXPECT_THAT(Files(),
              ElementsAre("a.csv", "z.csv", HasSubstr("does not follow the entry before it")));
}

TEST_F(SpoolTest, AHeadThatIsMissingOrOlderIsFound) {
  Add("a.csv");
  const std::string old_head = Read(Path("head"));
  Add("b.csv");
  Add("c.csv");
  fs::remove(Path("head"));
  EXPECT_THAT(Files(), ElementsAre(HasSubstr("missing or older than the entries")));
  Write(Path("head"), old_head);
  EXPECT_THAT(Files(), ElementsAre(HasSubstr("missing or older than the entries")));
  EXPECT_FALSE(spool_->Add(Entry("d.csv")).ok());
}

TEST_F(SpoolTest, WhatACrashLeftBehindIsBroughtToAnEnd) {
  Add("a.csv");
  const std::string head_after_a = Read(Path("head"));
  Add("b.csv");
  Write(Path("head"), head_after_a);
  Write(Path("000003.entry.new"), "half an ent");
  EXPECT_THAT(Files(), ElementsAre("a.csv", "b.csv")) << "the entry was whole, its head not yet";
  EXPECT_EQ(Add("c.csv"), 3);
  const std::string entry = Read(Path("000001.entry"));
  ASSERT_TRUE(spool_->Finish(1).ok());
  Write(Path("000001.entry"), entry);
  EXPECT_THAT(Files(), ElementsAre("b.csv", "c.csv")) << "sent, and not yet tidied away";
  EXPECT_FALSE(fs::exists(Path("000001.entry")));
}

TEST_F(SpoolTest, WhatIsDroppedIsPassedOverAndKeptWithTheReason) {
  Add("a.csv");
  Add("b.csv");
  ASSERT_TRUE(spool_->Drop(1, "wrong\nyear", "2026-07-02T00:00:00Z").ok());
  EXPECT_THAT(Files(), ElementsAre("a.csv - wrong year", "b.csv"));
  ASSERT_TRUE(spool_->Finish(1).ok());
  EXPECT_THAT(Files(), ElementsAre("b.csv"));
  EXPECT_THAT(Read(Path("dropped/000001.entry")), HasSubstr("a.csv"));
  EXPECT_THAT(Read(Path("dropped/000001.dropped")), HasSubstr("wrong year"));
  EXPECT_TRUE(absl::IsNotFound(spool_->Drop(1, "x", "")));
  EXPECT_TRUE(absl::IsNotFound(spool_->Drop(3, "x", "")));
}

TEST_F(SpoolTest, WhatIsDamagedCanBeDroppedAndTheRestGoesOn) {
  Add("a.csv");
  Add("b.csv");
  Add("c.csv");
  fs::remove(Path("000001.entry"));
  Write(Path("000003.entry"), "altered");
  ASSERT_TRUE(spool_->Drop(1, "lost", "").ok());
  ASSERT_TRUE(spool_->Drop(3, "altered", "").ok());
  EXPECT_THAT(Files(), ElementsAre(" - lost", "b.csv", " - altered"));
  ASSERT_TRUE(spool_->Finish(1).ok());
  ASSERT_TRUE(spool_->Finish(2).ok());
  ASSERT_TRUE(spool_->Finish(3).ok());
  EXPECT_EQ(Add("d.csv"), 4);
  EXPECT_THAT(Files(), ElementsAre("d.csv"));
}

TEST_F(SpoolTest, AnAlteredDropNoteIsFound) {
  Add("a.csv");
  ASSERT_TRUE(spool_->Drop(1, "wrong year", "").ok());
  std::string note = Read(Path("000001.dropped"));
  note.replace(note.find("wrong"), 5, "right");
  Write(Path("000001.dropped"), note);
  EXPECT_THAT(Files(), ElementsAre(HasSubstr("000001.dropped: was altered")));
}

TEST_F(SpoolTest, OneSendsAtATime) {
  const auto lock = spool_->LockForSending();
  ASSERT_TRUE(lock.ok());
  Add("a.csv");  // goes on meanwhile
  EXPECT_TRUE(absl::IsUnavailable(spool_->LockForSending().status()));
  EXPECT_TRUE(absl::IsUnavailable(spool_->Drop(1, "x", "")));
}

TEST(SigningKey, SignsWhatItsPublicKeyVerifies) {
  const SigningKey key = SigningKey::Make();
  const std::string signature = key.Sign("words");
  EXPECT_TRUE(IsSignedBy(key.public_key(), "words", signature));
  EXPECT_FALSE(IsSignedBy(key.public_key(), "swords", signature));
  EXPECT_FALSE(IsSignedBy(SigningKey::Make().public_key(), "words", signature));
  const auto again = SigningKey::OfPem(key.Pem());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->public_key(), key.public_key());
  EXPECT_FALSE(SigningKey::OfPem("words").ok());
}

}  // namespace
}  // namespace sheaf::client
