#include "server/base/digest.h"

#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace sheaf {
namespace {

constexpr size_t kSha256Size = 32;

// Fetched once: looking the algorithm up costs more than hashing a short record.
const EVP_MD* Sha256Algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using ContextPointer = std::unique_ptr<EVP_MD_CTX, FreeContext>;

// Without its hash function nothing the server says can be relied on.
void Require(bool ok) {
  if (!ok) std::abort();
}

void Begin(EVP_MD_CTX* context) {
  Require(context != nullptr && EVP_DigestInit_ex(context, Sha256Algorithm(), nullptr) == 1);
}

void Update(EVP_MD_CTX* context, std::string_view bytes) {
  Require(EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1);
}

std::string End(EVP_MD_CTX* context) {
  std::string digest(kSha256Size, '\0');
  unsigned int size = 0;
  auto* const bytes = reinterpret_cast<unsigned char*>(digest.data());
  Require(EVP_DigestFinal_ex(context, bytes, &size) == 1 && size == kSha256Size);
  return digest;
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  // One for each thread: making it costs as much as hashing a short record.
  thread_local const ContextPointer context(EVP_MD_CTX_new());
  Begin(context.get());
  Update(context.get(), bytes);
  return End(context.get());
}

struct Sha256Sum::Context {
  const ContextPointer pointer{EVP_MD_CTX_new()};
};

Sha256Sum::Sha256Sum() : context_(std::make_unique<Context>()) { Begin(context_->pointer.get()); }

Sha256Sum::~Sha256Sum() = default;

void Sha256Sum::Add(std::string_view bytes) { Update(context_->pointer.get(), bytes); }

std::string Sha256Sum::Finish() { return End(context_->pointer.get()); }

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
