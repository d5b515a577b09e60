#include "server/auth/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "server/base/manual_clock.h"
#include "server/base/status.h"
#include "server/base/temporary_folder.h"

namespace sheaf::auth {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class TokensTest : public testing::Test {
 protected:
  std::unique_ptr<Tokens> Open() {
    auto tokens = Tokens::Open(file_, &clock_);
    EXPECT_TRUE(tokens.ok()) << tokens.status();
    return tokens.ok() ? *std::move(tokens) : nullptr;
  }

  static Tokens::Created Create(Tokens& tokens, Micros life = kDay) {
    auto created = tokens.Create(
        {.principal = "ace", .purpose = "nightly", .life = life, .created_by = "asec"});
    EXPECT_TRUE(created.ok()) << created.status();
    return created.ok() ? *created : Tokens::Created();
  }

  static std::string WhyNot(const Tokens& tokens, std::string_view secret) {
    const auto principal = tokens.Check(secret);
    EXPECT_FALSE(principal.ok());
    return std::string(principal.status().message());
  }

  std::string Contents() const {
    std::stringstream text;
    text << std::ifstream(file_).rdbuf();
    return text.str();
  }

  TemporaryFolder folder_;
  const std::string file_ = folder_.path() + "/tokens";
  ManualClock clock_{1'750'000'000'000'000};
};

TEST_F(TokensTest, StandForTheirPrincipalAlsoAfterARestart) {
  const auto tokens = Open();
  const Tokens::Created created = Create(*tokens);
  EXPECT_EQ(*tokens->Check(created.secret), "ace");
  EXPECT_EQ(*Open()->Check(created.secret), "ace");
}

TEST_F(TokensTest, AreKeptAsDigestsThatOnlyTheOwnerOfTheFileReads) {
  const auto tokens = Open();
  const std::string secret = Create(*tokens).secret;
  const std::string last_part = secret.substr(secret.rfind('_') + 1);
  EXPECT_THAT(last_part, SizeIs(64)) << "256 bits";
  EXPECT_THAT(Contents(), Not(HasSubstr(last_part)));
  EXPECT_THAT(Contents(), HasSubstr("secret_sha256"));
  struct stat entry {};
  ASSERT_EQ(stat(file_.c_str(), &entry), 0);
  EXPECT_EQ(entry.st_mode & 0777, 0600u);
}

TEST_F(TokensTest, EndWhenTheirTimeIsOver) {
  const auto tokens = Open();
  const std::string secret = Create(*tokens, kDay).secret;
  clock_.Advance(kDay - 1);
  EXPECT_TRUE(tokens->Check(secret).ok());
  clock_.Advance(1);
  EXPECT_THAT(WhyNot(*tokens, secret), HasSubstr("has expired"));
}

TEST_F(TokensTest, EndWhenTheyAreRevokedAndStayOnRecord) {
  const auto tokens = Open();
  const Tokens::Created created = Create(*tokens);
  const auto revoked = tokens->Revoke(created.token.name(), "ops");
  ASSERT_TRUE(revoked.ok()) << revoked.status();
  EXPECT_EQ(revoked->revoked_by(), "ops");
  EXPECT_THAT(WhyNot(*tokens, created.secret), HasSubstr("was revoked by ops"));
  EXPECT_THAT(WhyNot(*Open(), created.secret), HasSubstr("was revoked by ops"));
  EXPECT_THAT(tokens->List(""), SizeIs(1));
  EXPECT_EQ(tokens->Revoke(created.token.name(), "other")->revoked_by(), "ops") << "once";
}

TEST_F(TokensTest, WithAnotherSecretStandForNobody) {
  const auto tokens = Open();
  std::string secret = Create(*tokens).secret;
  secret.back() = secret.back() == '0' ? '1' : '0';
  const std::string why = WhyNot(*tokens, secret);
  EXPECT_THAT(why, HasSubstr("with another secret"));
  EXPECT_THAT(why, Not(HasSubstr(secret.substr(30)))) << "it is for the log";
  for (const char* none : {"", "sheaf_", "sheaf__", "sheaf_0123456789abcdef_", "password"}) {
    WhyNot(*tokens, none);
  }
}

TEST_F(TokensTest, LiveBetweenAMinuteAndFourHundredDays) {
  const auto tokens = Open();
  for (const Micros life : {kMinute - 1, 400 * kDay + 1, Micros{-1}}) {
    const auto created = tokens->Create({.principal = "ace", .life = life, .created_by = "asec"});
    EXPECT_EQ(ReasonOf(created.status()), "INVALID_TOKEN") << life;
  }
  EXPECT_THAT(tokens->List(""), SizeIs(0));
}

TEST_F(TokensTest, AreListedByPrincipal) {
  const auto tokens = Open();
  Create(*tokens);
  EXPECT_THAT(tokens->List("ace"), SizeIs(1));
  EXPECT_THAT(tokens->List("other"), SizeIs(0));
  EXPECT_EQ(ReasonOf(tokens->Revoke("tokens/none", "ops").status()), "NO_SUCH_TOKEN");
}

TEST_F(TokensTest, AFileThatIsNoneIsSaidSo) {
  std::ofstream(file_) << "tokens { nonsense }";
  const auto tokens = Tokens::Open(file_, &clock_);
  EXPECT_TRUE(absl::IsDataLoss(tokens.status())) << tokens.status();
}

TEST_F(TokensTest, OneThatCannotBeWrittenIsNone) {
  const std::string file = folder_.path() + "/missing/tokens";
  auto tokens = Tokens::Open(file, &clock_);
  ASSERT_TRUE(tokens.ok());
  EXPECT_EQ(ReasonOf((*tokens)->Create({.principal = "ace", .created_by = "a"}).status()),
            "TOKENS_NOT_WRITTEN");
  EXPECT_THAT((*tokens)->List(""), SizeIs(0));
}

}  // namespace
}  // namespace sheaf::auth
