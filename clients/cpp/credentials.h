// What a client shows the server: TLS with the authority that it trusts, its own certificate, its
// token.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace sheaf::client {

// PEM files.
struct TlsFiles {
  // Who signs the server's certificate.
  std::string ca_file = {};
  // The client's own certificate, with those between it and its authority, and its key; both empty
  // where it has none.
  std::string certificate_file = {};
  std::string key_file = {};
};

// TLS that takes only a server whose certificate `files.ca_file` has signed for the name it is
// called by. INVALID_ARGUMENT names a file that cannot be read, or one of the two that is missing.
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ReadTls(const TlsFiles& files);

// The token in `file`, without blanks around it. INVALID_ARGUMENT where it cannot be read, is
// empty, or can be read by others than its owner.
absl::StatusOr<std::string> ReadToken(const std::string& file);

}  // namespace sheaf::client
