#include "server/api/reading.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/values/partial_date.h"
#include "server/api/page_token.h"
#include "server/api/visibility.h"
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

absl::Status BadToken() {
  Problems problems;
  problems.Add(Problem::kNoRow, "page_token",
               "is not one that this listing gave: parent, as_of, filter and the like must stay as "
               "on the first page; leave it out to begin there");
  return problems.AsStatus("INVALID_PAGE_TOKEN");
}

absl::StatusOr<Page> PageOfToken(const Serving& serving, std::string_view scope,
                                 std::string_view text) {
  auto token = ParsePageToken(text, scope);
  if (!token) return BadToken();
  v1::AsOf as_of;
  as_of.set_revision(token->revision);
  as_of.set_effective_date(token->effective_date);
  auto clocks = Resolve(serving, as_of);
  if (!clocks.ok()) return BadToken();
  return Page{*std::move(clocks), std::string(scope), std::move(token->last), 0, false};
}

// Which of `prefixes` to go on with after `last`, and those that follow it.
std::vector<std::string> From(const std::vector<std::string>& prefixes, std::string_view last) {
  const auto first = std::find_if(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) {
    return prefix >= last || last.starts_with(prefix);
  });
  return {first, prefixes.end()};
}

// Fills one page. The work of FillPage.
class Filling {
 public:
  using Take = std::function<absl::StatusOr<bool>(const ledger::Record&)>;

  Filling(const Serving& serving, const Page& page, const Take& take, Visibility* visibility)
      : serving_(serving),
        page_(page),
        take_(take),
        visibility_(visibility),
        last_(page.start_after),
        reached_(page.start_after) {}

  // True once the page is done, before all under `prefix` has been looked at.
  absl::StatusOr<bool> Walk(const std::string& prefix, int parts) {
    while (true) {
      const size_t limit = Limit();
      SHEAF_ASSIGN_OR_RETURN(
          const auto records,
          serving_.ledger->List({prefix, parts, reached_, limit}, page_.clocks.revision()));
      for (const ledger::Record& record : records) {
        reached_ = record.resource;
        std::optional<ledger::Record> seen;
        if (visibility_ != nullptr) {
          SHEAF_ASSIGN_OR_RETURN(seen, visibility_->Seen(record));
          if (!seen) continue;
        }
        if (taken_ == page_.size || looked_at_ == kMaxLookedAt) return true;
        SHEAF_ASSIGN_OR_RETURN(const bool has_place, take_(seen ? *seen : record));
        taken_ += has_place ? 1 : 0;
        ++looked_at_;
        last_ = record.resource;
      }
      if (records.size() < limit) return false;
    }
  }

  const std::string& last() const { return last_; }

 private:
  // One more than fits tells whether there is a next page. Where many are passed over, more are
  // read at a time.
  size_t Limit() const {
    if (visibility_ != nullptr) return kMaxPageSize;
    return static_cast<size_t>(std::max(page_.size - taken_, std::min(looked_at_, kMaxPageSize))) +
           1;
  }

  const Serving& serving_;
  const Page& page_;
  const Take& take_;
  Visibility* const visibility_;
  std::string last_;     // that the caller sees
  std::string reached_;  // of all
  int taken_ = 0;
  int looked_at_ = 0;
};

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

PartialDate EffectiveOf(const v1::Clocks& clocks) {
  return PartialDate::Parse(clocks.effective_date()).value_or(PartialDate());
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

std::string ScopeOf(const google::protobuf::Message& request, std::string_view kind) {
  const std::unique_ptr<google::protobuf::Message> rest(request.New());
  rest->CopyFrom(request);
  for (const char* of_the_page : {"page_size", "page_token"}) {
    const auto* field = rest->GetDescriptor()->FindFieldByName(of_the_page);
    if (field != nullptr) rest->GetReflection()->ClearField(rest.get(), field);
  }
  return absl::StrCat(rest->GetTypeName(), "\n", std::string(kind), "\n",
                      rest->SerializeAsString());
}

std::string NextPageToken(const Page& page, std::string_view last) {
  return FormatPageToken({page.clocks.revision(), page.clocks.effective_date(), std::string(last)},
                         page.scope);
}

absl::StatusOr<std::string> FillPage(
    const Serving& serving, const Page& page, const std::vector<std::string>& prefixes, int parts,
    const std::function<absl::StatusOr<bool>(const ledger::Record&)>& take,
    Visibility* visibility) {
  Filling filling(serving, page, take, visibility);
  for (const std::string& prefix : From(prefixes, page.start_after)) {
    SHEAF_ASSIGN_OR_RETURN(const bool done, filling.Walk(prefix, parts));
    if (done) return NextPageToken(page, filling.last());
  }
  return "";
}

absl::StatusOr<ledger::Record> ReadRecord(const Serving& serving, std::string_view name,
                                          std::string_view pattern, const v1::Clocks& clocks) {
  SHEAF_RETURN_IF_ERROR(MatchName(name, pattern).status());
  return serving.ledger->Get(name, clocks.revision());
}

absl::StatusOr<ledger::Record> ReadRecord(const Serving& serving, std::string_view name,
                                          std::string_view pattern, const v1::Clocks& clocks,
                                          Visibility* visibility) {
  SHEAF_ASSIGN_OR_RETURN(const ledger::Record record, ReadRecord(serving, name, pattern, clocks));
  SHEAF_ASSIGN_OR_RETURN(auto seen, visibility->Seen(record));
  if (seen) return *std::move(seen);
  return ledger::NoSuchRecord(name, clocks.revision());
}

absl::StatusOr<ledger::Record> ReadRecord(const Serving& serving, std::string_view name,
                                          std::string_view pattern, const v1::AsOf& as_of) {
  // No more of the clocks than this needs: when the newest revision was committed costs a read.
  v1::Clocks clocks;
  SHEAF_ASSIGN_OR_RETURN(const ledger::Revision revision, KnownAt(serving, as_of));
  if (!as_of.effective_date().empty()) {
    SHEAF_RETURN_IF_ERROR(EffectiveDate(as_of, Micros()).status());
  }
  clocks.set_revision(revision);
  return ReadRecord(serving, name, pattern, clocks);
}

std::optional<ledger::Record> ReadInMemory(const Serving& serving, std::string_view name,
                                           std::string_view pattern, const v1::AsOf& as_of) {
  // When a revision was committed may have to be read; and what is wrong is said elsewhere.
  if (as_of.has_time() || !as_of.effective_date().empty()) return std::nullopt;
  const auto revision = KnownAt(serving, as_of);
  if (!revision.ok() || !NameFits(name, pattern)) return std::nullopt;
  return serving.ledger->GetInMemory(name, *revision);
}

std::shared_ptr<const sectors::Rules> RulesOf(const Serving& serving, std::string_view sector,
                                              ledger::Revision revision) {
  auto rules = sector.empty() ? nullptr : serving.manifests->At(sector, revision);
  // The core's live for ever: a pointer that owns nothing is enough.
  if (rules == nullptr) return {std::shared_ptr<void>(), &sectors::CoreRules()};
  return rules;
}

}  // namespace sheaf::api
