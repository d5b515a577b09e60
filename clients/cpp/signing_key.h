// A private key of Ed25519, and texts signed with it. `ed25519.h` verifies.
#pragma once

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sheaf::client {

// Thread-safe. Copies share the key.
class SigningKey {
 public:
  // A new one, by chance.
  static SigningKey Make();
  // INVALID_ARGUMENT for anything but a private key of Ed25519.
  static absl::StatusOr<SigningKey> OfPem(std::string_view pem);
  // The key kept at `path`; where there is none, a new one is made and kept there, for its owner
  // only. FAILED_PRECONDITION where others can read it, or where it is none.
  static absl::StatusOr<SigningKey> ReadOrMake(const std::string& path);

  // "PRIVATE KEY" (PKCS #8), without encryption.
  std::string Pem() const;
  // 32 bytes.
  std::string public_key() const;
  // 64 bytes.
  std::string Sign(std::string_view bytes) const;

 private:
  explicit SigningKey(EVP_PKEY* key) : key_(key, &EVP_PKEY_free) {}

  std::shared_ptr<EVP_PKEY> key_;
};

// `text`, which ends with a line's end, and a last line "signature HEX" over all before it.
std::string Signed(std::string text, const SigningKey& key);

// The text that was signed; a part of `bytes`. DATA_LOSS where it was altered, cut short, or signed
// with another key.
absl::StatusOr<std::string_view> TextSignedBy(std::string_view public_key, std::string_view bytes);

}  // namespace sheaf::client
