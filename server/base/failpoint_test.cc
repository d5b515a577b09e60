#include "server/base/failpoint.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

namespace sheaf {
namespace {

using ::testing::KilledBySignal;

#ifdef SHEAF_FAILPOINTS

TEST(Failpoint, IsPassedUntilItsTimeHasCome) {
  const auto pass_three_times = [] {
    if (!ArmFailpoints("a.place=kill@3,another=kill@9").ok()) _exit(1);
    Failpoint("a.place");
    Failpoint("a.place");
    Failpoint("a.third");
    write(STDERR_FILENO, "passed twice\n", 13);
    Failpoint("a.place");
    _exit(2);
  };
  EXPECT_EXIT(pass_three_times(), KilledBySignal(SIGKILL), "passed twice\nfailpoint a.place ends");
}

TEST(Failpoint, CostsNothingToPassWhereNoneIsArmed) {
  EXPECT_TRUE(ArmFailpoints(nullptr).ok());
  EXPECT_TRUE(ArmFailpoints("").ok());
  Failpoint("a.place");
}

TEST(Failpoint, SaysWhatItCannotRead) {
  for (const char* wrong : {"a.place", "a.place=kill@", "a.place=kill@0", "a.place=kill@2x"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ArmFailpoints(wrong))) << wrong;
  }
}

#else

TEST(Failpoint, IsRefusedWhereItIsNotBuiltIn) {
  EXPECT_TRUE(ArmFailpoints(nullptr).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(ArmFailpoints("a.place=kill@1")));
}

#endif

}  // namespace
}  // namespace sheaf
