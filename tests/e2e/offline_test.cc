// Work that was pushed without a server: kept across kills, sent in order, each once; and found
// where it was altered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/e2e/real_server.h"
#include "tests/e2e/waiting_work.h"

namespace sheaf::e2e {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::Not;

constexpr int kKills = 60;
constexpr int kEntries = 4;
constexpr int kUpdates = 1200;  // three batches an entry

class Offline : public testing::Test {
 protected:
  Offline() : server_(Plugins::kWithout), seed_(std::random_device()()), random_(seed_) {
    ImportOneLine(server_, "p");
  }

  std::map<std::string, std::string> Environment() const {
    return {{"SHEAF_SERVER", server_.address()}, {"XDG_STATE_HOME", server_.folder() + "/state"}};
  }
  Ended Sheaf(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), SHEAF);
    return RunProgram(arguments, Environment());
  }
  Ended Keep(int push, int count) const {
    const std::string file =
        server_.WriteFile("push-" + std::to_string(push) + ".csv", CsvOf(push, count));
    return Sheaf({"push", file, "--plan", "p", "--offline"});
  }
  // Runs `sheaf` and kills it after a random time up to `longest`; true where it had ended well
  // before.
  bool RunAndKill(std::vector<std::string> arguments, std::chrono::microseconds longest) {
    arguments.insert(arguments.begin(), SHEAF);
    Program program(arguments, server_.folder() + "/killed.log", Environment());
    // The random point at which it dies is what is tested.
    std::this_thread::sleep_for(longest * (random_() % 1000) / 1000);
    return program.End(SIGKILL) == 0;
  }
  std::string Entry(int number) const {
    for (const auto& file : fs::recursive_directory_iterator(server_.folder() + "/state")) {
      if (file.path().filename() == "00000" + std::to_string(number) + ".entry") {
        return file.path().string();
      }
    }
    ADD_FAILURE() << "no entry " << number;
    return "";
  }

  RealServer server_;
  const unsigned seed_;
  std::mt19937 random_;
};

TEST_F(Offline, ItIsKeptWhileTheServerIsDownAndSentInOrderWhenItIsUp) {
  server_.Stop();
  for (int push = 0; push < 3; ++push) {
    const Ended kept = Keep(push, 5);
    EXPECT_EQ(kept.exit_code, 0) << kept.err;
    EXPECT_THAT(kept.out, HasSubstr("kept as entry " + std::to_string(push + 1)));
  }
  const Ended down = Sheaf({"sync"});
  EXPECT_EQ(down.exit_code, 3);
  EXPECT_THAT(down.err, AllOf(HasSubstr("cannot reach the server"), HasSubstr("still wait")));
  EXPECT_THAT(Sheaf({"sync", "--list"}).out,
              AllOf(HasSubstr("push-0.csv"), HasSubstr("push-2.csv"), HasSubstr("waiting")));
  server_.StartAgain();
  const Ended up = Sheaf({"sync"});
  EXPECT_EQ(up.exit_code, 0) << up.err;
  EXPECT_THAT(up.out, HasSubstr("5 updates pushed to plans/p, 0 unchanged"));
  std::vector<std::string> expected;
  for (const v1::Update& update : HeldBy(server_, "p")) {
    expected.push_back(update.note().substr(0, 1));
  }
  EXPECT_EQ(expected.size(), 15u);
  EXPECT_TRUE(std::is_sorted(expected.begin(), expected.end()));
  EXPECT_THAT(Sheaf({"sync", "--list"}).out, HasSubstr("nothing waits"));
}

TEST_F(Offline, KilledAtAnyMomentItSendsEachOnceAndInOrder) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  std::vector<int> expected;
  int push = 0;
  int kills = 0;
  while (kills < kKills) {
    for (int i = 0; i < kEntries; ++i, ++push) {
      EXPECT_EQ(Keep(push, kUpdates).exit_code, 0);
      expected.insert(expected.end(), kUpdates, push);
    }
    const auto revision = server_.Status().revision();
    while (!RunAndKill({"sync"}, std::chrono::milliseconds(400))) ++kills;
    EXPECT_EQ(server_.Status().revision() - revision, kEntries * 3) << "a batch was made twice";
  }
  std::vector<int> held;
  for (const v1::Update& update : HeldBy(server_, "p")) held.push_back(std::stoi(update.note()));
  EXPECT_THAT(held, ElementsAreArray(expected));
}

TEST_F(Offline, KilledWhileItKeepsWorkTheWorkIsThereWholeOrNotAtAll) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  int acknowledged = 0;
  for (int push = 0; push < kKills; ++push) {
    const std::string file = server_.WriteFile("file.csv", CsvOf(push, 50));
    acknowledged +=
        RunAndKill({"push", file, "--plan", "p", "--offline"}, std::chrono::milliseconds(80));
  }
  const Ended sent = Sheaf({"sync"});
  EXPECT_EQ(sent.exit_code, 0) << sent.err;
  std::map<int, int> held;
  for (const v1::Update& update : HeldBy(server_, "p")) ++held[std::stoi(update.note())];
  EXPECT_GE(static_cast<int>(held.size()), acknowledged);
  for (const auto& [push, count] : held) EXPECT_EQ(count, 50) << "push " << push;
}

TEST_F(Offline, AnAlteredEntryIsToldAndNothingIsSentUntilItIsPassedOver) {
  for (int push = 0; push < 3; ++push) Keep(push, 5);
  const std::string path = Entry(2);
  std::string bytes = (std::ostringstream() << std::ifstream(path).rdbuf()).str();
  bytes.replace(bytes.find("in_progress"), 11, "completed\", ");
  std::ofstream(path) << bytes;
  const Ended refused = Sheaf({"sync"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("000002.entry: it was altered"),
                                 HasSubstr("nothing was sent"), HasSubstr("--drop 2")));
  EXPECT_TRUE(NotesOf(server_, "p").empty());
  EXPECT_EQ(Sheaf({"sync", "--drop", "2"}).exit_code, 2) << "a reason is asked for";
  EXPECT_EQ(Sheaf({"sync", "--drop", "2", "--reason", "altered"}).exit_code, 0);
  const Ended sent = Sheaf({"sync"});
  EXPECT_EQ(sent.exit_code, 0) << sent.err;
  EXPECT_THAT(sent.out, HasSubstr("passed over (altered)"));
  EXPECT_EQ(NotesOf(server_, "p").size(), 10u);
}

TEST_F(Offline, WhatTheServerRefusesIsToldInTheFilesTermsAndTheRestWaits) {
  const std::string file = server_.WriteFile(
      "wrong.csv", "line_code,reported_status\nL,in_progress\nL,in_progres\nM,in_progress\n");
  EXPECT_EQ(Sheaf({"push", file, "--plan", "p", "--offline"}).exit_code, 0);
  Keep(1, 5);
  const Ended refused = Sheaf({"sync"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("wrong.csv:4: line_code"),
                                 HasSubstr("nothing of it was written"), HasSubstr("--drop 1")));
  EXPECT_TRUE(NotesOf(server_, "p").empty());
  EXPECT_EQ(Sheaf({"sync", "--drop", "1", "--reason", "no such line"}).exit_code, 0);
  EXPECT_EQ(Sheaf({"sync"}).exit_code, 0);
  EXPECT_EQ(NotesOf(server_, "p").size(), 5u);
}

TEST_F(Offline, AFileThatIsWrongInItselfIsNotKept) {
  const std::string file = server_.WriteFile("wrong.csv", "line_code,reported_status\nL,\n");
  const Ended refused = Sheaf({"push", file, "--plan", "p", "--offline"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("wrong.csv:2: reported_status"));
  EXPECT_THAT(Sheaf({"sync", "--list"}).out, HasSubstr("nothing waits"));
}

}  // namespace
}  // namespace sheaf::e2e
