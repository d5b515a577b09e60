#include <openssl/ssl.h>

#include "absl/strings/str_cat.h"
#include "clients/web/gateway/http/listener.h"

namespace sheaf::gateway {

namespace ssl = boost::asio::ssl;

absl::StatusOr<std::shared_ptr<ssl::context>> ReadTlsContext(const std::string& certificate_file,
                                                             const std::string& key_file) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  // The client cannot have the handshake done again and again on one connection.
  SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_RENEGOTIATION);
  // Buffers go back where a connection is idle: a thousand streams are.
  SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
  boost::system::error_code error;
  context->use_certificate_chain_file(certificate_file, error);
  if (error) {
    return absl::InvalidArgumentError(
        absl::StrCat(certificate_file, ": the certificate cannot be read: ", error.message()));
  }
  context->use_private_key_file(key_file, ssl::context::pem, error);
  if (error) {
    return absl::InvalidArgumentError(absl::StrCat(
        key_file,
        ": the key cannot be read, or is not that of the certificate: ", error.message()));
  }
  return context;
}

}  // namespace sheaf::gateway
