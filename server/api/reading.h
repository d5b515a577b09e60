// Reading at a point in time, page by page.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "proto/values/partial_date.h"
#include "server/api/serving.h"
#include "sheaf/v1/clocks.pb.h"

namespace sheaf::api {

class Visibility;

// The clocks that `as_of` asks for. OUT_OF_RANGE for a revision that is not there yet;
// INVALID_ARGUMENT for an effective date that is no whole date.
absl::StatusOr<v1::Clocks> Resolve(const Serving& serving, const v1::AsOf& as_of);

// The effective date of resolved clocks.
PartialDate EffectiveOf(const v1::Clocks& clocks);

// One page of a listing: what to read, from where, how much.
struct Page {
  v1::Clocks clocks;
  std::string scope;        // what is listed: a token is good for the listing that made it only
  std::string start_after;  // "" on the first page
  int size = 0;
  bool is_first = true;
};

inline constexpr int kDefaultPageSize = 100;
inline constexpr int kMaxPageSize = 1000;
// Records that one page looks at: what a filter passes over costs time too. A page that reaches it
// is short, and the next one goes on.
inline constexpr int kMaxLookedAt = 20'000;

// What a client sent about paging. A token brings the clocks of the first page with it.
absl::StatusOr<Page> OpenPage(const Serving& serving, std::string_view scope, const v1::AsOf& as_of,
                              int page_size, std::string_view page_token);
// What `request` lists, for a scope: all that it says but where in the listing the page is, with
// `kind` where requests of one type list several.
std::string ScopeOf(const google::protobuf::Message& request, std::string_view kind = "");
// The page that a request with `as_of`, `page_size` and `page_token` asks for.
template <typename Request>
absl::StatusOr<Page> OpenPage(const Serving& serving, const Request& request,
                              std::string_view kind = "") {
  return OpenPage(serving, ScopeOf(request, kind), request.as_of(), request.page_size(),
                  request.page_token());
}
// The token of the page after the one that ended with `last`.
std::string NextPageToken(const Page& page, std::string_view last);

// Walks the records of `parts` parts under `prefixes`, which are in byte order and none of which
// begins another, from the page's start, and gives those for which `take` returns true a place on
// it, until it is full or has looked at kMaxLookedAt. Returns the next page's token, or "". Where
// `visibility` is not null, a page is as if what the caller does not see were not there: neither
// its length nor its token tells of it.
absl::StatusOr<std::string> FillPage(
    const Serving& serving, const Page& page, const std::vector<std::string>& prefixes, int parts,
    const std::function<absl::StatusOr<bool>(const ledger::Record&)>& take,
    Visibility* visibility = nullptr);

// The record `name` at `clocks`, where its name fits `pattern`.
absl::StatusOr<ledger::Record> ReadRecord(const Serving& serving, std::string_view name,
                                          std::string_view pattern, const v1::Clocks& clocks);
// The same as the caller sees it; what is hidden is refused as what is not there.
absl::StatusOr<ledger::Record> ReadRecord(const Serving& serving, std::string_view name,
                                          std::string_view pattern, const v1::Clocks& clocks,
                                          Visibility* visibility);
absl::StatusOr<ledger::Record> ReadRecord(const Serving& serving, std::string_view name,
                                          std::string_view pattern, const v1::AsOf& as_of);

// The same where memory holds it: nothing where only the disk says, or where there is an error.
// Never waits, so that a handler may call it.
std::optional<ledger::Record> ReadInMemory(const Serving& serving, std::string_view name,
                                           std::string_view pattern, const v1::AsOf& as_of);

// The rules that the lines of a plan of `sector` go by at `revision`: never null.
std::shared_ptr<const sectors::Rules> RulesOf(const Serving& serving, std::string_view sector,
                                              ledger::Revision revision);

}  // namespace sheaf::api
