#include "server/api/reading.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "server/base/digest.h"
#include "server/base/partial_date.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"

namespace sheaf::api {
namespace {

using google::protobuf::util::TimeUtil;

absl::StatusOr<ledger::Revision> KnownAt(const Serving& serving, const v1::AsOf& as_of) {
  const ledger::Revision head = serving.ledger->Head();
  if (as_of.has_time())
    return serving.ledger->RevisionAt(TimeUtil::TimestampToMicroseconds(as_of.time()));
  if (as_of.known_at_case() != v1::AsOf::kRevision) return head;
  if (as_of.revision() < 0 || as_of.revision() > head) {
    return Refusal(absl::StatusCode::kOutOfRange, "NO_SUCH_REVISION",
                   absl::StrCat("as_of.revision: there is no revision ", as_of.revision(),
                                "; the newest is ", head));
  }
  return as_of.revision();
}

absl::StatusOr<std::string> EffectiveDate(const v1::AsOf& as_of, Micros otherwise) {
  if (as_of.effective_date().empty()) return PartialDate::DayOf(otherwise).ToString();
  const auto date = PartialDate::Parse(as_of.effective_date());
  if (date.ok() && date->day() != 0) return date->ToString();
  Problems problems;
  problems.Add(
      Problem::kNoRow, "as_of.effective_date",
      absl::StrCat("found '", as_of.effective_date(), "'; write a whole date, as 2024-12-31"));
  return problems.AsStatus("INVALID_EFFECTIVE_DATE");
}

constexpr char kTokenVersion[] = "1";

std::string ScopeDigest(std::string_view scope) { return Hex(Sha256(scope)).substr(0, 16); }

absl::Status BadToken() {
  Problems problems;
  problems.Add(Problem::kNoRow, "page_token",
               "is not one that this listing gave; leave it out to begin at the first page");
  return problems.AsStatus("INVALID_PAGE_TOKEN");
}

absl::StatusOr<Page> PageOfToken(const Serving& serving, std::string_view scope,
                                 std::string_view token) {
  std::string text;
  if (!absl::WebSafeBase64Unescape({token.data(), token.size()}, &text)) return BadToken();
  const std::vector<std::string> parts = absl::StrSplit(text, absl::MaxSplits('|', 4));
  int64_t revision = 0;
  if (parts.size() != 5 || parts[0] != kTokenVersion || parts[1] != ScopeDigest(scope))
    return BadToken();
  const char* end = parts[2].data() + parts[2].size();
  if (std::from_chars(parts[2].data(), end, revision).ptr != end) return BadToken();
  v1::AsOf as_of;
  as_of.set_revision(revision);
  as_of.set_effective_date(parts[3]);
  auto clocks = Resolve(serving, as_of);
  if (!clocks.ok()) return BadToken();
  return Page{*std::move(clocks), std::string(scope), parts[4], 0};
}

}  // namespace

absl::StatusOr<v1::Clocks> Resolve(const Serving& serving, const v1::AsOf& as_of) {
  SHEAF_ASSIGN_OR_RETURN(const ledger::Revision revision, KnownAt(serving, as_of));
  SHEAF_ASSIGN_OR_RETURN(const Micros committed, serving.ledger->TimeOf(revision));
  const bool known_at_given = as_of.known_at_case() != v1::AsOf::KNOWN_AT_NOT_SET && revision > 0;
  SHEAF_ASSIGN_OR_RETURN(std::string effective,
                         EffectiveDate(as_of, known_at_given ? committed : serving.clock->Now()));
  v1::Clocks clocks;
  clocks.set_revision(revision);
  if (revision > 0) *clocks.mutable_commit_time() = TimeUtil::MicrosecondsToTimestamp(committed);
  clocks.set_effective_date(std::move(effective));
  return clocks;
}

absl::StatusOr<Page> OpenPage(const Serving& serving, std::string_view scope, const v1::AsOf& as_of,
                              int page_size, std::string_view page_token) {
  Page page;
  page.scope = scope;
  if (page_token.empty()) {
    SHEAF_ASSIGN_OR_RETURN(page.clocks, Resolve(serving, as_of));
  } else {
    SHEAF_ASSIGN_OR_RETURN(page, PageOfToken(serving, scope, page_token));
  }
  page.size = page_size <= 0 ? kDefaultPageSize : std::min(page_size, kMaxPageSize);
  return page;
}

std::string NextPageToken(const Page& page, std::string_view last) {
  const std::string text =
      absl::StrCat(kTokenVersion, "|", ScopeDigest(page.scope), "|", page.clocks.revision(), "|",
                   page.clocks.effective_date(), "|", absl::string_view(last.data(), last.size()));
  return absl::WebSafeBase64Escape(text);
}

absl::StatusOr<std::string> FillPage(
    const Serving& serving, const Page& page, std::string_view prefix, int parts,
    const std::function<absl::StatusOr<bool>(const ledger::Record&)>& take) {
  std::string last = page.start_after;
  int taken = 0;
  while (true) {
    // One more than fits tells whether there is a next page.
    const size_t limit = static_cast<size_t>(page.size - taken) + 1;
    ledger::Ledger::Listing listing{std::string(prefix), parts, last, limit};
    SHEAF_ASSIGN_OR_RETURN(const auto records,
                           serving.ledger->List(listing, page.clocks.revision()));
    for (const ledger::Record& record : records) {
      if (taken == page.size) return NextPageToken(page, last);
      SHEAF_ASSIGN_OR_RETURN(const bool has_place, take(record));
      taken += has_place ? 1 : 0;
      last = record.resource;
    }
    if (records.size() < limit) return "";
  }
}

absl::StatusOr<ledger::Record> ReadRecord(const Serving& serving, std::string_view name,
                                          std::string_view pattern, const v1::AsOf& as_of) {
  SHEAF_RETURN_IF_ERROR(MatchName(name, pattern).status());
  SHEAF_ASSIGN_OR_RETURN(const v1::Clocks clocks, Resolve(serving, as_of));
  return serving.ledger->Get(name, clocks.revision());
}

}  // namespace sheaf::api
