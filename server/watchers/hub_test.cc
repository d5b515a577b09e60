#include "server/watchers/hub.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "server/watchers/watchers_fixture.h"

namespace sheaf::watchers {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// What a client at the other end sees. It reads as soon as it may, unless it is told to hold.
class Client : public Outlet {
 public:
  void Send(grpc::ByteBuffer message) override {
    const std::lock_guard lock(mutex_);
    const v1::WatchResponse response = Read(message);
    for (const std::string& change : Told(response)) told_.push_back(change);
    through_.push_back(response.complete_through());
    largest_ = std::max(largest_, message.Length());
    unread_ = true;
    changed_.notify_all();
  }
  void End(const absl::Status& status) override {
    const std::lock_guard lock(mutex_);
    ++ends_;
    end_ = status;
    changed_.notify_all();
  }
  void Drop() override {
    const std::lock_guard lock(mutex_);
    dropped_ = true;
    changed_.notify_all();
  }

  // Waits for the next message and takes it; false where the watch has ended.
  bool ReadOne(Hub& hub) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return unread_ || ends_ > 0; });
    if (!std::exchange(unread_, false)) return false;
    lock.unlock();
    hub.Sent(this);
    return true;
  }
  // Reads until all up to `revision` has come; what it was told in all.
  std::vector<std::string> ReadThrough(Hub& hub, ledger::Revision revision) {
    while ((unread() || through() < revision) && ReadOne(hub)) {
    }
    const std::lock_guard lock(mutex_);
    return told_;
  }
  ledger::Revision through() {
    const std::lock_guard lock(mutex_);
    return through_.empty() ? -1 : through_.back();
  }
  bool unread() {
    const std::lock_guard lock(mutex_);
    return unread_;
  }
  absl::Status WaitForEnd() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ends_ > 0; });
    return end_;
  }
  void WaitForDrop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return dropped_; });
  }
  std::vector<ledger::Revision> all_through() {
    const std::lock_guard lock(mutex_);
    return through_;
  }
  size_t largest() {
    const std::lock_guard lock(mutex_);
    return largest_;
  }
  int ends() {
    const std::lock_guard lock(mutex_);
    return ends_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> told_;
  std::vector<ledger::Revision> through_;
  size_t largest_ = 0;
  bool unread_ = false;
  bool dropped_ = false;
  int ends_ = 0;
  absl::Status end_;
};

class HubTest : public WatchersTest {
 protected:
  void Start(const HubOptions& options = {}) {
    hub_ = std::make_unique<Hub>(&feed_, ledger_.get(), options);
  }
  ~HubTest() override { hub_ = nullptr; }

  std::shared_ptr<Client> WatchFrom(std::optional<ledger::Revision> after, Filter filter = {},
                                    milliseconds progress = milliseconds(10'000)) {
    auto client = std::make_shared<Client>();
    hub_->Add(client, {after, std::move(filter), progress});
    return client;
  }

  // What there is to be told, by the ledger.
  std::vector<std::string> History(ledger::Revision from, const Filter& filter = {}) {
    std::vector<std::string> history;
    for (ledger::Revision r = from; r <= ledger_->Head(); ++r) {
      const ledger::Commit commit = ledger_->CommitAt(r).value();
      for (const ledger::Record& record : commit.records) {
        const std::string sector = feed_.sectors().SectorOf(record.resource, r);
        if (filter.Fits(record.resource, sector)) {
          history.push_back(std::to_string(r) + " " + record.resource);
        }
      }
    }
    return history;
  }

  std::unique_ptr<Hub> hub_;
};

TEST_F(HubTest, TellsThePastThenWhatIsCommitted) {
  Start();
  for (int i = 0; i < 5; ++i) PutLines(2);
  const auto client = WatchFrom(2);
  client->ReadThrough(*hub_, 5);
  for (int i = 0; i < 5; ++i) PutLines(1);
  EXPECT_EQ(client->ReadThrough(*hub_, 10), History(3));
}

TEST_F(HubTest, WithoutARevisionTellsWhatComesFromNowOn) {
  Start();
  PutLines(1);
  const auto client = WatchFrom(std::nullopt);
  EXPECT_THAT(client->ReadThrough(*hub_, 1), IsEmpty()) << "a mark says where it begins";
  PutLines(1);
  EXPECT_THAT(client->ReadThrough(*hub_, 2), ElementsAre("2 plans/energy/lines/L0"));
}

TEST_F(HubTest, SaysAtOnceWhenNothingOfThePastIsLeft) {
  Start();
  PutLines(3);
  const auto client = WatchFrom(0, Filter::Make({"memberStates"}, {}).value());
  EXPECT_THAT(client->ReadThrough(*hub_, 1), IsEmpty());
  EXPECT_THAT(client->all_through(), ElementsAre(1));
}

TEST_F(HubTest, MarksProgressWhereNothingFits) {
  Start();
  const auto client = WatchFrom(0, Filter::Make({"memberStates"}, {}).value(), milliseconds(100));
  PutLines(1);
  PutLines(1);
  EXPECT_THAT(client->ReadThrough(*hub_, 2), IsEmpty());
}

TEST_F(HubTest, TellsEachWatcherWhatFitsIt) {
  Start();
  const Filter energy = Filter::Make({}, {"energy"}).value();
  const Filter states = Filter::Make({"memberStates"}, {}).value();
  Put("plans/energy", PlanOf("energy"));
  const auto of_energy = WatchFrom(0, energy, milliseconds(100));
  const auto of_states = WatchFrom(0, states, milliseconds(100));
  const auto of_all = WatchFrom(0);
  for (int i = 0; i < 20; ++i) {
    PutLines(3);
    Put("memberStates/IDN", StateOf(std::to_string(i)));
  }
  const ledger::Revision head = ledger_->Head();
  EXPECT_EQ(of_energy->ReadThrough(*hub_, head), History(1, energy));
  EXPECT_EQ(of_states->ReadThrough(*hub_, head), History(1, states));
  EXPECT_EQ(of_all->ReadThrough(*hub_, head), History(1));
}

TEST_F(HubTest, WhoIsBehindTheBoundedMemoryMissesNothing) {
  HubOptions options;
  options.recent_max_bytes = 3000;
  options.past_max_bytes = 3000;
  Start(options);
  const auto current = WatchFrom(0);
  const auto behind = WatchFrom(0);
  for (int i = 0; i < 200; ++i) {
    PutLines(2);
    current->ReadThrough(*hub_, i + 1);
  }
  EXPECT_EQ(behind->ReadThrough(*hub_, 200), History(1));
  EXPECT_EQ(current->ReadThrough(*hub_, 200), History(1));
}

TEST_F(HubTest, ALargeRevisionComesInMessagesOfBoundedSize) {
  Start();
  PutLines(1);
  const auto live = WatchFrom(std::nullopt);
  live->ReadThrough(*hub_, 1);
  PutLines(5000, 100);
  PutLines(1);
  EXPECT_EQ(live->ReadThrough(*hub_, 3), History(2));
  const auto later = WatchFrom(1);
  EXPECT_EQ(later->ReadThrough(*hub_, 3), History(2));
  for (const auto& client : {live, later}) {
    EXPECT_LE(client->largest(), 2 * Message::kMaxBytes);
    EXPECT_GT(client->all_through().size(), 8u);
    const auto through = client->all_through();
    EXPECT_TRUE(std::is_sorted(through.begin(), through.end()));
  }
}

TEST_F(HubTest, AWatcherThatDoesNotReadHoldsNobodyUp) {
  Start();
  const auto stuck = WatchFrom(0);
  const auto quick = WatchFrom(0);
  for (int i = 0; i < 100; ++i) PutLines(1, 400);
  EXPECT_EQ(quick->ReadThrough(*hub_, 100), History(1));
  EXPECT_EQ(stuck->all_through().size(), 1u) << "nothing is sent on top of what is not read";
  EXPECT_EQ(stuck->ends(), 0);
}

TEST_F(HubTest, AWatcherThatIsTooSlowIsToldWhereToResumeAndThenDropped) {
  HubOptions options;
  options.send_max = milliseconds(100);
  options.end_max = milliseconds(100);
  Start(options);
  PutLines(1);
  PutLines(1);
  PutLines(1);
  // It reads nothing at all: whether it read in time would be up to the machine.
  const auto client = WatchFrom(1);
  const absl::Status end = client->WaitForEnd();
  EXPECT_EQ(end.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ReasonOf(end), "WATCHER_TOO_SLOW");
  EXPECT_EQ(MetadataOf(end, "resume_after"), "1") << "revision 2 was not taken";
  EXPECT_THAT(std::string(end.message()), HasSubstr("watch again after revision 1"));
  client->WaitForDrop();
  EXPECT_EQ(client->ends(), 1);
}

TEST_F(HubTest, EndsAllAndRefusesWhoComesLater) {
  Start();
  PutLines(1);
  const auto reading = WatchFrom(0);
  reading->ReadThrough(*hub_, 1);
  const auto stuck = WatchFrom(0);
  hub_->EndAll();
  EXPECT_EQ(ReasonOf(stuck->WaitForEnd()), "SERVER_ENDING");
  EXPECT_EQ(reading->WaitForEnd().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(MetadataOf(reading->WaitForEnd(), "resume_after"), "1");
  EXPECT_EQ(MetadataOf(stuck->WaitForEnd(), "resume_after"), "0");
  EXPECT_EQ(ReasonOf(WatchFrom(0)->WaitForEnd()), "SERVER_ENDING");
}

TEST_F(HubTest, TakesABoundedNumberOfWatchers) {
  HubOptions options;
  options.max_watchers = 1;
  Start(options);
  const auto first = WatchFrom(0);
  const auto second = WatchFrom(0);
  EXPECT_EQ(ReasonOf(second->WaitForEnd()), "TOO_MANY_WATCHERS");
  hub_->Left(first.get());
  EXPECT_EQ(first->WaitForEnd().code(), absl::StatusCode::kCancelled);
  const auto third = WatchFrom(0);
  EXPECT_TRUE(third->ReadOne(*hub_));
}

TEST_F(HubTest, SaysWhyWhereTheHistoryCannotBeRead) {
  Put("plans/energy", "no plan at all");
  Start();
  EXPECT_EQ(WatchFrom(0)->WaitForEnd().code(), absl::StatusCode::kDataLoss);
}

TEST_F(HubTest, ManyWatchersWhoComeAndGoWhileOthersWriteEachMissNothing) {
  Start();
  std::atomic<bool> writing = true;
  std::thread writer([&] {
    for (int i = 0; i < 300; ++i) PutLines(1 + i % 7);
    writing = false;
  });
  std::vector<std::thread> readers;
  for (int n = 0; n < 4; ++n) {
    readers.emplace_back([&] {
      while (writing) {
        const ledger::Revision after = ledger_->Head() / 2;
        const auto client = WatchFrom(after);
        const ledger::Revision goal = ledger_->Head();
        auto told = client->ReadThrough(*hub_, goal);
        hub_->Left(client.get());
        EXPECT_FALSE(client->WaitForEnd().ok());
        auto expected = History(after + 1);
        expected.resize(std::min(expected.size(), told.size()));
        EXPECT_EQ(told, expected);
        EXPECT_GE(client->through(), goal);
      }
    });
  }
  writer.join();
  for (std::thread& reader : readers) reader.join();
}

}  // namespace
}  // namespace sheaf::watchers
