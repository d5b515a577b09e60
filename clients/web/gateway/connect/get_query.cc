#include "clients/web/gateway/connect/get_query.h"

#include <map>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace sheaf::gateway {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

absl::StatusOr<std::map<std::string, std::string>> Parameters(std::string_view query) {
  std::map<std::string, std::string> parameters;
  for (const absl::string_view part :
       absl::StrSplit(absl::string_view(query.data(), query.size()), '&')) {
    const std::pair<absl::string_view, absl::string_view> pair =
        absl::StrSplit(part, absl::MaxSplits('=', 1));
    const auto value = PercentDecoded({pair.second.data(), pair.second.size()});
    if (!value.ok()) return value.status();
    parameters.emplace(std::string(pair.first), *value);
  }
  return parameters;
}

absl::Status Missing(std::string_view name) {
  return absl::InvalidArgumentError(
      absl::StrCat("the address has no ", std::string(name),
                   "; a call by GET is written ?connect=v1&encoding=json&message=%7B%7D"));
}

}  // namespace

absl::StatusOr<std::string> PercentDecoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded.push_back(text[i] == '+' ? ' ' : text[i]);
      continue;
    }
    const int high = i + 2 < text.size() ? HexDigit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? HexDigit(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      return absl::InvalidArgumentError("in the address, '%' is not followed by two digits");
    }
    decoded.push_back(static_cast<char>(high << 4 | low));
    i += 2;
  }
  return decoded;
}

absl::StatusOr<GetQuery> ParseGetQuery(std::string_view query) {
  auto parameters = Parameters(query);
  if (!parameters.ok()) return parameters.status();
  const auto message = parameters->find("message");
  if (message == parameters->end()) return Missing("message");
  if (parameters->find("encoding") == parameters->end()) return Missing("encoding");

  GetQuery parsed{(*parameters)["connect"], (*parameters)["encoding"], (*parameters)["compression"],
                  message->second};
  if ((*parameters)["base64"] != "1") return parsed;
  if (!absl::WebSafeBase64Unescape(message->second, &parsed.message)) {
    return absl::InvalidArgumentError("the message in the address is not base64 for addresses");
  }
  return parsed;
}

}  // namespace sheaf::gateway
