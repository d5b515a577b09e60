// Verifies a publication: that it is what its signer published, with nothing but the publication
// itself and the signer's public key, which is had from elsewhere.
//
//   auto publication = ReadPublicationFile(bytes);
//   auto key = PublicKeyOfPem(pem);  // as the secretariat has made it known
//   auto verified = VerifyPublication(*publication, *key);
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "sheaf/v1/document.pb.h"
#include "sheaf/v1/publication.pb.h"

namespace sheaf::client {

struct VerifiedPublication {
  v1::PublicationStatement statement;
  v1::Document document;
};

// DATA_LOSS, in a sentence for people, where the publication names another key than `public_key`,
// where the signature is not that of the statement, or where the document is not the one that the
// statement names. Nothing else of `publication` is looked at: it is not signed.
absl::StatusOr<VerifiedPublication> VerifyPublication(const v1::Publication& publication,
                                                      std::string_view public_key);

}  // namespace sheaf::client
