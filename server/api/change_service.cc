#include "server/api/change_service.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/api/answer.h"
#include "server/api/answer_stream.h"
#include "server/api/diff_walk.h"
#include "server/api/reading.h"
#include "server/api/visibility.h"
#include "server/base/status.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

// What one GetHistory may give: an answer that a client can hold.
constexpr size_t kMaxChanges = 10'000;
// The deepest records: "plans/*/lines/*/updates/*".
constexpr int kMaxParts = 6;

absl::Status TooMany(std::string_view resource) {
  return Refusal(
      absl::StatusCode::kResourceExhausted, "TOO_MANY_CHANGES",
      absl::StrCat(std::string(resource), " has more than ", kMaxChanges,
                   " changes under it; ask for one of its parts, or list changes by revision"));
}

// Adds the history of everything `parts` deep under `resource`.
absl::Status AddChildren(const Serving& serving, const std::string& resource, int parts,
                         ledger::Revision revision, std::vector<ledger::Record>* out) {
  ledger::Ledger::Listing listing{absl::StrCat(resource, "/"), parts, "", kMaxChanges};
  SHEAF_ASSIGN_OR_RETURN(const auto children, serving.ledger->List(listing, revision));
  for (const ledger::Record& child : children) {
    SHEAF_ASSIGN_OR_RETURN(auto versions, serving.ledger->History(child.resource, revision));
    std::move(versions.begin(), versions.end(), std::back_inserter(*out));
    if (out->size() > kMaxChanges) return TooMany(resource);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<ledger::Record>> HistoryWithChildren(const Serving& serving,
                                                                const std::string& resource,
                                                                ledger::Revision revision) {
  std::vector<ledger::Record> records;
  auto own = serving.ledger->History(resource, revision);
  const absl::Status found = own.status();
  if (own.ok()) records = *std::move(own);
  if (!found.ok() && !absl::IsNotFound(found)) return found;
  const int own_parts = 1 + static_cast<int>(std::count(resource.begin(), resource.end(), '/'));
  for (int parts = own_parts + 2; parts <= kMaxParts; parts += 2) {
    SHEAF_RETURN_IF_ERROR(AddChildren(serving, resource, parts, revision, &records));
  }
  if (records.empty()) return found;
  std::stable_sort(records.begin(), records.end(),
                   [](const auto& a, const auto& b) { return a.revision < b.revision; });
  return records;
}

// Adds those that the caller sees.
absl::Status AddChanges(const std::vector<ledger::Record>& records, Visibility* visibility,
                        google::protobuf::RepeatedPtrField<v1::Change>* out) {
  for (const ledger::Record& record : records) {
    SHEAF_ASSIGN_OR_RETURN(v1::Change change, sectors::ChangeOf(record));
    SHEAF_ASSIGN_OR_RETURN(const bool shows, visibility->Shows(&change));
    if (shows) *out->Add() = std::move(change);
  }
  return absl::OkStatus();
}

absl::Status FillHistory(const Serving& serving, const auth::Caller& caller,
                         const v1::GetHistoryRequest& request, v1::GetHistoryResponse* response) {
  SHEAF_ASSIGN_OR_RETURN(*response->mutable_clocks(), Resolve(serving, request.as_of()));
  const ledger::Revision revision = response->clocks().revision();
  SHEAF_ASSIGN_OR_RETURN(const auto records,
                         request.include_children()
                             ? HistoryWithChildren(serving, request.resource(), revision)
                             : serving.ledger->History(request.resource(), revision));
  Visibility visibility(serving, caller);
  SHEAF_RETURN_IF_ERROR(AddChanges(records, &visibility, response->mutable_changes()));
  if (!response->changes().empty()) return absl::OkStatus();
  response->Clear();
  return ledger::NoSuchRecord(request.resource(), revision);
}

absl::Status FillChanges(const Serving& serving, const auth::Caller& caller,
                         const v1::ListChangesRequest& request, v1::ListChangesResponse* response) {
  SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving, ScopeOf(request), v1::AsOf(),
                                                   request.page_size(), request.page_token()));
  ledger::Revision next = 0;
  const std::string& after = page.start_after;
  std::from_chars(after.data(), after.data() + after.size(), next);
  next = std::max({next, request.from_revision(), ledger::Revision{1}});
  ledger::Revision to = page.clocks.revision();
  if (request.to_revision() > 0) to = std::min(to, request.to_revision());
  Visibility visibility(serving, caller);
  for (int taken = 0; next <= to && taken < page.size; ++taken, ++next) {
    SHEAF_ASSIGN_OR_RETURN(const ledger::Commit commit, serving.ledger->CommitAt(next));
    SHEAF_RETURN_IF_ERROR(AddChanges(commit.records, &visibility, response->mutable_changes()));
  }
  if (next <= to) response->set_next_page_token(NextPageToken(page, absl::StrCat(next)));
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* ChangeService::GetHistory(grpc::CallbackServerContext* context,
                                                    const v1::GetHistoryRequest* request,
                                                    v1::GetHistoryResponse* response) {
  return AnswerCaller(serving_, serving_.quick, context, NeedsToRead(serving_, request->resource()),
                      [this, request, response](const auth::Caller& caller) {
                        return FillHistory(serving_, caller, *request, response);
                      });
}

grpc::ServerUnaryReactor* ChangeService::ListChanges(grpc::CallbackServerContext* context,
                                                     const v1::ListChangesRequest* request,
                                                     v1::ListChangesResponse* response) {
  return AnswerCaller(serving_, serving_.quick, context, NeedsToReadSector(""),
                      [this, request, response](const auth::Caller& caller) {
                        return FillChanges(serving_, caller, *request, response);
                      });
}

grpc::ServerWriteReactor<v1::DiffResponse>* ChangeService::Diff(
    grpc::CallbackServerContext* context, const v1::DiffRequest* request) {
  auto walk = std::make_shared<DiffWalk>(serving_, *request);
  return new AnswerStream<v1::DiffResponse>(
      serving_, serving_.slow, serving_.slow, context, NeedsToRead(serving_, request->resource()),
      [walk](const auth::Caller& caller, v1::DiffResponse* response) {
        return walk->Next(caller, response);
      });
}

grpc::ServerUnaryReactor* ChangeService::Withdraw(grpc::CallbackServerContext* context,
                                                  const v1::WithdrawRequest* request,
                                                  v1::WithdrawResponse* response) {
  return AnswerWrite(
      serving_, context, NeedsToWithdraw(serving_, request->resource()),
      [request](const sectors::Intake& intake) {
        return sectors::AcceptWithdrawal(intake, *request);
      },
      [response](const sectors::Accepted&, const ledger::Receipt& receipt) {
        response->set_revision(receipt.revision);
        return absl::OkStatus();
      });
}

}  // namespace sheaf::api
