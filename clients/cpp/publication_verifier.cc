#include "clients/cpp/publication_verifier.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "clients/cpp/ed25519.h"
#include "clients/cpp/sha256.h"

namespace sheaf::client {
namespace {

std::string Hex(std::string_view bytes) { return absl::BytesToHexString(std::string(bytes)); }

absl::Status CheckSignature(const v1::Publication& publication, std::string_view public_key) {
  if (publication.public_key() != public_key) {
    return absl::DataLossError(absl::StrCat("it names the key ", Hex(publication.public_key()),
                                            ", which is not the key that it was to be verified "
                                            "with (",
                                            Hex(public_key), ")"));
  }
  if (IsSignedBy(public_key, publication.statement(), publication.signature())) {
    return absl::OkStatus();
  }
  return absl::DataLossError(
      "the signature does not fit the statement: one of the two was altered, or somebody else "
      "signed it");
}

}  // namespace

absl::StatusOr<VerifiedPublication> VerifyPublication(const v1::Publication& publication,
                                                      std::string_view public_key) {
  const absl::Status status = CheckSignature(publication, public_key);
  if (!status.ok()) return status;
  VerifiedPublication verified;
  if (!verified.statement.ParseFromString(publication.statement())) {
    return absl::DataLossError("the statement cannot be read; a newer sheaf may be needed");
  }
  if (Sha256({publication.document()}) != verified.statement.document_sha256()) {
    return absl::DataLossError(
        "the document is not the one that was signed: it was altered, or it is another "
        "publication's");
  }
  if (!verified.document.ParseFromString(publication.document())) {
    return absl::DataLossError("the document cannot be read; a newer sheaf may be needed");
  }
  return verified;
}

}  // namespace sheaf::client
