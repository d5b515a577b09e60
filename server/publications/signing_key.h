// The key that publications are signed with: Ed25519 (RFC 8032), where one text has one signature.
#pragma once

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sheaf::publications {

// Thread-safe.
class SigningKey {
 public:
  // Reads a private key in PEM, as `deploy/certificates FOLDER signing` makes it. UNAVAILABLE
  // (SIGNING_KEY_UNREADABLE) where the file cannot be read; FAILED_PRECONDITION
  // (SIGNING_KEY_EXPOSED) where others than its owner may read or write it; INVALID_ARGUMENT
  // (INVALID_SIGNING_KEY) for what is no private key of Ed25519, or one under a passphrase.
  static absl::StatusOr<std::unique_ptr<const SigningKey>> Read(const std::string& file);

  // The 64 bytes that sign `bytes`, always the same.
  absl::StatusOr<std::string> Sign(std::string_view bytes) const;
  // What verifies them: 32 bytes.
  const std::string& public_key() const { return public_key_; }

 private:
  struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

  SigningKey(Key key, std::string public_key)
      : key_(std::move(key)), public_key_(std::move(public_key)) {}

  const Key key_;
  const std::string public_key_;
};

}  // namespace sheaf::publications
