#include "clients/cpp/publication_verifier.h"

#include <openssl/evp.h>

#include <memory>
#include <string>

#include "clients/cpp/ed25519.h"
#include "clients/cpp/publication_file.h"
#include "clients/cpp/sha256.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::client {
namespace {

using ::testing::HasSubstr;

std::string MessageOf(const absl::Status& status) { return std::string(status.message()); }

// Whoever publishes, with a key of its own.
class Signer {
 public:
  Signer() : key_(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")) {}
  ~Signer() { EVP_PKEY_free(key_); }
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;

  std::string public_key() const {
    std::string bytes(kPublicKeySize, '\0');
    size_t size = bytes.size();
    EVP_PKEY_get_raw_public_key(key_, reinterpret_cast<unsigned char*>(bytes.data()), &size);
    return bytes;
  }

  void Sign(v1::Publication* publication) const {
    const std::string& text = publication->statement();
    std::string signature(64, '\0');
    size_t size = signature.size();
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_DigestSignInit(context, nullptr, nullptr, nullptr, key_);
    EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                   reinterpret_cast<const unsigned char*>(text.data()), text.size());
    EVP_MD_CTX_free(context);
    publication->set_signature(signature);
    publication->set_public_key(public_key());
  }

 private:
  EVP_PKEY* const key_;
};

class PublicationVerifierTest : public ::testing::Test {
 protected:
  PublicationVerifierTest() {
    v1::Document document;
    document.set_title("Energy: progress");
    document.add_sections()->set_id("status");
    publication_.set_document(document.SerializeAsString());
    v1::PublicationStatement statement;
    statement.set_name("publications/energy-2024");
    statement.set_title("Energy in 2024");
    statement.set_document_sha256(Sha256({publication_.document()}));
    publication_.set_statement(statement.SerializeAsString());
    signer_.Sign(&publication_);
  }

  absl::StatusOr<VerifiedPublication> Verify(const std::string& file) const {
    const auto read = ReadPublicationFile(file);
    if (!read.ok()) return read.status();
    return VerifyPublication(*read, signer_.public_key());
  }
  std::string File() const { return WritePublicationFile(publication_).value(); }

  Signer signer_;
  v1::Publication publication_;
};

TEST_F(PublicationVerifierTest, AFileGivesBackWhatWasPublished) {
  const auto verified = Verify(File());
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->statement.title(), "Energy in 2024");
  EXPECT_EQ(verified->document.title(), "Energy: progress");
}

TEST_F(PublicationVerifierTest, IsFourBlocksOfPem) {
  EXPECT_THAT(File(), ::testing::MatchesRegex(
                          "-----BEGIN SHEAF STATEMENT-----\n.*-----END SHEAF STATEMENT-----\n"
                          "-----BEGIN SHEAF SIGNATURE-----\n.*-----END SHEAF SIGNATURE-----\n"
                          "-----BEGIN PUBLIC KEY-----\n.*-----END PUBLIC KEY-----\n"
                          "-----BEGIN SHEAF DOCUMENT-----\n.*-----END SHEAF DOCUMENT-----\n"));
}

TEST_F(PublicationVerifierTest, AnyByteThatIsAnotherIsNoticed) {
  const std::string file = File();
  for (size_t at = 0; at < file.size(); ++at) {
    for (const char flip : {'\x01', '\x20', '\x80'}) {
      std::string altered = file;
      altered[at] = static_cast<char>(altered[at] ^ flip);
      EXPECT_FALSE(Verify(altered).ok()) << "byte " << at << " of " << file.size();
    }
  }
}

TEST_F(PublicationVerifierTest, WhereverItIsCutItIsNoticed) {
  const std::string file = File();
  for (size_t size = 0; size < file.size(); ++size) {
    EXPECT_FALSE(Verify(file.substr(0, size)).ok()) << size;
    EXPECT_FALSE(Verify(file.substr(file.size() - size)).ok()) << size;
  }
}

TEST_F(PublicationVerifierTest, WhatIsAddedIsNoticed) {
  const std::string file = File();
  for (const std::string& longer : {file + "\n", "\n" + file, file + file, "Dear all,\n" + file}) {
    EXPECT_FALSE(Verify(longer).ok());
  }
}

TEST_F(PublicationVerifierTest, GarbageIsNoPublication) {
  for (const char* garbage : {"", "{}", "-----BEGIN SHEAF STATEMENT-----",
                              "-----BEGIN PUBLIC KEY-----\n"
                              "MCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n"}) {
    EXPECT_THAT(MessageOf(Verify(garbage).status()), HasSubstr("this is no whole publication"));
  }
}

TEST_F(PublicationVerifierTest, AnotherKeyIsNamed) {
  const Signer other;
  const auto verified = VerifyPublication(publication_, other.public_key());
  EXPECT_THAT(MessageOf(verified.status()), HasSubstr("which is not the key"));
}

TEST_F(PublicationVerifierTest, WhoSignsInAnothersNameIsNoticed) {
  const Signer other;
  other.Sign(&publication_);
  publication_.set_public_key(signer_.public_key());
  EXPECT_THAT(MessageOf(Verify(File()).status()), HasSubstr("does not fit the statement"));
}

TEST_F(PublicationVerifierTest, AnotherDocumentIsNoticed) {
  v1::Document other;
  other.set_title("Energy: more progress");
  publication_.set_document(other.SerializeAsString());
  EXPECT_THAT(MessageOf(Verify(File()).status()), HasSubstr("not the one that was signed"));
}

TEST(Ed25519Test, AKeyIsTheSameInPem) {
  const Signer signer;
  const auto pem = PemOfPublicKey(signer.public_key());
  ASSERT_TRUE(pem.ok()) << pem.status();
  EXPECT_EQ(PublicKeyOfPem(*pem).value(), signer.public_key());
}

TEST_F(PublicationVerifierTest, AFileIsNotVerifiedWithTheKeyInIt) {
  EXPECT_THAT(MessageOf(PublicKeyOfPem(File()).status()), HasSubstr("this is no public key"));
}

TEST(Ed25519Test, OtherThingsAreNoKeys) {
  EXPECT_FALSE(PemOfPublicKey("short").ok());
  EXPECT_FALSE(PublicKeyOfPem("").ok());
  EXPECT_FALSE(PublicKeyOfPem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n").ok());
}

}  // namespace
}  // namespace sheaf::client
