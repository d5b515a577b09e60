#include "clients/cli/due_items.h"

#include <algorithm>

#include "clients/cli/all_pages.h"

namespace sheaf::cli {
namespace {

absl::StatusOr<std::vector<v1::ReportingRound>> RoundsAsked(client::Connection& connection,
                                                            const DueQuestion& question) {
  if (question.round.empty()) {
    v1::ListRoundsRequest request;
    *request.mutable_as_of() = question.request.as_of();
    const auto list =
        ListAll(connection, connection.rounds(), &v1::RoundService::Stub::ListRounds, request);
    if (!list.ok()) return list.status();
    return std::vector<v1::ReportingRound>(list->rounds().begin(), list->rounds().end());
  }
  v1::GetRoundRequest request;
  request.set_name("rounds/" + question.round);
  *request.mutable_as_of() = question.request.as_of();
  const auto round =
      connection.Call(connection.rounds(), &v1::RoundService::Stub::GetRound, request);
  if (!round.ok()) return round.status();
  return std::vector<v1::ReportingRound>{*round};
}

// The words of `asked` that `round` has; all where nothing was asked for.
template <typename Words>
Words WordsOf(const Words& asked, const Words& round) {
  Words words;
  for (const std::string& word : asked) {
    if (std::find(round.begin(), round.end(), word) != round.end()) *words.Add() = word;
  }
  return words;
}

// Narrows `request` down to `round`. False where the round asks nothing of what is asked for.
bool Narrow(const v1::ReportingRound& round, v1::ListDueItemsRequest* request) {
  auto speakers = round.member_states();
  if (round.asks_bodies() || speakers.empty()) speakers.Add(std::string("-"));
  const auto sectors = WordsOf(request->sectors(), round.sectors());
  const auto states = WordsOf(request->member_states(), speakers);
  const bool nothing = (sectors.empty() && !request->sectors().empty()) ||
                       (states.empty() && !request->member_states().empty());
  *request->mutable_sectors() = sectors;
  *request->mutable_member_states() = states;
  request->set_parent(round.name());
  return !nothing;
}

void KeepPlan(const std::string& plan, v1::ListDueItemsResponse* due) {
  if (plan.empty()) return;
  const std::string prefix = "plans/" + plan + "/";
  auto& items = *due->mutable_items();
  items.erase(std::remove_if(items.begin(), items.end(),
                             [&](const v1::DueItem& item) {
                               return item.line().compare(0, prefix.size(), prefix) != 0;
                             }),
              items.end());
}

bool IsRefusal(const absl::Status& status) {
  return status.code() == absl::StatusCode::kPermissionDenied;
}

}  // namespace

absl::StatusOr<std::vector<DueOfRound>> CollectDue(client::Connection& connection,
                                                   const DueQuestion& question) {
  auto rounds = RoundsAsked(connection, question);
  if (!rounds.ok()) return rounds.status();
  std::vector<DueOfRound> all;
  for (v1::ReportingRound& round : *rounds) {
    v1::ListDueItemsRequest request = question.request;
    request.set_parent(round.name());
    if (question.round.empty() && !Narrow(round, &request)) continue;
    auto due =
        ListAll(connection, connection.rounds(), &v1::RoundService::Stub::ListDueItems, request);
    if (!due.ok() && question.round.empty() && IsRefusal(due.status())) continue;
    if (!due.ok()) return due.status();
    KeepPlan(question.plan, &*due);
    Arrange(*due);
    all.push_back({std::move(round), *std::move(due)});
  }
  return all;
}

}  // namespace sheaf::cli
