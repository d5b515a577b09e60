#include "clients/cpp/signing_key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include <climits>
#include <cstdlib>

#include "absl/strings/escaping.h"
#include "clients/cpp/ed25519.h"
#include "clients/cpp/state_file.h"

namespace sheaf::client {
namespace {

constexpr std::string_view kSignature = "signature ";
constexpr size_t kSignatureSize = 64;

using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

// Failures of these calls are those of memory.
void Demand(bool ok) {
  if (!ok) std::abort();
}

bool IsForOthers(const std::string& path) {
  struct stat found {};
  return stat(path.c_str(), &found) == 0 && (found.st_mode & (S_IRWXG | S_IRWXO)) != 0;
}

}  // namespace

SigningKey SigningKey::Make() {
  EVP_PKEY* const key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  Demand(key != nullptr);
  return SigningKey(key);
}

absl::StatusOr<SigningKey> SigningKey::OfPem(std::string_view pem) {
  const absl::Status none =
      absl::InvalidArgumentError("this is no private key of Ed25519 (-----BEGIN PRIVATE KEY-----)");
  if (pem.size() > INT_MAX) return none;
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free_all);
  // Asks nobody for a password.
  char no_password[] = "";
  EVP_PKEY* const read = PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, no_password);
  ERR_clear_error();
  if (read == nullptr) return none;
  SigningKey key(read);
  if (EVP_PKEY_get_id(read) != EVP_PKEY_ED25519) return none;
  return key;
}

absl::StatusOr<SigningKey> SigningKey::ReadOrMake(const std::string& path) {
  auto pem = ReadWhole(path);
  if (absl::IsNotFound(pem.status())) {
    SigningKey made = Make();
    const absl::Status kept = WriteDurably(path, made.Pem());
    if (!kept.ok()) return kept;
    return made;
  }
  if (!pem.ok()) return pem.status();
  if (IsForOthers(path)) {
    return absl::FailedPreconditionError(path +
                                         ": others can read this key; take that away with: "
                                         "chmod 600 " +
                                         path);
  }
  auto key = OfPem(*pem);
  if (key.ok()) return key;
  return absl::FailedPreconditionError(path + ": " + std::string(key.status().message()));
}

std::string SigningKey::Pem() const {
  const Bio bio(BIO_new(BIO_s_mem()), &BIO_free_all);
  Demand(PEM_write_bio_PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) ==
         1);
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<size_t>(size));
}

std::string SigningKey::public_key() const {
  std::string bytes(kPublicKeySize, '\0');
  size_t size = bytes.size();
  Demand(EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(bytes.data()),
                                     &size) == 1);
  return bytes;
}

std::string SigningKey::Sign(std::string_view bytes) const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free);
  std::string signature(kSignatureSize, '\0');
  size_t size = signature.size();
  Demand(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
         EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                        reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1);
  return signature;
}

std::string Signed(std::string text, const SigningKey& key) {
  const std::string signature = absl::BytesToHexString(key.Sign(text));
  text.append(kSignature).append(signature).append("\n");
  return text;
}

absl::StatusOr<std::string_view> TextSignedBy(std::string_view public_key, std::string_view bytes) {
  constexpr size_t kLastLine = kSignature.size() + 2 * kSignatureSize + 1;
  const absl::Status altered = absl::DataLossError(
      "it was altered, cut short, or written with another key: its signature does not fit");
  if (bytes.size() < kLastLine) return altered;
  const std::string_view text = bytes.substr(0, bytes.size() - kLastLine);
  const std::string_view last = bytes.substr(text.size());
  const std::string_view hex = last.substr(kSignature.size(), 2 * kSignatureSize);
  const bool is_line = last.substr(0, kSignature.size()) == kSignature && last.back() == '\n' &&
                       (text.empty() || text.back() == '\n') &&
                       hex.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (!is_line || !IsSignedBy(public_key, text, absl::HexStringToBytes(std::string(hex)))) {
    return altered;
  }
  return text;
}

}  // namespace sheaf::client
