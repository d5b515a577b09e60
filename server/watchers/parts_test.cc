#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/watchers/part.h"
#include "server/watchers/past_parts.h"
#include "server/watchers/recent_parts.h"
#include "server/watchers/watchers_fixture.h"

namespace sheaf::watchers {
namespace {

SharedPart PartAt(Position begin, Position end, size_t bytes = 1) {
  auto part = std::make_shared<Part>();
  part->begin = begin;
  part->end = end;
  part->bytes = grpc::Slice(std::string(bytes, 'x'));
  return part;
}

class PartsTest : public WatchersTest {
 protected:
  std::vector<SharedPart> PartsAt(ledger::Revision revision) {
    return PartsOf(ledger_->CommitAt(revision).value(), 0, true, feed_.sectors()).value();
  }
};

TEST_F(PartsTest, ASmallRevisionIsOnePart) {
  Put("plans/energy", PlanOf("energy"));
  const auto parts = PartsAt(1);
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0]->begin, (Position{1, 0}));
  EXPECT_EQ(parts[0]->end, (Position{2, 0}));
  EXPECT_EQ(parts[0]->commit_time, kNoon);
  EXPECT_EQ(parts[0]->changes[0].sector, "energy") << "as of the change itself";
}

TEST_F(PartsTest, ALargeRevisionComesInPartsThatFollowOneAnother) {
  PutLines(1000, 300);
  const auto parts = PartsAt(1);
  ASSERT_GT(parts.size(), 3u);
  Position next{1, 0};
  for (const SharedPart& part : parts) {
    EXPECT_EQ(part->begin, next);
    EXPECT_LE(part->changes.size(), Part::kMaxChanges);
    EXPECT_LE(part->bytes.size(), Part::kMaxBytes + 1000);
    next = part->end;
  }
  EXPECT_EQ(next, Position::After(1));
}

TEST_F(PartsTest, WhatCannotBeReadIsAnError) {
  Put("plans/energy", "no plan at all");
  EXPECT_EQ(PartsOf(ledger_->CommitAt(1).value(), 0, true, feed_.sectors()).status().code(),
            absl::StatusCode::kDataLoss);
}

TEST(RecentParts, FindsWhatFollowsAPlace) {
  RecentParts recent(1 << 20);
  recent.Add(PartAt({5, 0}, {5, 256}));
  recent.Add(PartAt({5, 256}, {6, 0}));
  recent.Add(PartAt({6, 0}, {7, 0}));
  EXPECT_EQ(recent.Find({5, 256})->end, (Position{6, 0}));
  EXPECT_EQ(recent.Find({6, 0})->end, (Position{7, 0}));
  EXPECT_EQ(recent.Find({4, 0}), nullptr);
  EXPECT_EQ(recent.Find({5, 100}), nullptr);
  EXPECT_EQ(recent.Find({7, 0}), nullptr);
}

TEST(RecentParts, AreBounded) {
  RecentParts recent(10'000);
  for (ledger::Revision r = 1; r <= 100; ++r) {
    recent.Add(PartAt({r, 0}, Position::After(r), 1000));
    EXPECT_LE(recent.bytes(), 10'000u);
  }
  EXPECT_EQ(recent.Find({1, 0}), nullptr);
  EXPECT_NE(recent.Find({100, 0}), nullptr);
  recent.Add(PartAt({101, 0}, {102, 0}, 50'000));
  EXPECT_NE(recent.Find({101, 0}), nullptr) << "the newest is there, whatever its size";
  EXPECT_EQ(recent.Find({100, 0}), nullptr);
}

TEST(RecentParts, NeverHoldAGap) {
  RecentParts recent(1 << 20);
  recent.Add(PartAt({1, 0}, {2, 0}));
  recent.Add(PartAt({3, 0}, {4, 0}));
  EXPECT_EQ(recent.Find({1, 0}), nullptr);
  EXPECT_NE(recent.Find({3, 0}), nullptr);
  EXPECT_EQ(recent.bytes(), recent.Find({3, 0})->Footprint());
}

TEST_F(PartsTest, ThePastIsTheSameAsWhatWasSentThen) {
  Put("plans/energy", PlanOf("energy"));
  PutLines(6000, 30);
  PastParts past(ledger_.get(), &feed_.sectors(), 16 << 20);
  std::vector<SharedPart> told = PartsAt(1);
  for (const SharedPart& part : PartsAt(2)) told.push_back(part);
  Position next{1, 0};
  std::vector<std::string> now_read, then_sent;
  while (next.revision <= 2) {
    const SharedPart part = past.Read(next).value();
    EXPECT_EQ(part->begin, next);
    for (const Part::Change& change : part->changes) now_read.push_back(change.resource);
    next = part->end;
  }
  for (const SharedPart& part : told) {
    for (const Part::Change& change : part->changes) then_sent.push_back(change.resource);
  }
  EXPECT_EQ(now_read, then_sent);
}

TEST_F(PartsTest, ThePastIsReadOnceForAll) {
  Put("plans/energy", PlanOf("energy"));
  PastParts past(ledger_.get(), &feed_.sectors(), 16 << 20);
  EXPECT_EQ(past.Read({1, 0}).value(), past.Read({1, 0}).value());
  PastParts without_memory(ledger_.get(), &feed_.sectors(), 0);
  const SharedPart first = without_memory.Read({1, 0}).value();
  PutLines(1);
  ASSERT_TRUE(without_memory.Read({2, 0}).ok());
  EXPECT_NE(without_memory.Read({1, 0}).value(), first);
}

TEST_F(PartsTest, OneTurnLooksAtABoundedNumberOfChanges) {
  for (int i = 0; i < 3; ++i) PutLines(800);
  PastParts past(ledger_.get(), &feed_.sectors(), 16 << 20);
  const Filter filter = Filter::Make({"memberStates"}, {}).value();
  Message message(filter, {1, 0});
  ASSERT_TRUE(past.Fill(3, &message).ok());
  EXPECT_FALSE(message.has_changes());
  EXPECT_LT(message.next(), Position::After(2));
}

}  // namespace
}  // namespace sheaf::watchers
