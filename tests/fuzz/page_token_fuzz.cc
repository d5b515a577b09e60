// Page tokens: only what was given out is taken back.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/strings/escaping.h"
#include "server/api/page_token.h"
#include "tests/fuzz/expect.h"

namespace sheaf::api {
namespace {

constexpr std::string_view kScope = "lines of plans/energy";

void TakeBack(std::string_view text) {
  const auto token = ParsePageToken(text, kScope);
  if (!token) return;
  fuzz::Expect(FormatPageToken(*token, kScope) == text, "a token that is taken was given out");
}

// A token of what the bytes say; where it is taken back at all, it says the same.
void GoRound(std::string_view bytes) {
  const PageToken token{static_cast<ledger::Revision>(bytes.size()), "2024-12-31",
                        std::string(bytes)};
  const auto back = ParsePageToken(FormatPageToken(token, kScope), kScope);
  if (back) fuzz::Expect(back->last == token.last, "a token says what was put into it");
  fuzz::Expect(!ParsePageToken(FormatPageToken(token, "others"), kScope),
               "a token of another listing is refused");
}

}  // namespace
}  // namespace sheaf::api

// As it comes, and as if it had been encoded rightly.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  sheaf::api::TakeBack(bytes);
  sheaf::api::TakeBack(absl::WebSafeBase64Escape({bytes.data(), bytes.size()}));
  sheaf::api::GoRound(bytes);
  return 0;
}
