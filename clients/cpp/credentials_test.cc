#include "clients/cpp/credentials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "clients/cpp/connection.h"

namespace sheaf::client {
namespace {

using testing::HasSubstr;

class CredentialsTest : public testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& text, mode_t mode = 0600) {
    std::string file = testing::TempDir() + "sheaf-credentials-" + name;
    std::ofstream(file) << text;
    chmod(file.c_str(), mode);
    return file;
  }
};

TEST_F(CredentialsTest, ATokenIsReadWithoutItsLineEnd) {
  const auto token = ReadToken(Write("token", "sheaf_12_34\n"));
  ASSERT_TRUE(token.ok()) << token.status();
  EXPECT_EQ(*token, "sheaf_12_34");
}

TEST_F(CredentialsTest, ATokenThatOthersCanReadIsRefused) {
  const auto token = ReadToken(Write("open", "sheaf_12_34\n", 0644));
  EXPECT_THAT(std::string(token.status().message()), HasSubstr("chmod 600"));
}

TEST_F(CredentialsTest, AMissingFileIsNamed) {
  EXPECT_THAT(std::string(ReadToken("/nowhere/token").status().message()),
              HasSubstr("/nowhere/token"));
  EXPECT_THAT(std::string(ReadTls({.ca_file = "/nowhere/ca.pem"}).status().message()),
              HasSubstr("/nowhere/ca.pem"));
}

TEST_F(CredentialsTest, ACertificateNeedsItsKey) {
  const auto tls = ReadTls({.ca_file = Write("ca", "PEM"), .certificate_file = Write("c", "PEM")});
  EXPECT_THAT(std::string(tls.status().message()), HasSubstr("a certificate needs its key"));
}

TEST_F(CredentialsTest, ATokenWithBlanksInsideIsNone) {
  const auto connection = Connection::Open({.token = "two words"});
  EXPECT_FALSE(connection.ok());
}

}  // namespace
}  // namespace sheaf::client
