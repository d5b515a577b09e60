// Reading at a point in time, page by page.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "server/api/serving.h"
#include "sheaf/v1/clocks.pb.h"

namespace sheaf::api {

// The clocks that `as_of` asks for. OUT_OF_RANGE for a revision that is not there yet;
// INVALID_ARGUMENT for an effective date that is no whole date.
absl::StatusOr<v1::Clocks> Resolve(const Serving& serving, const v1::AsOf& as_of);

// One page of a listing: what to read, from where, how much.
struct Page {
  v1::Clocks clocks;
  std::string scope;        // what is listed: a token is good for the listing that made it only
  std::string start_after;  // "" on the first page
  int size = 0;
};

inline constexpr int kDefaultPageSize = 100;
inline constexpr int kMaxPageSize = 1000;

// What a client sent about paging. A token brings the clocks of the first page with it.
absl::StatusOr<Page> OpenPage(const Serving& serving, std::string_view scope, const v1::AsOf& as_of,
                              int page_size, std::string_view page_token);
// The token of the page after the one that ended with `last`.
std::string NextPageToken(const Page& page, std::string_view last);

// Walks the records under `prefix` that have `parts` parts, from the page's start, and gives those
// for which `take` returns true a place on it, until it is full. Returns the next page's token, or
// "".
absl::StatusOr<std::string> FillPage(
    const Serving& serving, const Page& page, std::string_view prefix, int parts,
    const std::function<absl::StatusOr<bool>(const ledger::Record&)>& take);

// The record `name` as of `as_of`, where its name fits `pattern`.
absl::StatusOr<ledger::Record> ReadRecord(const Serving& serving, std::string_view name,
                                          std::string_view pattern, const v1::AsOf& as_of);

}  // namespace sheaf::api
