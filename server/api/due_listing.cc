#include "server/api/due_listing.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/api/reading.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/records.h"
#include "server/sectors/wording.h"

namespace sheaf::api {
namespace {

using Words = google::protobuf::RepeatedPtrField<std::string>;

constexpr size_t kMostRemembered = 20;
constexpr size_t kMostRememberedBytes = size_t{64} << 20;
// What an item takes in memory, about.
constexpr size_t kItemBytes = 400;
// Stands for the sectoral bodies in a filter.
constexpr std::string_view kBodies = "-";

// Which of a round's items are asked for, and which of them the caller may see.
class Choice {
 public:
  Choice(const auth::Caller& caller, const v1::ReportingRound& round,
         const v1::ListDueItemsRequest& request)
      : caller_(caller), round_(round), request_(request) {
    sectors_ = Those(request.sectors(), round.sectors());
    Words speakers = round.member_states();
    if (reports::AsksBodies(round)) *speakers.Add() = kBodies;
    speakers_ = Those(request.member_states(), speakers);
    for (const int state : request.states()) states_.insert(state);
    if (states_.empty()) states_ = {v1::DUE, v1::OVERDUE, v1::SENT_BACK};
  }

  // Each sector and each speaker that was named must be the caller's to see; where none was, some.
  absl::Status Demand() {
    const auto refuse = [&](const std::string& sector, const std::string& speaker) {
      return caller_.Demand(AccessTo(sector, speaker),
                            absl::StrCat("what ", round_.name(), " asks in sectors/", sector,
                                         speaker == kBodies ? "" : absl::StrCat(" of ", speaker)));
    };
    bool any = false;
    for (const std::string& sector : sectors_) {
      const bool sees = SeesAny({sector}, speakers_);
      if (!sees && !request_.sectors().empty()) return refuse(sector, *speakers_.begin());
      any = any || sees;
    }
    for (const std::string& speaker : speakers_) {
      if (request_.member_states().empty() || SeesAny(sectors_, {speaker})) continue;
      return refuse(*sectors_.begin(), speaker);
    }
    return any ? absl::OkStatus() : refuse(*sectors_.begin(), *speakers_.begin());
  }

  // What is asked for and not in the round.
  absl::Status Check() const {
    Problems problems;
    CheckWords("sectors", request_.sectors(), round_.sectors(), &problems);
    Words speakers = round_.member_states();
    if (reports::AsksBodies(round_)) *speakers.Add() = kBodies;
    CheckWords("member_states", request_.member_states(), speakers, &problems);
    for (const int state : request_.states()) {
      if (state >= v1::DUE && state <= v1::ANSWERED_LATE) continue;
      problems.Add(Problem::kNoRow, "states",
                   "found " + std::to_string(state) +
                       "; write DUE, OVERDUE, SENT_BACK, ANSWERED or ANSWERED_LATE");
    }
    return problems.AsStatus("INVALID_FILTER");
  }

  bool Takes(const reports::AskedItem& item) {
    const std::string& state = item.due.member_state();
    const std::string speaker = state.empty() ? std::string(kBodies) : state;
    return states_.contains(item.due.state()) && sectors_.contains(item.sector) &&
           speakers_.contains(speaker) && Sees(item.sector, speaker);
  }

 private:
  static std::set<std::string> Those(const Words& asked, const Words& all) {
    const Words& chosen = asked.empty() ? all : asked;
    return {chosen.begin(), chosen.end()};
  }

  static void CheckWords(std::string_view field, const Words& asked, const Words& all,
                         Problems* problems) {
    for (const std::string& word : asked) {
      if (std::find(all.begin(), all.end(), word) != all.end()) continue;
      problems->Add(Problem::kNoRow, field,
                    absl::StrCat("the round does not ask ", sectors::Quoted(word), "; it asks ",
                                 sectors::Listed({all.begin(), all.end()})));
    }
  }

  static auth::Access AccessTo(const std::string& sector, const std::string& speaker) {
    return auth::Access::OfSector(v1::READ_UNPUBLISHED, sector, speaker == kBodies ? "" : speaker);
  }

  bool Sees(const std::string& sector, const std::string& speaker) {
    const auto [known, added] = seen_.try_emplace({sector, speaker}, false);
    if (added) known->second = caller_.May(AccessTo(sector, speaker));
    return known->second;
  }

  bool SeesAny(const std::set<std::string>& sectors, const std::set<std::string>& speakers) {
    return std::any_of(sectors.begin(), sectors.end(), [&](const std::string& sector) {
      return std::any_of(speakers.begin(), speakers.end(),
                         [&](const std::string& speaker) { return Sees(sector, speaker); });
    });
  }

  const auth::Caller& caller_;
  const v1::ReportingRound& round_;
  const v1::ListDueItemsRequest& request_;
  std::set<std::string> sectors_, speakers_;
  std::set<int> states_;
  std::map<std::pair<std::string, std::string>, bool> seen_;
};

// Where in the list an item stands, for tokens.
std::string PlaceOf(const v1::DueItem& due) {
  return absl::StrCat(due.line(), "\n", due.member_state());
}

absl::StatusOr<v1::ReportingRound> ReadRound(const Serving& serving, const std::string& name,
                                             const v1::Clocks& clocks) {
  SHEAF_ASSIGN_OR_RETURN(const auto record, ReadRecord(serving, name, kRoundPattern, clocks));
  SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
  return std::move(*resource.mutable_round());
}

// Those of the answers, which for a closed round are not those that were asked for.
v1::Clocks ClocksOf(const reports::RoundAnswers& answers, const v1::Clocks& asked) {
  v1::Clocks clocks = asked;
  if (!answers.round.closed()) return clocks;
  clocks.set_revision(answers.revision);
  *clocks.mutable_commit_time() = answers.round.commit_time();
  clocks.set_effective_date(answers.effective.ToString());
  return clocks;
}

std::string FillItems(const reports::RoundAnswers& answers, const Page& page, Choice* choice,
                      v1::ListDueItemsResponse* response) {
  auto item = answers.items.begin();
  const auto end = answers.items.end();
  if (!page.start_after.empty()) {
    item = std::find_if(item, end, [&](const reports::AskedItem& one) {
      return PlaceOf(one.due) == page.start_after;
    });
    if (item != end) ++item;
  }
  for (; item != end; ++item) {
    if (!choice->Takes(*item)) continue;
    if (response->items_size() == page.size) {
      return NextPageToken(page, PlaceOf(*response->items().rbegin()));
    }
    *response->add_items() = item->due;
  }
  return "";
}

}  // namespace

DueListing::DueListing(const Serving& serving)
    : serving_(serving), answers_(kMostRemembered, kMostRememberedBytes) {}

absl::StatusOr<std::shared_ptr<const reports::RoundAnswers>> DueListing::AnswersTo(
    const v1::ReportingRound& round, const v1::Clocks& clocks) {
  std::string key = absl::StrCat(round.name(), "\n", round.revision());
  if (!round.closed()) {
    absl::StrAppend(&key, "\n", clocks.revision(), "\n", clocks.effective_date());
  }
  if (auto known = answers_.Find(key); known != nullptr) return known;
  const reports::RoundSources sources{serving_.model, serving_.manifests, serving_.ledger};
  SHEAF_ASSIGN_OR_RETURN(
      auto made, reports::AnswersTo(sources, round, clocks.revision(), EffectiveOf(clocks)));
  auto answers = std::make_shared<const reports::RoundAnswers>(std::move(made));
  answers_.Put(key, answers, key.size() + answers->items.size() * kItemBytes);
  return answers;
}

absl::Status DueListing::Fill(const auth::Caller& caller, const v1::ListDueItemsRequest& request,
                              v1::ListDueItemsResponse* response) {
  SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving_, request));
  SHEAF_ASSIGN_OR_RETURN(const v1::ReportingRound round,
                         ReadRound(serving_, request.parent(), page.clocks));
  Choice choice(caller, round, request);
  SHEAF_RETURN_IF_ERROR(choice.Demand());
  SHEAF_RETURN_IF_ERROR(choice.Check());
  SHEAF_ASSIGN_OR_RETURN(const auto answers, AnswersTo(round, page.clocks));
  response->set_next_page_token(FillItems(*answers, page, &choice, response));
  *response->mutable_clocks() = ClocksOf(*answers, page.clocks);
  return absl::OkStatus();
}

}  // namespace sheaf::api
