#include "clients/web/gateway/http/admissions.h"

#include <gtest/gtest.h>

namespace sheaf::gateway {
namespace {

using std::chrono::milliseconds;

AdmissionLimits Limits() {
  AdmissionLimits limits;
  limits.connections_max = 3;
  limits.connections_per_address_max = 2;
  limits.requests_per_second = 10;
  limits.requests_burst = 3;
  limits.addresses_max = 2;
  return limits;
}

TEST(Admissions, CountsConnectionsOfAllAndOfOneAddress) {
  Admissions admissions(Limits());
  EXPECT_TRUE(admissions.Enter("a"));
  EXPECT_TRUE(admissions.Enter("a"));
  EXPECT_FALSE(admissions.Enter("a"));
  EXPECT_TRUE(admissions.Enter("b"));
  EXPECT_FALSE(admissions.Enter("c"));
  admissions.Leave("a");
  EXPECT_TRUE(admissions.Enter("c"));
  EXPECT_EQ(admissions.connections(), 3u);
}

TEST(Admissions, ABurstIsLetInAndThenSoManyASecond) {
  Admissions admissions(Limits());
  const Admissions::Clock::time_point now{std::chrono::hours(1)};
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(admissions.Ask("a", now)) << i;
  const auto wait = admissions.Ask("a", now);
  ASSERT_TRUE(wait);
  EXPECT_GE(*wait, milliseconds(100));
  EXPECT_LE(*wait, milliseconds(101));
  EXPECT_FALSE(admissions.Ask("b", now)) << "another address is not concerned";
  EXPECT_FALSE(admissions.Ask("a", now + *wait));
  EXPECT_TRUE(admissions.Ask("a", now + *wait));
}

TEST(Admissions, NoLimitIsNone) {
  AdmissionLimits limits = Limits();
  limits.requests_per_second = 0;
  Admissions admissions(limits);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(admissions.Ask("a", {}));
}

TEST(Admissions, RemembersSoManyAddresses) {
  Admissions admissions(Limits());
  const Admissions::Clock::time_point now{std::chrono::hours(1)};
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(admissions.Ask("a", now));
  EXPECT_TRUE(admissions.Ask("a", now));
  EXPECT_FALSE(admissions.Ask("b", now));
  EXPECT_FALSE(admissions.Ask("c", now));
  EXPECT_FALSE(admissions.Ask("a", now)) << "was forgotten for c";
}

TEST(OriginOf, IsANetworkOfIpVersion6) {
  EXPECT_EQ(OriginOf("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(OriginOf("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(OriginOf("::ffff:192.0.2.7"), "192.0.2.7");
}

}  // namespace
}  // namespace sheaf::gateway
