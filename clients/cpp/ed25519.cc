#include "clients/cpp/ed25519.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <climits>
#include <memory>

namespace sheaf::client {
namespace {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;

struct FreeBytes {
  void operator()(void* bytes) const { OPENSSL_free(bytes); }
};

constexpr std::string_view kBegin = "-----BEGIN PUBLIC KEY-----";

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Key KeyOf(std::string_view public_key) {
  return Key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Bytes(public_key), public_key.size()));
}

}  // namespace

absl::StatusOr<std::string> PublicKeyOfDer(std::string_view der) {
  const unsigned char* at = Bytes(der);
  const Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  std::string public_key(kPublicKeySize, '\0');
  size_t size = public_key.size();
  auto* const out = reinterpret_cast<unsigned char*>(public_key.data());
  if (key != nullptr && EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519 &&
      EVP_PKEY_get_raw_public_key(key.get(), out, &size) == 1) {
    return public_key;
  }
  return absl::InvalidArgumentError("the public key in it is none of Ed25519");
}

absl::StatusOr<std::string> PublicKeyOfPem(std::string_view pem) {
  const absl::Status none = absl::InvalidArgumentError(
      "this is no public key: expected -----BEGIN PUBLIC KEY----- and nothing before it");
  if (pem.substr(0, kBegin.size()) != kBegin || pem.size() > INT_MAX) return none;
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* bytes = nullptr;
  long size = 0;
  const bool read = PEM_read_bio(bio.get(), &name, &header, &bytes, &size) == 1;
  ERR_clear_error();
  if (!read) return none;
  const std::unique_ptr<char, FreeBytes> owned_name(name);
  const std::unique_ptr<char, FreeBytes> owned_header(header);
  const std::unique_ptr<unsigned char, FreeBytes> owned_bytes(bytes);
  return PublicKeyOfDer({reinterpret_cast<const char*>(bytes), static_cast<size_t>(size)});
}

absl::StatusOr<std::string> PemOfPublicKey(std::string_view public_key) {
  const Key key = KeyOf(public_key);
  const Bio bio(BIO_new(BIO_s_mem()));
  const bool written = key != nullptr && PEM_write_bio_PUBKEY(bio.get(), key.get()) == 1;
  ERR_clear_error();
  if (!written) return absl::InvalidArgumentError("the public key is none of Ed25519");
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<size_t>(size));
}

bool IsSignedBy(std::string_view public_key, std::string_view bytes, std::string_view signature) {
  const Key key = KeyOf(public_key);
  const Context context(EVP_MD_CTX_new());
  const bool fits =
      key != nullptr &&
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
      EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(bytes),
                       bytes.size()) == 1;
  ERR_clear_error();
  return fits;
}

}  // namespace sheaf::client
