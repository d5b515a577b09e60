#include "clients/web/gateway/connect/envelope.h"

#include "absl/strings/str_cat.h"

namespace sheaf::gateway {
namespace {

constexpr int kLengthBytes = 4;

size_t ReadLength(std::string_view bytes) {
  size_t length = 0;
  for (int i = 0; i < kLengthBytes; ++i) length = length << 8 | static_cast<uint8_t>(bytes[i]);
  return length;
}

}  // namespace

std::string FormatEnvelope(uint8_t flags, std::string_view message) {
  std::string bytes;
  bytes.reserve(kEnvelopeHeadBytes + message.size());
  bytes.push_back(static_cast<char>(flags));
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(message.size() >> shift & 0xff));
  }
  return bytes.append(message);
}

absl::StatusOr<Envelope> ParseOnlyEnvelope(std::string_view body) {
  if (body.empty()) {
    return absl::InvalidArgumentError("the request has no message; a call of this kind has one");
  }
  if (body.size() < kEnvelopeHeadBytes) {
    return absl::InvalidArgumentError("the request ends within the five bytes before its message");
  }
  Envelope envelope{static_cast<uint8_t>(body[0]), body.substr(kEnvelopeHeadBytes)};
  if ((envelope.flags & ~kCompressed) != 0) {
    return absl::InvalidArgumentError(absl::StrCat("the flags before the message are ",
                                                   int{envelope.flags}, "; known are 0 and 1"));
  }
  const size_t length = ReadLength(body.substr(1));
  if (envelope.message.size() < length) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the message is said to have ", length, " bytes, and ", envelope.message.size(), " came"));
  }
  if (envelope.message.size() > length) {
    return absl::InvalidArgumentError(
        "the request has more than one message; a call of this kind has one");
  }
  return envelope;
}

}  // namespace sheaf::gateway
