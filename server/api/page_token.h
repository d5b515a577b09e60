// Page tokens: where a listing goes on, and at which clocks. They come back from clients, so every
// byte of them is doubted.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/ledger/ledger.h"

namespace sheaf::api {

struct PageToken {
  // The clocks of the first page.
  ledger::Revision revision = 0;
  std::string effective_date;
  // The last name that was looked at.
  std::string last;
};

// `scope` says what is listed; a token is good for its own scope only.
std::string FormatPageToken(const PageToken& token, std::string_view scope);

// Nothing where `text` is not what FormatPageToken made for `scope`. Takes any bytes.
std::optional<PageToken> ParsePageToken(std::string_view text, std::string_view scope);

}  // namespace sheaf::api
