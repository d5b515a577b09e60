// Certificates of clients. The connection proves that the client holds the certificate's key; this
// says whether the certificate is to be trusted, at each call anew: so a certificate that runs out
// or is revoked is of no use any more to a connection that is open.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/base/clock.h"

namespace sheaf::auth {

// Who signs the certificates of clients, and which of them it has revoked. Never changes once it is
// read. Thread-safe.
class Authority {
 public:
  // The certificates in `ca_file` and, unless it is empty, the revocation lists in `crl_file`, both
  // PEM. INVALID_ARGUMENT for files without them; UNAVAILABLE where one cannot be read.
  static absl::StatusOr<std::shared_ptr<const Authority>> Read(const std::string& ca_file,
                                                               const std::string& crl_file);
  virtual ~Authority() = default;

  // The names of the first certificate in `pem_chain`: its alternative names (DNS, e-mail, URI),
  // or, where it has none, its common name. PERMISSION_DENIED where it is not to be trusted at
  // `now`, with why, which is for the log and never for the caller. With revocation lists: also
  // where the list of its authority is missing or too old.
  virtual absl::StatusOr<std::vector<std::string>> NamesOf(const std::string& pem_chain,
                                                           Micros now) const = 0;
};

// OK where the PEM files hold a server's certificate and its key. INVALID_ARGUMENT with the file
// that does not.
absl::Status CheckServerCertificate(const std::string& certificate_file,
                                    const std::string& key_file);

}  // namespace sheaf::auth
