#include "server/api/page_token.h"

#include <charconv>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "proto/values/partial_date.h"
#include "server/base/digest.h"

namespace sheaf::api {
namespace {

constexpr char kVersion[] = "2";
// Longer than any that this server makes: names have at most 1,000 bytes.
constexpr size_t kLongest = 2000;

std::string Body(const PageToken& token) {
  return absl::StrCat(token.revision, "|", token.effective_date, "|", token.last);
}

// Ties the body to what is listed. It guards against mistakes, not against forgers: a token gives
// nothing that its holder could not ask for.
std::string Seal(std::string_view scope, const std::string& body) {
  return Hex(Sha256(absl::StrCat(Sha256(scope), body))).substr(0, 16);
}

bool ParseRevision(const std::string& text, ledger::Revision* revision) {
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, *revision);
  return error == std::errc() && stop == end && *revision >= 0;
}

bool IsWholeDay(const std::string& text) {
  const auto date = PartialDate::Parse(text);
  return date.ok() && date->day() != 0;
}

}  // namespace

std::string FormatPageToken(const PageToken& token, std::string_view scope) {
  const std::string body = Body(token);
  return absl::WebSafeBase64Escape(absl::StrCat(kVersion, "|", Seal(scope, body), "|", body));
}

std::optional<PageToken> ParsePageToken(std::string_view text, std::string_view scope) {
  std::string plain;
  if (text.size() > kLongest) return std::nullopt;
  if (!absl::WebSafeBase64Unescape({text.data(), text.size()}, &plain)) return std::nullopt;
  const std::vector<std::string> parts = absl::StrSplit(plain, absl::MaxSplits('|', 4));
  if (parts.size() != 5 || parts[0] != kVersion || !IsWholeDay(parts[3])) return std::nullopt;
  PageToken token{0, parts[3], parts[4]};
  if (!ParseRevision(parts[2], &token.revision)) return std::nullopt;
  // What reads the same but is written otherwise (padding, a leading zero) is not ours either.
  if (FormatPageToken(token, scope) != text) return std::nullopt;
  return token;
}

}  // namespace sheaf::api
