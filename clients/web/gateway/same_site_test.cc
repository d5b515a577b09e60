#include "clients/web/gateway/same_site.h"

#include <gtest/gtest.h>

namespace sheaf::gateway {
namespace {

Request With(Headers headers) { return {"POST", "/", std::move(headers), "", "127.0.0.1", true}; }

TEST(SameSite, OnTheLoopbackKnowsItsOwnNamesAlone) {
  const SameSite site({}, {}, /*is_local=*/true);
  for (const char* const host :
       {"127.0.0.1:7434", "localhost:9", "localhost", "[::1]:7434", "127.9.9.9"}) {
    EXPECT_TRUE(site.IsForUs(With({{"Host", host}}))) << host;
  }
  for (const char* const host :
       {"evil.example:7434", "127.0.0.1.evil.example", "", "unix:x", "10.0.0.1"}) {
    EXPECT_FALSE(site.IsForUs(With({{"Host", host}}))) << host;
  }
  EXPECT_FALSE(site.IsForUs(With({})));
}

TEST(SameSite, BeyondItKnowsTheNamesThatItIsGiven) {
  const SameSite site({"sheaf.example.org", "[2001:db8::1]:8443"}, {}, /*is_local=*/false);
  EXPECT_TRUE(site.IsForUs(With({{"Host", "Sheaf.example.org:443"}})));
  EXPECT_TRUE(site.IsForUs(With({{"Host", "[2001:db8::1]:8443"}})));
  EXPECT_FALSE(site.IsForUs(With({{"Host", "[2001:db8::1]:443"}})));
  EXPECT_FALSE(site.IsForUs(With({{"Host", "localhost"}})));
}

TEST(SameSite, TakesCallsOfItsOwnPageAndOfNoPage) {
  const SameSite site({}, {"http://localhost:5173"}, /*is_local=*/true);
  const std::pair<std::string, std::string> host{"Host", "127.0.0.1:7434"};
  EXPECT_TRUE(site.IsFromOurPage(With({host})));
  EXPECT_TRUE(site.IsFromOurPage(With({host, {"Origin", "http://127.0.0.1:7434"}})));
  EXPECT_TRUE(site.IsFromOurPage(With({host, {"Origin", "http://localhost:5173"}})));
  EXPECT_TRUE(site.IsFromOurPage(With({host, {"Sec-Fetch-Site", "same-origin"}})));
}

TEST(SameSite, RefusesCallsOfOtherPages) {
  const SameSite site({}, {}, /*is_local=*/true);
  const std::pair<std::string, std::string> host{"Host", "127.0.0.1:7434"};
  for (const char* const origin : {"http://evil.example", "http://127.0.0.1:8000", "null",
                                   "http://127.0.0.1:7434.evil.example"}) {
    EXPECT_FALSE(site.IsFromOurPage(With({host, {"Origin", origin}}))) << origin;
  }
  EXPECT_FALSE(site.IsFromOurPage(With({host, {"Sec-Fetch-Site", "cross-site"}})));
  EXPECT_FALSE(site.IsFromOurPage(With({host, {"Sec-Fetch-Site", "same-site"}})));
}

TEST(SameSite, ALinkThatIsFollowedIsNoCallOfAPage) {
  const SameSite site({}, {}, /*is_local=*/true);
  EXPECT_TRUE(site.IsFromOurPage(With(
      {{"Host", "localhost"}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Mode", "navigate"}})));
}

}  // namespace
}  // namespace sheaf::gateway
