#include "clients/web/gateway/connect/get_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sheaf::gateway {
namespace {

using ::testing::HasSubstr;

TEST(GetQuery, ReadsAMessageInPercentSigns) {
  const auto query = ParseGetQuery("connect=v1&encoding=json&message=%7B%22a%22%3A+1%7D");
  ASSERT_TRUE(query.ok()) << query.status();
  EXPECT_EQ(query->connect, "v1");
  EXPECT_EQ(query->encoding, "json");
  EXPECT_EQ(query->message, "{\"a\": 1}");
}

TEST(GetQuery, ReadsBase64WithAndWithoutPadding) {
  for (const std::string text : {"CgIIPA", "CgIIPA%3D%3D"}) {
    const auto query = ParseGetQuery("base64=1&encoding=proto&message=" + text);
    ASSERT_TRUE(query.ok()) << text << ": " << query.status();
    EXPECT_EQ(query->message, "\x0a\x02\x08\x3c") << text;
  }
}

TEST(GetQuery, OnlyOneSaysThatItIsBase64) {
  EXPECT_EQ(ParseGetQuery("encoding=json&message=abcd&base64=0")->message, "abcd");
}

TEST(GetQuery, TakesParametersInAnyOrderAndPassesOverOthers) {
  const auto query = ParseGetQuery("utm=x&message=%7B%7D&compression=gzip&encoding=json");
  ASSERT_TRUE(query.ok());
  EXPECT_EQ(query->compression, "gzip");
  EXPECT_EQ(query->message, "{}");
}

TEST(GetQuery, SaysWhatIsMissing) {
  EXPECT_THAT(std::string(ParseGetQuery("encoding=json").status().message()),
              HasSubstr("no message"));
  EXPECT_THAT(std::string(ParseGetQuery("message=1").status().message()), HasSubstr("no encoding"));
}

TEST(GetQuery, RefusesWhatIsNotWrittenRightly) {
  EXPECT_FALSE(ParseGetQuery("encoding=json&message=%7").ok());
  EXPECT_FALSE(ParseGetQuery("encoding=json&message=%zz").ok());
  EXPECT_FALSE(ParseGetQuery("encoding=proto&base64=1&message=a*b").ok());
}

TEST(PercentDecoded, TakesBothCases) { EXPECT_EQ(*PercentDecoded("%2f%2F%41"), "//A"); }

}  // namespace
}  // namespace sheaf::gateway
