#include "clients/cpp/credentials.h"

#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace sheaf::client {
namespace {

absl::StatusOr<std::string> ReadFile(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  if (stream && !text.str().empty()) return text.str();
  return absl::InvalidArgumentError(
      absl::StrCat(file, ": the file cannot be read, or has nothing in it"));
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ReadTls(const TlsFiles& files) {
  if (files.certificate_file.empty() != files.key_file.empty()) {
    return absl::InvalidArgumentError("a certificate needs its key, and a key its certificate");
  }
  const auto ca = ReadFile(files.ca_file);
  if (!ca.ok()) return ca.status();
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = *ca;
  if (!files.certificate_file.empty()) {
    const auto certificate = ReadFile(files.certificate_file);
    if (!certificate.ok()) return certificate.status();
    const auto key = ReadFile(files.key_file);
    if (!key.ok()) return key.status();
    options.pem_cert_chain = *certificate;
    options.pem_private_key = *key;
  }
  return grpc::SslCredentials(options);
}

absl::StatusOr<std::string> ReadToken(const std::string& file) {
  struct stat entry {};
  if (stat(file.c_str(), &entry) == 0 && (entry.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": others than you can read this token; chmod 600 ", file));
  }
  auto text = ReadFile(file);
  if (!text.ok()) return text.status();
  return std::string(absl::StripAsciiWhitespace(*text));
}

}  // namespace sheaf::client
