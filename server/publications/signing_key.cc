#include "server/publications/signing_key.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"

namespace sheaf::publications {
namespace {

constexpr size_t kPublicKeySize = 32;
constexpr size_t kSignatureSize = 64;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

absl::Status Invalid(const std::string& file, std::string_view problem) {
  return Refusal(absl::StatusCode::kInvalidArgument, "INVALID_SIGNING_KEY",
                 absl::StrCat(file, ": ", std::string(problem),
                              "; expected a private key of Ed25519 in PEM, as "
                              "'deploy/certificates FOLDER signing' makes it"));
}

// Asked of the file that is open: another one may have its name by the time it is read.
absl::Status CheckIsSecret(const std::string& file, std::FILE* open) {
  struct stat entry {};
  if (fstat(fileno(open), &entry) == 0 && (entry.st_mode & (S_IRWXG | S_IRWXO)) == 0) {
    return absl::OkStatus();
  }
  return Refusal(absl::StatusCode::kFailedPrecondition, "SIGNING_KEY_EXPOSED",
                 absl::StrCat(file,
                              ": others than its owner can read or change this key, and could "
                              "sign in the secretariat's name; chmod 600 ",
                              file));
}

// Nobody is asked for a passphrase: a server has nobody to ask.
int NoPassphrase(char*, int, int, void*) { return -1; }

}  // namespace

absl::StatusOr<std::unique_ptr<const SigningKey>> SigningKey::Read(const std::string& file) {
  const File open(std::fopen(file.c_str(), "re"));
  if (open == nullptr) {
    return Refusal(absl::StatusCode::kUnavailable, "SIGNING_KEY_UNREADABLE",
                   absl::StrCat(file, ": the signing key cannot be read: ", std::strerror(errno)));
  }
  SHEAF_RETURN_IF_ERROR(CheckIsSecret(file, open.get()));
  Key key(PEM_read_PrivateKey(open.get(), nullptr, &NoPassphrase, nullptr));
  ERR_clear_error();
  if (key == nullptr) {
    return Invalid(file, "there is no private key in it, or it is under a passphrase");
  }
  if (EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) {
    const char* const kind = EVP_PKEY_get0_type_name(key.get());
    return Invalid(file, absl::StrCat("its key is of the kind ", kind == nullptr ? "?" : kind));
  }
  std::string public_key(kPublicKeySize, '\0');
  size_t size = public_key.size();
  auto* const bytes = reinterpret_cast<unsigned char*>(public_key.data());
  if (EVP_PKEY_get_raw_public_key(key.get(), bytes, &size) != 1 || size != kPublicKeySize) {
    return Invalid(file, "its public half cannot be had");
  }
  return std::unique_ptr<const SigningKey>(new SigningKey(std::move(key), std::move(public_key)));
}

absl::StatusOr<std::string> SigningKey::Sign(std::string_view bytes) const {
  const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  std::string signature(kSignatureSize, '\0');
  size_t size = signature.size();
  const bool signed_all =
      context != nullptr &&
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1;
  ERR_clear_error();
  if (signed_all && size == kSignatureSize) return signature;
  return absl::InternalError("the statement could not be signed");
}

}  // namespace sheaf::publications
