#include "server/api/import_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sheaf::api {
namespace {

using ::testing::ElementsAre;

class Imports : public ::testing::Test {
 protected:
  void Enter(const std::string& plan, const std::string& name) {
    queue_.Enter(plan, [this, name] { started_.push_back(name); });
  }
  ImportQueue queue_;
  std::vector<std::string> started_;
};

TEST_F(Imports, OfOnePlanStartOneAfterTheOtherInTheirOrder) {
  Enter("plans/a", "first");
  Enter("plans/a", "second");
  Enter("plans/a", "third");
  EXPECT_THAT(started_, ElementsAre("first"));
  queue_.Leave("plans/a");
  EXPECT_THAT(started_, ElementsAre("first", "second"));
  queue_.Leave("plans/a");
  queue_.Leave("plans/a");
  EXPECT_THAT(started_, ElementsAre("first", "second", "third"));
}

TEST_F(Imports, OfDifferentPlansDoNotWait) {
  Enter("plans/a", "a");
  Enter("plans/b", "b");
  EXPECT_THAT(started_, ElementsAre("a", "b"));
}

TEST_F(Imports, StartAtOnceWhereAllBeforeHaveLeft) {
  Enter("plans/a", "first");
  queue_.Leave("plans/a");
  Enter("plans/a", "second");
  EXPECT_THAT(started_, ElementsAre("first", "second"));
}

}  // namespace
}  // namespace sheaf::api
