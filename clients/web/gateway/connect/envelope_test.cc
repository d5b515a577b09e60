#include "clients/web/gateway/connect/envelope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sheaf::gateway {
namespace {

using ::testing::HasSubstr;

TEST(Envelope, IsFlagsLengthMessage) {
  EXPECT_EQ(FormatEnvelope(kEndOfStream, "{}"), std::string("\x02\0\0\0\x02{}", 7));
}

TEST(Envelope, ReadsBackAsItself) {
  const std::string message(70'000, 'x');
  const std::string bytes = FormatEnvelope(kCompressed, message);
  const auto envelope = ParseOnlyEnvelope(bytes);
  ASSERT_TRUE(envelope.ok()) << envelope.status();
  EXPECT_EQ(envelope->flags, kCompressed);
  EXPECT_EQ(envelope->message, message);
}

TEST(Envelope, MayHoldNothing) {
  const auto envelope = ParseOnlyEnvelope(std::string_view("\0\0\0\0\0", 5));
  ASSERT_TRUE(envelope.ok());
  EXPECT_EQ(envelope->message, "");
}

std::string RefusalOf(std::string_view body) {
  return std::string(ParseOnlyEnvelope(body).status().message());
}

TEST(Envelope, IsRefusedWhereItIsCutShort) {
  EXPECT_THAT(RefusalOf(""), HasSubstr("no message"));
  EXPECT_THAT(RefusalOf("abc"), HasSubstr("ends within"));
  EXPECT_THAT(RefusalOf(std::string_view("\0\0\0\0\x03{}", 7)), HasSubstr("3 bytes, and 2 came"));
}

TEST(Envelope, IsRefusedWhereThereAreTwo) {
  EXPECT_THAT(RefusalOf(FormatEnvelope(0, "{}") + FormatEnvelope(0, "{}")),
              HasSubstr("more than one"));
}

TEST(Envelope, IsRefusedWithFlagsThatAreNotKnown) {
  EXPECT_THAT(RefusalOf(FormatEnvelope(kEndOfStream, "{}")), HasSubstr("flags"));
}

TEST(Envelope, ALengthOfFourGigabytesIsNoOverflow) {
  EXPECT_THAT(RefusalOf("\x01\xff\xff\xff\xff{}"), HasSubstr("4294967295"));
}

}  // namespace
}  // namespace sheaf::gateway
