#include "clients/cpp/sha256.h"

#include <openssl/evp.h>

#include <cstdlib>
#include <memory>

namespace sheaf::client {

std::string Sha256(std::initializer_list<std::string_view> parts) {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free);
  std::string hash(kHashSize, '\0');
  bool ok = EVP_DigestInit_ex(context.get(), algorithm, nullptr) == 1;
  for (const std::string_view part : parts) {
    ok = ok && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  }
  auto* const bytes = reinterpret_cast<unsigned char*>(hash.data());
  ok = ok && EVP_DigestFinal_ex(context.get(), bytes, nullptr) == 1;
  // Without its hash function nothing can be verified.
  if (!ok) std::abort();
  return hash;
}

}  // namespace sheaf::client
