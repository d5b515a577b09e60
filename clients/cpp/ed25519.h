// Public keys of Ed25519 (RFC 8032), and the signatures that they verify.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sheaf::client {

inline constexpr size_t kPublicKeySize = 32;

// The 32 bytes of the public key that `pem` begins with. INVALID_ARGUMENT for anything else, an
// exported publication among it: that has a key too, which proves nothing of the file it is in.
absl::StatusOr<std::string> PublicKeyOfPem(std::string_view pem);
// The same of the bytes in it (SubjectPublicKeyInfo).
absl::StatusOr<std::string> PublicKeyOfDer(std::string_view der);
// The same key as PEM ("PUBLIC KEY", SubjectPublicKeyInfo). INVALID_ARGUMENT where `public_key` has
// not 32 bytes.
absl::StatusOr<std::string> PemOfPublicKey(std::string_view public_key);

// Whether `signature` is that of `bytes` by the key.
bool IsSignedBy(std::string_view public_key, std::string_view bytes, std::string_view signature);

}  // namespace sheaf::client
