#include "server/reports/recently_used.h"

#include <gtest/gtest.h>

namespace sheaf::reports {
namespace {

std::shared_ptr<const int> Value(int value) { return std::make_shared<const int>(value); }

TEST(RecentlyUsed, TheLeastRecentlyUsedGoesFirst) {
  RecentlyUsed<int> memory(2, 100);
  memory.Put("a", Value(1), 1);
  memory.Put("b", Value(2), 1);
  ASSERT_NE(memory.Find("a"), nullptr);
  memory.Put("c", Value(3), 1);
  EXPECT_EQ(memory.Find("b"), nullptr);
  EXPECT_NE(memory.Find("a"), nullptr);
  EXPECT_NE(memory.Find("c"), nullptr);
}

TEST(RecentlyUsed, KeepsWithinItsBytes) {
  RecentlyUsed<int> memory(10, 100);
  memory.Put("a", Value(1), 60);
  memory.Put("b", Value(2), 60);
  EXPECT_EQ(memory.Find("a"), nullptr);
  EXPECT_NE(memory.Find("b"), nullptr);
  memory.Put("c", Value(3), 101);
  EXPECT_EQ(memory.Find("c"), nullptr) << "larger than all of it";
  EXPECT_NE(memory.Find("b"), nullptr);
}

TEST(RecentlyUsed, KeepsNothingLongerThanItMay) {
  const auto now = std::chrono::steady_clock::now();
  RecentlyUsed<int> memory(2, 100);
  memory.Put("a", Value(1), 1, now - std::chrono::seconds(1));
  memory.Put("b", Value(2), 1, now + std::chrono::hours(1));
  EXPECT_EQ(memory.Find("a"), nullptr);
  EXPECT_NE(memory.Find("b"), nullptr);
  memory.Put("c", Value(3), 1);
  EXPECT_NE(memory.Find("b"), nullptr) << "what is over takes no place";
}

TEST(RecentlyUsed, TheSameKeyIsReplacedAndItsBytesWithIt) {
  RecentlyUsed<int> memory(10, 100);
  for (int i = 0; i < 50; ++i) memory.Put("a", Value(i), 60);
  memory.Put("b", Value(7), 40);
  EXPECT_EQ(*memory.Find("a"), 49);
  EXPECT_NE(memory.Find("b"), nullptr);
}

}  // namespace
}  // namespace sheaf::reports
