#include "clients/web/gateway/connect/call_request.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "clients/web/gateway/connect/envelope.h"
#include "clients/web/gateway/connect/get_query.h"
#include "clients/web/gateway/connect/gzip.h"
#include "clients/web/gateway/connect/transcoding.h"

namespace sheaf::gateway {
namespace {

constexpr size_t kTimeoutDigitsMax = 10;
constexpr int kUnsupportedMediaType = 415;

absl::string_view Absl(std::string_view text) { return {text.data(), text.size()}; }

// "application/json; charset=utf-8" as "application/json".
std::string MediaType(std::string_view content_type) {
  return absl::AsciiStrToLower(
      absl::StripAsciiWhitespace(Absl(content_type.substr(0, content_type.find(';')))));
}

std::optional<Codec> CodecOf(std::string_view name) {
  if (name == "json") return Codec::kJson;
  if (name == "proto") return Codec::kProto;
  return std::nullopt;
}

std::optional<Codec> CodecOfType(std::string_view content_type, std::string_view beginning) {
  const std::string type = MediaType(content_type);
  if (!std::string_view(type).starts_with(beginning)) return std::nullopt;
  return CodecOf(std::string_view(type).substr(beginning.size()));
}

CallRefused WrongType(std::string_view found, std::string_view expected) {
  return {absl::UnknownError(absl::StrCat("the content type is '", Absl(found),
                                          "'; for this call it is ", Absl(expected))),
          kUnsupportedMediaType};
}

absl::Status CheckVersion(std::string_view found, std::string_view expected) {
  if (found.empty() || found == expected) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("the version of the Connect protocol is '",
                                                 Absl(found), "'; known is ", Absl(expected)));
}

absl::Status ReadCommon(const Request& request, std::string message, CallRequest* call) {
  auto status = CheckVersion(request.Header("connect-protocol-version"), "1");
  if (!status.ok()) return status;
  const auto timeout = ParseTimeout(request.Header("connect-timeout-ms"));
  if (!timeout.ok()) return timeout.status();
  call->timeout = *timeout;
  call->message = std::move(message);
  return absl::OkStatus();
}

std::optional<CallRefused> RefusedUnlessOk(absl::Status status) {
  if (status.ok()) return std::nullopt;
  return CallRefused{std::move(status)};
}

}  // namespace

absl::Status ToBinaryForm(const Method& method, CallRequest* call) {
  if (call->codec == Codec::kProto) return absl::OkStatus();
  auto binary = ToBinary(method.RequestType(), call->message);
  if (!binary.ok()) return binary.status();
  call->message = *std::move(binary);
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::chrono::milliseconds>> ParseTimeout(std::string_view text) {
  if (text.empty()) return std::nullopt;
  int64_t millis = 0;
  const bool is_digits = std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
  if (!is_digits || text.size() > kTimeoutDigitsMax || !absl::SimpleAtoi(Absl(text), &millis)) {
    return absl::InvalidArgumentError(absl::StrCat("connect-timeout-ms is '", Absl(text),
                                                   "'; it is a number of at most ten digits"));
  }
  return std::chrono::milliseconds(millis);
}

absl::Status CallReader::Decompress(std::string_view compression, std::string* message) const {
  if (compression.empty() || compression == "identity" || message->empty()) {
    return absl::OkStatus();
  }
  if (compression != "gzip") {
    return absl::UnimplementedError(absl::StrCat("the compression '", Absl(compression),
                                                 "' is not known; known are gzip, identity"));
  }
  auto plain = Gunzip(*message, message_max_bytes_);
  if (!plain.ok()) return plain.status();
  *message = *std::move(plain);
  return absl::OkStatus();
}

std::optional<CallRefused> CallReader::ReadPost(const Request& request, CallRequest* call,
                                                std::string* message) const {
  const auto codec = CodecOfType(request.Header("content-type"), "application/");
  if (!codec) {
    return WrongType(request.Header("content-type"), "application/json or application/proto");
  }
  call->codec = *codec;
  *message = request.body;
  return RefusedUnlessOk(Decompress(request.Header("content-encoding"), message));
}

std::optional<CallRefused> CallReader::ReadGet(const Request& request, CallRequest* call,
                                               std::string* message) const {
  call->is_get = true;
  auto query = ParseGetQuery(request.Query());
  if (!query.ok()) return CallRefused{query.status()};
  const auto codec = CodecOf(query->encoding);
  if (!codec) return WrongType(query->encoding, "json or proto, as encoding=");
  call->codec = *codec;
  *message = std::move(query->message);
  const auto status = CheckVersion(query->connect, "v1");
  if (!status.ok()) return CallRefused{status};
  return RefusedUnlessOk(Decompress(query->compression, message));
}

std::optional<CallRefused> CallReader::ReadUnary(const Request& request, CallRequest* call) const {
  std::string message;
  auto refused = request.method == "GET" ? ReadGet(request, call, &message)
                                         : ReadPost(request, call, &message);
  if (refused) return refused;
  call->takes_gzip = Accepts(request.Header("accept-encoding"), "gzip");
  return RefusedUnlessOk(ReadCommon(request, std::move(message), call));
}

std::optional<CallRefused> CallReader::ReadStreaming(const Request& request,
                                                     CallRequest* call) const {
  const auto codec = CodecOfType(request.Header("content-type"), "application/connect+");
  if (!codec) {
    return WrongType(request.Header("content-type"),
                     "application/connect+json or application/connect+proto");
  }
  call->codec = *codec;
  call->takes_gzip = Accepts(request.Header("connect-accept-encoding"), "gzip");
  const auto envelope = ParseOnlyEnvelope(request.body);
  if (!envelope.ok()) return CallRefused{envelope.status()};
  std::string message(envelope->message);
  if ((envelope->flags & kCompressed) != 0) {
    const std::string_view compression = request.Header("connect-content-encoding");
    if (compression.empty() || compression == "identity") {
      return CallRefused{absl::InvalidArgumentError(
          "the message is marked as compressed, and connect-content-encoding does not say how")};
    }
    const auto status = Decompress(compression, &message);
    if (!status.ok()) return CallRefused{status};
  }
  return RefusedUnlessOk(ReadCommon(request, std::move(message), call));
}

}  // namespace sheaf::gateway
