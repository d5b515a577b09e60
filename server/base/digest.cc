#include "server/base/digest.h"

#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace sheaf {
namespace {

// Fetched once: looking the algorithm up costs more than hashing a short record.
const EVP_MD* Sha256Algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// One for each thread: making it costs as much as hashing a short record.
EVP_MD_CTX* Context() {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  return context.get();
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  std::string digest(32, '\0');
  unsigned int size = 0;
  EVP_MD_CTX* const context = Context();
  const bool ok =
      context != nullptr && EVP_DigestInit_ex(context, Sha256Algorithm(), nullptr) == 1 &&
      EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1 &&
      EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(digest.data()), &size) == 1;
  // Without its hash function nothing the server says can be relied on.
  if (!ok || size != digest.size()) std::abort();
  return digest;
}

std::string Hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string RandomBytes(size_t count) {
  static constexpr size_t kMostAtOnce = 256;  // the limit of getentropy
  std::string bytes(count, '\0');
  for (size_t at = 0; at < count; at += kMostAtOnce) {
    if (getentropy(bytes.data() + at, std::min(kMostAtOnce, count - at)) != 0) std::abort();
  }
  return bytes;
}

}  // namespace sheaf
