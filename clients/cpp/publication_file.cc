#include "clients/cpp/publication_file.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <memory>

#include "clients/cpp/ed25519.h"

namespace sheaf::client {
namespace {

constexpr char kStatement[] = "SHEAF STATEMENT";
constexpr char kSignature[] = "SHEAF SIGNATURE";
constexpr char kPublicKey[] = "PUBLIC KEY";
constexpr char kDocument[] = "SHEAF DOCUMENT";

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};
struct FreeBytes {
  void operator()(void* bytes) const { OPENSSL_free(bytes); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;
template <typename T>
using Owned = std::unique_ptr<T, FreeBytes>;

absl::Status IsNone(const std::string& problem) {
  return absl::DataLossError("this is no whole publication: " + problem);
}

void WriteBlock(BIO* out, const char* label, std::string_view bytes) {
  PEM_write_bio(out, label, "", reinterpret_cast<const unsigned char*>(bytes.data()),
                static_cast<long>(bytes.size()));
}

// The next block of `in`, which has that label.
absl::StatusOr<std::string> ReadBlock(BIO* in, const std::string& label) {
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* bytes = nullptr;
  long size = 0;
  const bool read = PEM_read_bio(in, &name, &header, &bytes, &size) == 1;
  ERR_clear_error();
  if (!read) return IsNone("its block " + label + " is missing, damaged or cut short");
  const Owned<char> owned_name(name);
  const Owned<char> owned_header(header);
  const Owned<unsigned char> owned_bytes(bytes);
  if (name != label) return IsNone("its block " + label + " is not where it belongs");
  return std::string(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
}

absl::StatusOr<std::string> ReadKey(BIO* in) {
  const auto der = ReadBlock(in, kPublicKey);
  if (!der.ok()) return der.status();
  auto public_key = PublicKeyOfDer(*der);
  if (!public_key.ok()) return IsNone(std::string(public_key.status().message()));
  return public_key;
}

absl::Status ReadBlocks(BIO* in, v1::Publication* publication) {
  auto statement = ReadBlock(in, kStatement);
  if (!statement.ok()) return statement.status();
  auto signature = ReadBlock(in, kSignature);
  if (!signature.ok()) return signature.status();
  auto public_key = ReadKey(in);
  if (!public_key.ok()) return public_key.status();
  auto document = ReadBlock(in, kDocument);
  if (!document.ok()) return document.status();
  publication->set_statement(*std::move(statement));
  publication->set_signature(*std::move(signature));
  publication->set_public_key(*std::move(public_key));
  publication->set_document(*std::move(document));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> WritePublicationFile(const v1::Publication& publication) {
  const auto key = PemOfPublicKey(publication.public_key());
  if (!key.ok()) return key.status();
  const Bio out(BIO_new(BIO_s_mem()));
  WriteBlock(out.get(), kStatement, publication.statement());
  WriteBlock(out.get(), kSignature, publication.signature());
  BIO_write(out.get(), key->data(), static_cast<int>(key->size()));
  WriteBlock(out.get(), kDocument, publication.document());
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return std::string(text, static_cast<size_t>(size));
}

absl::StatusOr<v1::Publication> ReadPublicationFile(std::string_view bytes) {
  if (bytes.size() > kPublicationFileMaxBytes) return IsNone("it is far too large");
  const Bio in(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  v1::Publication publication;
  const absl::Status status = ReadBlocks(in.get(), &publication);
  if (!status.ok()) return status;
  const auto written = WritePublicationFile(publication);
  if (written.ok() && *written == bytes) return publication;
  return IsNone(
      "it holds more than its four blocks, or is not laid out as 'sheaf publication export' lays "
      "it "
      "out; a mail program may have changed its line ends: send it as an attachment");
}

}  // namespace sheaf::client
