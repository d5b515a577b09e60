#include "clients/web/gateway/http/message.h"

#include <algorithm>
#include <boost/beast/http/status.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace sheaf::gateway {
namespace {

absl::string_view Absl(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

bool EqualsIgnoringCase(std::string_view one, std::string_view other) {
  return absl::EqualsIgnoreCase(Absl(one), Absl(other));
}

std::string_view Request::Header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
    return EqualsIgnoringCase(header.first, name);
  });
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view Request::Path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

std::string_view Request::Query() const {
  const size_t mark = target.find('?');
  return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

Response TextResponse(int status, std::string_view content_type, std::string body) {
  return {status,
          {{"Content-Type", std::string(content_type)}},
          std::make_shared<const std::string>(std::move(body))};
}

std::string_view ReasonPhrase(int status) {
  if (status == 499) return "Client Closed Request";
  const auto phrase =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  return {phrase.data(), phrase.size()};
}

std::string FormatHead(const Response& response, bool is_stream, bool keep_alive) {
  std::string head =
      absl::StrCat("HTTP/1.1 ", response.status, " ", Absl(ReasonPhrase(response.status)), "\r\n");
  for (const auto& [name, value] : response.headers) {
    absl::StrAppend(&head, name, ": ", value, "\r\n");
  }
  if (is_stream) {
    head += "Transfer-Encoding: chunked\r\n";
  } else if (response.status != 304) {
    absl::StrAppend(&head, "Content-Length: ", response.body ? response.body->size() : 0, "\r\n");
  }
  if (!keep_alive) head += "Connection: close\r\n";
  return head += "\r\n";
}

std::string FormatChunkHead(size_t bytes) { return absl::StrCat(absl::Hex(bytes), "\r\n"); }

bool Accepts(std::string_view list, std::string_view coding) {
  for (const absl::string_view item : absl::StrSplit(Absl(list), ',')) {
    const std::vector<absl::string_view> parts = absl::StrSplit(item, ';');
    if (!absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(parts[0]), Absl(coding))) continue;
    if (parts.size() < 2) return true;
    const absl::string_view weight = absl::StripAsciiWhitespace(parts[1]);
    double value = 0;
    return !absl::StartsWithIgnoreCase(weight, "q=") ||
           !absl::SimpleAtod(weight.substr(2), &value) || value > 0;
  }
  return false;
}

}  // namespace sheaf::gateway
