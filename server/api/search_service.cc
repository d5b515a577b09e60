#include "server/api/search_service.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "server/api/answer.h"
#include "server/api/filter_checks.h"
#include "server/api/plan_choice.h"
#include "server/api/reading.h"
#include "server/base/status.h"
#include "server/reports/search.h"

namespace sheaf::api {
namespace {

using auth::Access;

constexpr size_t kMostQueryBytes = 200;
constexpr int kUsualHits = 20;
constexpr int kMostHitsOfPage = 100;

void CheckQuery(const std::string& query, Problems* problems) {
  if (query.size() > kMostQueryBytes) {
    problems->Add(Problem::kNoRow, "query",
                  absl::StrCat("has ", query.size(), " bytes; at most ", kMostQueryBytes,
                               " are looked for: leave some words out"));
  } else if (!reports::HasWords(query)) {
    problems->Add(Problem::kNoRow, "query",
                  "holds no letter or digit; write words of a title, a code, or a meeting");
  }
}

absl::Status Check(const v1::SearchRequest& request) {
  Problems problems;
  CheckQuery(request.query(), &problems);
  for (const int kind : request.kinds()) {
    if (kind != 0 && v1::SearchKind_IsValid(kind)) continue;
    problems.Add(Problem::kNoRow, "kinds",
                 absl::StrCat("there is no kind ", kind,
                              "; the kinds are LINE_HIT, KPI_HIT and DECISION_HIT"));
  }
  return problems.AsStatus("INVALID_SEARCH");
}

// Where a page begins among all hits: the token's last part is that number.
size_t SkipOf(const Page& page) {
  size_t skip = 0;
  return absl::SimpleAtoi(page.start_after, &skip) ? skip : 0;
}

int SizeOf(const v1::SearchRequest& request) {
  return request.page_size() <= 0 ? kUsualHits : std::min(request.page_size(), kMostHitsOfPage);
}

reports::SearchAsked AskedBy(const auth::Caller& caller, const v1::SearchRequest& request,
                             const v1::Clocks& clocks) {
  reports::SearchAsked asked;
  asked.query = request.query();
  asked.effective = EffectiveOf(clocks);
  asked.takes_sector = [&caller, &request](std::string_view sector) {
    return IsOfSectors(request.sectors(), sector) &&
           (caller.has_every_role() || caller.May(Access::OfSector(v1::READ, sector)));
  };
  asked.takes_kind = [&request](v1::SearchKind kind) {
    const auto& kinds = request.kinds();
    return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  };
  asked.sees_unpublished = [&caller](std::string_view sector, std::string_view member_state) {
    return caller.has_every_role() ||
           caller.May(Access::OfSector(v1::READ_UNPUBLISHED, sector, member_state));
  };
  return asked;
}

absl::Status Fill(const Serving& serving, const auth::Caller& caller,
                  const v1::SearchRequest& request, v1::SearchResponse* response) {
  SHEAF_RETURN_IF_ERROR(Check(request));
  SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving, request));
  const ledger::Revision revision = page.clocks.revision();
  SHEAF_RETURN_IF_ERROR(CheckSectors(serving, revision, request.sectors()));
  const auto view = [&](model::Level level) {
    return serving.model->At(revision, level).In(request.language());
  };
  const model::View submitted = view(model::Level::kSubmitted);
  const model::View published = view(model::Level::kPublished);
  const size_t skip = SkipOf(page);
  reports::SearchResults found =
      reports::Search(submitted, published, *serving.manifests,
                      AskedBy(caller, request, page.clocks), skip, SizeOf(request));
  const size_t reached = skip + found.hits.size();
  for (v1::SearchHit& hit : found.hits) *response->add_hits() = std::move(hit);
  response->set_total(found.total);
  if (reached < static_cast<size_t>(found.total)) {
    response->set_next_page_token(NextPageToken(page, std::to_string(reached)));
  }
  *response->mutable_clocks() = page.clocks;
  return absl::OkStatus();
}

// Each sector that is named must be the caller's to read; where none is, those that are.
Needs NeedsToSearch(const v1::SearchRequest& request) {
  return [&request](const auth::Caller& caller) -> absl::Status {
    SHEAF_RETURN_IF_ERROR(caller.Demand(Access::Of(v1::READ), ""));
    for (const std::string& sector : request.sectors()) {
      SHEAF_RETURN_IF_ERROR(
          caller.Demand(Access::OfSector(v1::READ, sector == "-" ? "" : sector), sector));
    }
    return absl::OkStatus();
  };
}

}  // namespace

grpc::ServerUnaryReactor* SearchService::Search(grpc::CallbackServerContext* context,
                                                const v1::SearchRequest* request,
                                                v1::SearchResponse* response) {
  return AnswerCaller(serving_, serving_.quick, context, NeedsToSearch(*request),
                      [this, request, response](const auth::Caller& caller) {
                        return Fill(serving_, caller, *request, response);
                      });
}

}  // namespace sheaf::api
