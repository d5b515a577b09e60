#include "server/watchers/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/sectors/records.h"
#include "server/watchers/watchers_fixture.h"

namespace sheaf::watchers {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MessageTest : public WatchersTest {
 protected:
  void TakeAll(ledger::Revision revision, Message& message) {
    const auto parts = PartsOf(ledger_->CommitAt(revision).value(), 0, true, feed_.sectors());
    for (const SharedPart& part : *parts) ASSERT_TRUE(message.Take(*part));
  }
};

TEST_F(MessageTest, HoldsTheChangesOfSeveralRevisions) {
  Put("plans/energy", PlanOf("energy"));
  clock_.Advance(7);
  PutLines(2);
  const Filter all;
  Message message(all, {1, 0});
  TakeAll(1, message);
  TakeAll(2, message);
  const v1::WatchResponse response = Read(message.Bytes());
  EXPECT_THAT(Told(response),
              ElementsAre("1 plans/energy", "2 plans/energy/lines/L0", "2 plans/energy/lines/L1"));
  EXPECT_EQ(response.complete_through(), 2);
  EXPECT_EQ(response.commit_time().nanos(), 7000);
  const ledger::Record record = ledger_->CommitAt(2)->records[1];
  EXPECT_EQ(response.changes(2).SerializeAsString(),
            sectors::ChangeOf(record)->SerializeAsString());
}

TEST_F(MessageTest, LeavesOutWhatDoesNotFit) {
  ASSERT_TRUE(Commit({Make("memberStates/IDN", ""), Make("plans/a", PlanOf("energy")),
                      Make("memberStates/LAO", ""), Make("plans/b", PlanOf("energy")),
                      Make("plans/c", PlanOf("energy")), Make("plans/d", PlanOf("ict"))})
                  .ok());
  const Filter filter = Filter::Make({}, {"energy"}).value();
  Message message(filter, {1, 0});
  TakeAll(1, message);
  EXPECT_THAT(Told(Read(message.Bytes())), ElementsAre("1 plans/a", "1 plans/b", "1 plans/c"));
}

TEST_F(MessageTest, WithoutChangesIsAProgressMark) {
  Put("memberStates/IDN", "");
  const Filter filter = Filter::Make({"plans"}, {}).value();
  Message message(filter, {1, 0});
  TakeAll(1, message);
  EXPECT_FALSE(message.has_changes());
  const v1::WatchResponse mark = Read(message.Bytes());
  EXPECT_EQ(mark.complete_through(), 1);
  EXPECT_FALSE(mark.has_commit_time());
  EXPECT_THAT(Told(mark), IsEmpty());
}

TEST_F(MessageTest, IsCompleteOnlyWithTheLastPartOfARevision) {
  PutLines(520);
  const auto parts = PartsOf(ledger_->CommitAt(1).value(), 0, true, feed_.sectors()).value();
  ASSERT_EQ(parts.size(), 3u);
  const Filter all;
  Message message(all, {1, 0});
  ASSERT_TRUE(message.Take(*parts[0]) && message.Take(*parts[1]));
  EXPECT_EQ(Read(message.Bytes()).complete_through(), 0);
  ASSERT_TRUE(message.Take(*parts[2]));
  EXPECT_EQ(Read(message.Bytes()).complete_through(), 1);
}

TEST_F(MessageTest, IsBoundedInBytes) {
  PutLines(1000, 300);
  const auto parts = PartsOf(ledger_->CommitAt(1).value(), 0, true, feed_.sectors()).value();
  const Filter all;
  Message message(all, {1, 0});
  ASSERT_TRUE(message.Take(*parts[0]));
  const Position next = message.next();
  EXPECT_FALSE(message.Take(*parts[1]));
  EXPECT_EQ(message.next(), next);
  EXPECT_LE(message.Bytes().Length(), Message::kMaxBytes + 2000);
}

}  // namespace
}  // namespace sheaf::watchers
