#include "server/auth/rate_limiter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "server/base/manual_clock.h"
#include "server/base/status.h"

namespace sheaf::auth {
namespace {

using ::testing::HasSubstr;

constexpr Micros kSecond = 1'000'000;

// How many of `calls` are admitted.
int Admitted(RateLimiter& limiter, const std::string& principal, int calls) {
  int admitted = 0;
  for (int i = 0; i < calls; ++i) admitted += limiter.Admit(principal).ok();
  return admitted;
}

class RateLimiterTest : public ::testing::Test {
 protected:
  ManualClock clock_{1'700'000'000 * kSecond};
};

TEST_F(RateLimiterTest, AdmitsABurstAndThenAsManyAsTimeHasPassed) {
  RateLimiter limiter(&clock_, {/*calls_per_second=*/10, /*burst=*/5});
  EXPECT_EQ(Admitted(limiter, "a", 100), 5);
  clock_.Advance(kSecond / 10 - 1);
  EXPECT_EQ(Admitted(limiter, "a", 100), 0);
  clock_.Advance(1);
  EXPECT_EQ(Admitted(limiter, "a", 100), 1);
  clock_.Advance(kSecond * 3 / 10);
  EXPECT_EQ(Admitted(limiter, "a", 100), 3);
}

TEST_F(RateLimiterTest, FillsNoFurtherThanTheBurst) {
  RateLimiter limiter(&clock_, {10, 5});
  EXPECT_EQ(Admitted(limiter, "a", 5), 5);
  clock_.Advance(3600 * kSecond);
  EXPECT_EQ(Admitted(limiter, "a", 100), 5);
}

TEST_F(RateLimiterTest, CountsEachPrincipalByItself) {
  RateLimiter limiter(&clock_, {10, 5});
  EXPECT_EQ(Admitted(limiter, "floods", 1000), 5);
  EXPECT_EQ(Admitted(limiter, "works", 5), 5);
}

TEST_F(RateLimiterTest, SaysWhenToTryAgainAndIsRight) {
  RateLimiter limiter(&clock_, {2, 3});
  EXPECT_EQ(Admitted(limiter, "a", 3), 3);
  const absl::Status refused = limiter.Admit("a");
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(refused), kRateLimited);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("2 a second"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("try again in 0.500 s"));
  EXPECT_EQ(MetadataOf(refused, "retry_after_millis"), "500");
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(retry.ParseFromString(
      std::string(*refused.GetPayload("type.googleapis.com/google.rpc.RetryInfo"))));
  EXPECT_EQ(retry.retry_delay().seconds(), 0);
  EXPECT_EQ(retry.retry_delay().nanos(), 500'000'000);
  clock_.Advance(kSecond / 2);
  EXPECT_TRUE(limiter.Admit("a").ok());
}

TEST_F(RateLimiterTest, TakesNothingForACallThatItRefuses) {
  RateLimiter limiter(&clock_, {1, 1});
  EXPECT_EQ(Admitted(limiter, "a", 1000), 1);
  clock_.Advance(kSecond);
  EXPECT_TRUE(limiter.Admit("a").ok()) << "asking too early must not move the end of the wait";
}

TEST_F(RateLimiterTest, AdmitsEverythingWithoutALimit) {
  RateLimiter limiter(&clock_, {/*calls_per_second=*/0, /*burst=*/1});
  EXPECT_EQ(Admitted(limiter, "a", 1000), 1000);
  EXPECT_EQ(limiter.size(), 0u);
}

TEST_F(RateLimiterTest, GivesInventedNamesNeitherMemoryNorCalls) {
  RateLimiter limiter(&clock_, {1, 2, /*principals_max=*/10});
  int admitted = 0;
  for (int i = 0; i < 100'000; ++i) admitted += limiter.Admit("invented " + std::to_string(i)).ok();
  EXPECT_EQ(admitted, 10 + 2) << "one each for ten, and one bucket for all others";
  EXPECT_EQ(limiter.size(), 10u);
}

TEST_F(RateLimiterTest, KeepsWhoWorksWhileNamesAreInvented) {
  RateLimiter limiter(&clock_, {1, 2, 10});
  EXPECT_EQ(Admitted(limiter, "works", 1), 1);
  for (int i = 0; i < 1000; ++i) limiter.Admit("invented " + std::to_string(i)).IgnoreError();
  EXPECT_EQ(Admitted(limiter, "works", 2), 1);
}

TEST_F(RateLimiterTest, ForgetsWhoHasBeenAwayLongEnough) {
  RateLimiter limiter(&clock_, {1, 2, 10});
  for (int i = 0; i < 10; ++i) limiter.Admit("early " + std::to_string(i)).IgnoreError();
  clock_.Advance(2 * kSecond);
  EXPECT_EQ(Admitted(limiter, "late", 100), 2);
  EXPECT_EQ(limiter.size(), 10u);
}

TEST_F(RateLimiterTest, RefusesNobodyBecauseTheClockWasSetBack) {
  RateLimiter limiter(&clock_, {1, 2});
  EXPECT_EQ(Admitted(limiter, "a", 3), 2);
  clock_.Advance(-3600 * kSecond);
  EXPECT_EQ(Admitted(limiter, "a", 3), 2);
}

TEST_F(RateLimiterTest, CountsWhatManyThreadsAskAtOnce) {
  RateLimiter limiter(&clock_, {1, 1000});
  std::vector<int> admitted(4);
  std::vector<std::thread> threads;
  for (int& count : admitted) {
    threads.emplace_back([&] { count = Admitted(limiter, "a", 1000); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(admitted[0] + admitted[1] + admitted[2] + admitted[3], 1000);
}

}  // namespace
}  // namespace sheaf::auth
