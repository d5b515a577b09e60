#include "server/auth/certificates.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"

namespace sheaf::auth {
namespace {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Crl = std::unique_ptr<X509_CRL, Freed<X509_CRL_free>>;
using Store = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES_free>>;

absl::StatusOr<Bio> OpenFile(const std::string& file) {
  Bio bio(BIO_new_file(file.c_str(), "r"));
  ERR_clear_error();
  if (bio != nullptr) return bio;
  return Refusal(absl::StatusCode::kUnavailable, "CERTIFICATES_UNREADABLE",
                 absl::StrCat(file, ": the file cannot be read"));
}

absl::Status NothingIn(const std::string& file, std::string_view what) {
  return Refusal(absl::StatusCode::kInvalidArgument, "INVALID_CERTIFICATES",
                 absl::StrCat(file, ": no ", std::string(what), " in it; expected PEM"));
}

absl::Status AddCertificates(const std::string& file, X509_STORE* store) {
  SHEAF_ASSIGN_OR_RETURN(const Bio bio, OpenFile(file));
  int count = 0;
  while (Certificate certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) {
    X509_STORE_add_cert(store, certificate.get());
    ++count;
  }
  ERR_clear_error();
  return count > 0 ? absl::OkStatus() : NothingIn(file, "certificate");
}

absl::Status AddCrls(const std::string& file, X509_STORE* store) {
  SHEAF_ASSIGN_OR_RETURN(const Bio bio, OpenFile(file));
  int count = 0;
  while (Crl crl{PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr)}) {
    X509_STORE_add_crl(store, crl.get());
    ++count;
  }
  ERR_clear_error();
  if (count == 0) return NothingIn(file, "revocation list");
  X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK);
  return absl::OkStatus();
}

// The client's certificate, and those between it and the authority.
struct Chain {
  ~Chain() { sk_X509_pop_free(between, X509_free); }
  Chain() = default;
  Chain(const Chain&) = delete;
  Chain& operator=(const Chain&) = delete;

  Certificate first;
  STACK_OF(X509) * between = sk_X509_new_null();
};

void ReadChain(const std::string& pem, Chain* chain) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  chain->first.reset(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
    sk_X509_push(chain->between, certificate);
  }
  ERR_clear_error();
}

std::string TextOf(const ASN1_STRING* text) {
  unsigned char* bytes = nullptr;
  const int size = ASN1_STRING_to_UTF8(&bytes, text);
  if (size < 0) return "";
  std::string found(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
  OPENSSL_free(bytes);
  return found;
}

std::string CommonName(X509* certificate) {
  X509_NAME* subject = X509_get_subject_name(certificate);
  const int place = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (place < 0) return "";
  return TextOf(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place)));
}

std::vector<std::string> NamesIn(X509* certificate) {
  std::vector<std::string> names;
  const Names alternatives(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; i < sk_GENERAL_NAME_num(alternatives.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(alternatives.get(), i);
    const bool is_text = name->type == GEN_DNS || name->type == GEN_EMAIL || name->type == GEN_URI;
    if (is_text) names.push_back(TextOf(name->d.ia5));
  }
  if (names.empty()) names.push_back(CommonName(certificate));
  return names;
}

class Trusted final : public Authority {
 public:
  explicit Trusted(Store store) : store_(std::move(store)) {}

  absl::StatusOr<std::vector<std::string>> NamesOf(const std::string& pem_chain,
                                                   Micros now) const override {
    Chain chain;
    ReadChain(pem_chain, &chain);
    if (chain.first == nullptr) return absl::PermissionDeniedError("it is no certificate");
    const StoreContext context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), store_.get(), chain.first.get(), chain.between);
    X509_VERIFY_PARAM* terms = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(terms, now / 1'000'000);
    X509_VERIFY_PARAM_set_purpose(terms, X509_PURPOSE_SSL_CLIENT);
    const bool trusted = X509_verify_cert(context.get()) == 1;
    ERR_clear_error();
    if (trusted) return NamesIn(chain.first.get());
    return absl::PermissionDeniedError(absl::StrCat(
        "certificate of '", CommonName(chain.first.get()),
        "': ", X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()))));
  }

 private:
  const Store store_;
};

}  // namespace

absl::Status CheckServerCertificate(const std::string& certificate_file,
                                    const std::string& key_file) {
  using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
  SHEAF_ASSIGN_OR_RETURN(const Bio certificate_bio, OpenFile(certificate_file));
  const Certificate certificate(
      PEM_read_bio_X509(certificate_bio.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (certificate == nullptr) return NothingIn(certificate_file, "certificate");
  SHEAF_ASSIGN_OR_RETURN(const Bio key_bio, OpenFile(key_file));
  const Key key(PEM_read_bio_PrivateKey(key_bio.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (key == nullptr) return NothingIn(key_file, "key without a password");
  const bool fits = X509_check_private_key(certificate.get(), key.get()) == 1;
  ERR_clear_error();
  if (fits) return absl::OkStatus();
  return Refusal(absl::StatusCode::kInvalidArgument, "INVALID_CERTIFICATES",
                 absl::StrCat(key_file, ": it is not the key of ", certificate_file));
}

absl::StatusOr<std::shared_ptr<const Authority>> Authority::Read(const std::string& ca_file,
                                                                 const std::string& crl_file) {
  Store store(X509_STORE_new());
  SHEAF_RETURN_IF_ERROR(AddCertificates(ca_file, store.get()));
  if (!crl_file.empty()) SHEAF_RETURN_IF_ERROR(AddCrls(crl_file, store.get()));
  return std::make_shared<const Trusted>(std::move(store));
}

}  // namespace sheaf::auth
