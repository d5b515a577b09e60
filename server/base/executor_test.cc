#include "server/base/executor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>

namespace sheaf {
namespace {

TEST(Executor, RunsTasksInTheOrderGiven) {
  std::vector<int> order;
  {
    Executor executor(1);
    for (int i = 0; i < 100; ++i) executor.Run([&order, i] { order.push_back(i); });
  }
  ASSERT_EQ(order.size(), 100u);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(Executor, FinishesWhatItWasGivenBeforeItEnds) {
  std::atomic<int> done = 0;
  {
    Executor executor(3);
    for (int i = 0; i < 1000; ++i) executor.Run([&done] { ++done; });
  }
  EXPECT_EQ(done, 1000);
}

// Each task waits for the other: on one thread this would never end.
TEST(Executor, RunsAsManyTasksAtOnceAsItHasThreads) {
  std::promise<void> first, second;
  Executor executor(2);
  executor.Run([&] {
    first.set_value();
    second.get_future().wait();
  });
  executor.Run([&] {
    first.get_future().wait();
    second.set_value();
  });
}

TEST(Executor, TakesTasksFromTasks) {
  std::promise<int> answer;
  Executor executor(1);
  executor.Run([&] { executor.Run([&] { answer.set_value(42); }); });
  EXPECT_EQ(answer.get_future().get(), 42);
}

// What a task owns may give the executor another one when it goes; this must not wait for itself.
TEST(Executor, TakesTasksFromWhatATaskOwned) {
  std::promise<int> answer;
  Executor executor(1);
  std::shared_ptr<void> owned(nullptr, [&](void*) { executor.Run([&] { answer.set_value(42); }); });
  executor.Run([held = std::move(owned)] {});
  EXPECT_EQ(answer.get_future().get(), 42);
}

}  // namespace
}  // namespace sheaf
