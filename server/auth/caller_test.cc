#include "server/auth/caller.h"

#include <gtest/gtest.h>

namespace sheaf::auth {
namespace {

TEST(LocalActor, KeepsTheStatedName) { EXPECT_EQ(LocalActor("alice"), "local/alice"); }

TEST(LocalActor, IsLocalWithoutAName) { EXPECT_EQ(LocalActor(""), "local"); }

TEST(LocalActor, LeavesOutWhatCouldPassForAnotherActorOrBreakALine) {
  EXPECT_EQ(LocalActor("a/b\nc d"), "local/abcd");
  EXPECT_EQ(LocalActor("//"), "local");
}

TEST(LocalActor, CutsNamesThatAreTooLong) {
  EXPECT_EQ(LocalActor(std::string(5000, 'x')), "local/" + std::string(100, 'x'));
}

}  // namespace
}  // namespace sheaf::auth
