#include "clients/web/gateway/connect/gzip.h"

#include <gtest/gtest.h>

namespace sheaf::gateway {
namespace {

TEST(Gzip, ReadsBackAsItself) {
  for (const size_t size : {0, 1, 100, 100'000, 300'000}) {
    const std::string plain(size, 'x');
    const auto back = Gunzip(Gzip(plain, kQuick), 1 << 20);
    ASSERT_TRUE(back.ok()) << back.status();
    EXPECT_EQ(*back, plain);
  }
}

TEST(Gzip, ASmallBombIsNotBlownUp) {
  const std::string bomb = Gzip(std::string(10 << 20, '\0'), kSmallest);
  ASSERT_LT(bomb.size(), 20'000u);
  EXPECT_TRUE(absl::IsResourceExhausted(Gunzip(bomb, 1 << 20).status()));
}

TEST(Gzip, ExactlyAsMuchAsMayBeIsTaken) {
  const std::string plain(1000, 'x');
  EXPECT_TRUE(Gunzip(Gzip(plain, kQuick), 1000).ok());
  EXPECT_FALSE(Gunzip(Gzip(plain, kQuick), 999).ok());
}

TEST(Gzip, WhatIsNoneOrCutOrFollowedByMoreIsRefused) {
  const std::string good = Gzip("hello", kQuick);
  EXPECT_TRUE(absl::IsInvalidArgument(Gunzip("hello", 100).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Gunzip(good.substr(0, good.size() - 3), 100).status()));
  EXPECT_FALSE(Gunzip(good + "x", 100).ok());
}

}  // namespace
}  // namespace sheaf::gateway
