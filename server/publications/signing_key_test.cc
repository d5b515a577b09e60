#include "server/publications/signing_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "server/base/digest.h"
#include "server/base/status.h"
#include "server/base/temporary_folder.h"

namespace sheaf::publications {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// The first key of RFC 8032, 7.1, and what it makes of no bytes at all.
constexpr char kPrivateKey[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";
constexpr char kPublicKeyHex[] = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
constexpr char kSignatureHex[] =
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4"
    "6bd25bf5f0595bbe24655141438e7a100b";

constexpr char kKeyOfAnotherKind[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VuBCIEIBgwKlRKKHj//izWybPBfBuddwZS6pipkdfQ8FD+3kRw\n"
    "-----END PRIVATE KEY-----\n";

class SigningKeyTest : public ::testing::Test {
 protected:
  std::string FileWith(const std::string& text, fs::perms perms = fs::perms::owner_read) const {
    const std::string file = folder_.path() + "/signing.key";
    std::ofstream(file) << text;
    fs::permissions(file, perms);
    return file;
  }

  TemporaryFolder folder_;
};

TEST_F(SigningKeyTest, SignsAsTheStandardSays) {
  const auto key = SigningKey::Read(FileWith(kPrivateKey));
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(Hex((*key)->public_key()), kPublicKeyHex);
  EXPECT_EQ(Hex((*key)->Sign("").value()), kSignatureHex);
}

TEST_F(SigningKeyTest, AKeyThatOthersCanReadIsRefused) {
  for (const fs::perms others :
       {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write}) {
    const auto key = SigningKey::Read(FileWith(kPrivateKey, fs::perms::owner_all | others));
    EXPECT_EQ(ReasonOf(key.status()), "SIGNING_KEY_EXPOSED");
    EXPECT_THAT(std::string(key.status().message()), HasSubstr("chmod 600 "));
  }
}

TEST_F(SigningKeyTest, WhatIsNoKeyOfEd25519IsRefused) {
  const auto other = SigningKey::Read(FileWith(kKeyOfAnotherKind));
  EXPECT_EQ(ReasonOf(other.status()), "INVALID_SIGNING_KEY");
  EXPECT_THAT(std::string(other.status().message()), HasSubstr("its key is of the kind X25519"));
  fs::remove(folder_.path() + "/signing.key");
  for (const char* none : {"", "no key", "-----BEGIN PRIVATE KEY-----\nMC4C"}) {
    const auto key = SigningKey::Read(FileWith(none));
    EXPECT_EQ(ReasonOf(key.status()), "INVALID_SIGNING_KEY") << none;
    EXPECT_THAT(std::string(key.status().message()), HasSubstr("no private key in it"));
    fs::remove(folder_.path() + "/signing.key");
  }
}

TEST_F(SigningKeyTest, AFileThatIsNotThereIsNamed) {
  const auto key = SigningKey::Read(folder_.path() + "/none");
  EXPECT_EQ(ReasonOf(key.status()), "SIGNING_KEY_UNREADABLE");
  EXPECT_THAT(std::string(key.status().message()), HasSubstr("none: the signing key"));
}

}  // namespace
}  // namespace sheaf::publications
