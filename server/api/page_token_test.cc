#include "server/api/page_token.h"

#include <gtest/gtest.h>

#include <random>

#include "absl/strings/escaping.h"

namespace sheaf::api {
namespace {

const PageToken kToken{12, "2024-12-31", "plans/energy/lines/EN-1"};

TEST(PageToken, ReadsBackAsItWasMade) {
  const auto token = ParsePageToken(FormatPageToken(kToken, "lines"), "lines");
  ASSERT_TRUE(token.has_value());
  EXPECT_EQ(token->revision, kToken.revision);
  EXPECT_EQ(token->effective_date, kToken.effective_date);
  EXPECT_EQ(token->last, kToken.last);
}

TEST(PageToken, KeepsANameWithAnyBytesInIt) {
  const std::string last("a|b|\0\xff|", 8);
  const auto token = ParsePageToken(FormatPageToken({0, "2024-12-31", last}, ""), "");
  ASSERT_TRUE(token.has_value());
  EXPECT_EQ(token->last, last);
}

TEST(PageToken, IsGoodForItsOwnScopeOnly) {
  EXPECT_FALSE(ParsePageToken(FormatPageToken(kToken, "lines"), "updates").has_value());
}

TEST(PageToken, IsRefusedWithAnyBitTurned) {
  const std::string text = FormatPageToken(kToken, "lines");
  for (size_t bit = 0; bit < 8 * text.size(); ++bit) {
    std::string turned = text;
    turned[bit / 8] = static_cast<char>(turned[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(ParsePageToken(turned, "lines").has_value()) << bit;
  }
}

TEST(PageToken, IsRefusedCutShortOrWithMoreBehindIt) {
  const std::string text = FormatPageToken(kToken, "lines");
  for (size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(ParsePageToken(text.substr(0, size), "lines").has_value()) << size;
  }
  for (const char* more : {"=", "A", " ", "\n"}) {
    EXPECT_FALSE(ParsePageToken(text + more, "lines").has_value()) << more;
  }
}

TEST(PageToken, RefusesWhatNobodyMade) {
  std::mt19937 random(7);
  for (int round = 0; round < 10'000; ++round) {
    std::string bytes(random() % 80, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    EXPECT_FALSE(ParsePageToken(bytes, "lines").has_value());
    EXPECT_FALSE(ParsePageToken(absl::WebSafeBase64Escape(bytes), "lines").has_value());
  }
  EXPECT_FALSE(ParsePageToken(std::string(1 << 20, 'A'), "lines").has_value());
}

}  // namespace
}  // namespace sheaf::api
