#include "tests/robustness/history_check.h"

#include <algorithm>
#include <functional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "sheaf/v1/member_state_service.grpc.pb.h"
#include "sheaf/v1/observation_service.grpc.pb.h"
#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/report_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/robustness/random_request.h"

namespace sheaf::robustness {
namespace {

constexpr int kPage = 1000;
constexpr size_t kSamples = 6;
// Before it there is no sector to report on.
constexpr char kManifest[] = "sectors/energy/manifests/current";
// Operations whose fate was not known are looked at again as long as they can come.
bool IsOpen(const Operation& operation) {
  return !operation.code && !RequestIdOf(operation.request).empty() && operation.revision == 0;
}

Effect AsCommitted(Effect effect, int64_t revision, const Operation& operation) {
  effect.version.revision = revision;
  effect.version.actor = operation.actor;
  effect.version.request_id = RequestIdOf(operation.request);
  return effect;
}

void Sort(std::vector<Effect>& effects) {
  std::sort(effects.begin(), effects.end(),
            [](const Effect& a, const Effect& b) { return a.name < b.name; });
}

std::string DescribeAll(const std::vector<Effect>& effects) {
  std::string text;
  for (const Effect& effect : effects) absl::StrAppend(&text, "\n    ", Describe(effect));
  return text;
}

// One record as a listing shows it: what it says and of which version it is.
template <typename Record>
std::string Shown(const Record& record) {
  std::string shown = absl::StrCat(record.name(), " ", record.revision(), " ", ContentOf(record));
  if constexpr (requires { record.withdrawn_reason(); }) {
    absl::StrAppend(&shown, " ", record.withdrawn_reason());
  }
  if constexpr (requires { record.review(); }) {
    absl::StrAppend(&shown, " ", Describe(FactsOf(record.review())));
  }
  if constexpr (requires { record.vanished(); }) absl::StrAppend(&shown, " ", record.vanished());
  return shown;
}

std::string ShownByModel(const std::string& name, const Version& version) {
  std::string shown = absl::StrCat(name, " ", version.revision, " ", version.content);
  if (absl::StrContains(name, "/updates/") || absl::StartsWith(name, "sectors/")) {
    absl::StrAppend(&shown, " ", version.verb == v1::TAKEN_BACK ? version.reason : "");
    if (absl::StrContains(name, "/updates/"))
      absl::StrAppend(&shown, " ", Describe(version.review));
  } else if (absl::StrContains(name, "/lines/")) {
    absl::StrAppend(&shown, " ", version.verb == v1::VANISHED);
  }
  return shown;
}

v1::AsOf At(int64_t revision) {
  v1::AsOf as_of;
  as_of.set_revision(revision);
  // Nothing that is sent is about a later day.
  as_of.set_effective_date("2024-12-31");
  return as_of;
}

// Lists page by page: `call` asks for one, `take` adds what it holds.
template <typename Request, typename Response>
std::string ListAll(
    Request request, int64_t revision,
    const std::function<grpc::Status(grpc::ClientContext*, const Request&, Response*)>& call,
    const std::function<void(const Response&)>& take) {
  *request.mutable_as_of() = At(revision);
  while (true) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = call(&context, request, &response);
    if (!status.ok()) return status.error_message();
    take(response);
    if constexpr (requires { response.next_page_token(); }) {
      request.set_page_token(response.next_page_token());
      if (!request.page_token().empty()) continue;
    }
    return "";
  }
}

}  // namespace

std::map<int64_t, HistoryCheck::Commit> HistoryCheck::ChangesAfter(
    const std::shared_ptr<grpc::Channel>& channel, int64_t after) {
  const auto stub = v1::ChangeService::NewStub(channel);
  std::map<int64_t, Commit> commits;
  v1::ListChangesRequest request;
  request.set_from_revision(after + 1);
  request.set_page_size(kPage);
  do {
    grpc::ClientContext context;
    v1::ListChangesResponse page;
    const grpc::Status status = stub->ListChanges(&context, request, &page);
    if (!status.ok()) {
      Complain("ListChanges: " + status.error_message());
      break;
    }
    for (const v1::Change& change : page.changes()) {
      commits[change.revision()].push_back(EffectOf(change));
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  int64_t expected = after;
  for (auto& [revision, commit] : commits) {
    if (revision != ++expected) Complain(absl::StrCat("there is no revision ", expected));
    Sort(commit);
  }
  return commits;
}

void HistoryCheck::Index(const std::vector<std::deque<Operation>*>& operations) {
  for (std::deque<Operation>* of_user : operations) {
    for (Operation& operation : *of_user) {
      by_id_[{operation.actor, RequestIdOf(operation.request)}] = &operation;
    }
  }
}

void HistoryCheck::Adopt(int64_t revision, const Commit& commit) {
  const Version& any = commit.front().version;
  const auto found = by_id_.find({any.actor, any.request_id});
  if (absl::StartsWith(any.actor, "plugin/")) {
    // A manifest, which plugins bring and the model does not know.
  } else if (found == by_id_.end()) {
    Complain(absl::StrCat("nobody asked for revision ", revision, DescribeAll(commit)));
  } else {
    AdoptAs(*found->second, revision, commit);
  }
  for (const Effect& effect : commit) model_.Add(effect);
}

// `commit` must be all that `operation` does on top of the revision before, checked against a state
// that was there while it was under way.
void HistoryCheck::AdoptAs(Operation& operation, int64_t revision, const Commit& commit) {
  const auto complain = [&](const std::string& text) {
    Complain(absl::StrCat("revision ", revision, " ", text,
                          "\n  request: ", Describe(operation.request), "\n  by ", operation.actor,
                          DescribeAll(commit)));
  };
  if (operation.revision != 0) {
    return complain(absl::StrCat("does again what revision ", operation.revision, " did"));
  }
  if (revision <= operation.after) return complain("comes before its request was sent");
  if (IsValidateOnly(operation.request)) return complain("was only to be checked");
  if (operation.code && *operation.code != grpc::StatusCode::OK) {
    return complain("was refused: " + operation.error);
  }
  operation.revision = revision;
  model_.LearnNames(operation.request, commit);
  Commit expected;
  for (int64_t checked = revision - 1; checked >= operation.after; --checked) {
    Outcome outcome = model_.Apply(operation.request, checked, revision - 1);
    for (Effect& effect : outcome.effects) {
      effect = AsCommitted(std::move(effect), revision, operation);
    }
    Sort(outcome.effects);
    operation.expected = outcome.answer;
    operation.expected.revision = revision;
    if (outcome.effects == commit) return;
    if (checked == revision - 1) expected = std::move(outcome.effects);
  }
  complain("is not what its request does on top of the one before; expected:" +
           DescribeAll(expected) + "\n  found:");
}

// What was answered must be in the history as it was answered.
void HistoryCheck::CheckAnswer(Operation& operation) {
  if (!operation.code) return;
  const auto complain = [&](const std::string& text) {
    Complain(absl::StrCat(
        text, "\n  request: ", Describe(operation.request), "\n  by ", operation.actor,
        "\n  answered: ",
        *operation.code == grpc::StatusCode::OK ? Describe(operation.answer) : operation.error));
  };
  if (operation.revision == 0) {
    if (!Explains(operation)) {
      complain(absl::StrCat("is not in the history, and no state after revision ", operation.after,
                            " explains that"));
    }
    return;
  }
  for (const std::string& name : operation.answer.names) {
    if (model_.At(name, operation.revision) == nullptr)
      complain("names what is not there: " + name);
  }
  Answer answer = operation.answer;
  answer.names.clear();
  std::sort(answer.vanished.begin(), answer.vanished.end());
  std::sort(operation.expected.vanished.begin(), operation.expected.vanished.end());
  // Of a withdrawal only the revision is told.
  if (std::holds_alternative<v1::WithdrawRequest>(operation.request)) {
    answer = {answer.revision, 0, 0, 0, {}, {}};
    operation.expected = {operation.expected.revision, 0, 0, 0, {}, {}};
  }
  if (answer != operation.expected) {
    complain("was answered otherwise than it was done: " + Describe(operation.expected));
  }
}

// True where a state that was there while the operation was under way gives its answer without a
// change.
bool HistoryCheck::Explains(const Operation& operation) const {
  const bool checked_only = IsValidateOnly(operation.request);
  for (int64_t checked = operation.after; checked <= head_; ++checked) {
    for (int64_t committed = checked; committed <= head_; ++committed) {
      const Outcome outcome = model_.Apply(operation.request, checked, committed);
      if (outcome.code != *operation.code) continue;
      if (outcome.code != grpc::StatusCode::OK) return true;
      if (!checked_only && !outcome.effects.empty()) continue;
      if (operation.answer.revision < operation.after || operation.answer.revision > head_) break;
      // What is told of a withdrawal is its revision.
      if (std::holds_alternative<v1::WithdrawRequest>(operation.request)) return true;
      const Answer& answer = operation.answer;
      if (outcome.answer.created == answer.created && outcome.answer.changed == answer.changed &&
          outcome.answer.unchanged == answer.unchanged) {
        return true;
      }
    }
  }
  return false;
}

void HistoryCheck::CheckPast(const std::map<int64_t, Commit>& history) {
  for (const auto& [revision, commit] : past_) {
    const auto found = history.find(revision);
    if (found == history.end()) {
      Complain(absl::StrCat("revision ", revision, " is gone:", DescribeAll(commit)));
    } else if (found->second != commit) {
      Complain(absl::StrCat("revision ", revision, " was:", DescribeAll(commit),
                            "\n  and is now:", DescribeAll(found->second)));
    }
  }
}

void HistoryCheck::CheckSame(const std::string& what, int64_t revision, const std::string& bytes) {
  const auto [first, is_new] = first_answers_.try_emplace({what, revision}, bytes);
  if (is_new || first->second == bytes) return;
  const std::string& was = first->second;
  const auto differs = std::mismatch(was.begin(), was.end(), bytes.begin(), bytes.end()).first;
  Complain(absl::StrCat(what, " as of revision ", revision, " had ", was.size(),
                        " bytes and now has ", bytes.size(), "; it differs from byte ",
                        differs - was.begin(), " on"));
}

// Lists everything as of `revision` and compares with the model, and with what was read before.
void HistoryCheck::CheckReads(const std::shared_ptr<grpc::Channel>& channel, int64_t revision) {
  std::vector<std::string> shown;
  const auto all = [&shown](const auto& records) {
    for (const auto& record : records) shown.push_back(Shown(record));
  };
  const auto plans = v1::PlanService::NewStub(channel);
  const auto updates = v1::UpdateService::NewStub(channel);
  const auto figures = v1::ObservationService::NewStub(channel);
  const auto states = v1::MemberStateService::NewStub(channel);
  std::string error = ListAll<v1::ListPlansRequest, v1::ListPlansResponse>(
      {}, revision, [&](auto* c, const auto& q, auto* a) { return plans->ListPlans(c, q, a); },
      [&](const auto& page) { all(page.plans()); });
  for (const auto& [plan, version] : model_.AllAt("plans/", revision)) {
    if (std::count(plan.begin(), plan.end(), '/') != 1) continue;
    v1::ListLinesRequest lines;
    lines.set_parent(plan);
    error += ListAll<v1::ListLinesRequest, v1::ListLinesResponse>(
        lines, revision, [&](auto* c, const auto& q, auto* a) { return plans->ListLines(c, q, a); },
        [&](const auto& page) { all(page.lines()); });
    v1::ListUpdatesRequest of_plan;
    of_plan.set_parent(plan);
    of_plan.set_show_withdrawn(true);
    error += ListAll<v1::ListUpdatesRequest, v1::ListUpdatesResponse>(
        of_plan, revision,
        [&](auto* c, const auto& q, auto* a) { return updates->ListUpdates(c, q, a); },
        [&](const auto& page) { all(page.updates()); });
  }
  v1::ListFiguresRequest kpis;
  kpis.set_show_withdrawn(true);
  kpis.set_parent("sectors/energy/kpis/-");
  error += ListAll<v1::ListFiguresRequest, v1::ListBaselinesResponse>(
      kpis, revision,
      [&](auto* c, const auto& q, auto* a) { return figures->ListBaselines(c, q, a); },
      [&](const auto& page) { all(page.baselines()); });
  error += ListAll<v1::ListFiguresRequest, v1::ListTargetsResponse>(
      kpis, revision,
      [&](auto* c, const auto& q, auto* a) { return figures->ListTargets(c, q, a); },
      [&](const auto& page) { all(page.targets()); });
  for (const char* parent : {"sectors/energy/kpis/-", "sectors/energy/series/-"}) {
    kpis.set_parent(parent);
    error += ListAll<v1::ListFiguresRequest, v1::ListObservationsResponse>(
        kpis, revision,
        [&](auto* c, const auto& q, auto* a) { return figures->ListObservations(c, q, a); },
        [&](const auto& page) { all(page.observations()); });
  }
  error += ListAll<v1::ListMemberStatesRequest, v1::ListMemberStatesResponse>(
      {}, revision,
      [&](auto* c, const auto& q, auto* a) { return states->ListMemberStates(c, q, a); },
      [&](const auto& page) { all(page.member_states()); });
  if (!error.empty()) return Complain(absl::StrCat("reading as of ", revision, ": ", error));

  std::vector<std::string> expected;
  for (const auto& [name, version] : model_.AllAt("", revision)) {
    if (!absl::StrContains(name, "/manifests/")) expected.push_back(ShownByModel(name, *version));
  }
  std::sort(shown.begin(), shown.end());
  std::sort(expected.begin(), expected.end());
  if (shown == expected) return;
  std::vector<std::string> only_shown, only_expected;
  std::set_difference(shown.begin(), shown.end(), expected.begin(), expected.end(),
                      std::back_inserter(only_shown));
  std::set_difference(expected.begin(), expected.end(), shown.begin(), shown.end(),
                      std::back_inserter(only_expected));
  Complain(absl::StrCat("as of revision ", revision, " ", only_shown.size(),
                        " records are shown that should not be, ", only_expected.size(),
                        " are missing; the first: ",
                        only_shown.empty() ? only_expected.front() : only_shown.front()));
}

void HistoryCheck::CheckReports(const std::shared_ptr<grpc::Channel>& channel, int64_t revision) {
  const auto stub = v1::ReportService::NewStub(channel);
  for (const auto counts : {v1::SUBMITTED, v1::VERIFIED, v1::PUBLISHED}) {
    for (const char* sector : {"", "energy"}) {
      grpc::ClientContext context;
      v1::RenderReportRequest request;
      request.set_rendering(v1::JSON);
      request.mutable_report()->set_counts(counts);
      request.mutable_report()->set_sector(sector);
      request.mutable_report()->set_format(*sector == '\0' ? "overview" : "progress");
      *request.mutable_report()->mutable_as_of() = At(revision);
      const auto stream = stub->RenderReport(&context, request);
      v1::RenderedChunk chunk;
      std::string report;
      while (stream->Read(&chunk)) report += chunk.content();
      const grpc::Status status = stream->Finish();
      if (!status.ok()) Complain(absl::StrCat("report '", sector, "': ", status.error_message()));
      CheckSame(absl::StrCat("the report '", sector, "' of what is ", v1::ReviewState_Name(counts)),
                revision, report);
    }
  }
}

void HistoryCheck::Restarted(const std::shared_ptr<grpc::Channel>& channel,
                             const std::vector<std::deque<Operation>*>& operations,
                             std::mt19937_64& random) {
  Index(operations);
  const std::map<int64_t, Commit> history = ChangesAfter(channel, 0);
  CheckPast(history);
  for (auto each = history.upper_bound(head_); each != history.end(); ++each) {
    Adopt(each->first, each->second);
    head_ = each->first;
  }
  past_ = history;
  settled_.resize(operations.size());
  for (size_t user = 0; user < operations.size(); ++user) {
    std::deque<Operation>& of_user = *operations[user];
    bool all_settled = true;
    for (size_t i = settled_[user]; i < of_user.size(); ++i) {
      if (complaints_.empty()) CheckAnswer(of_user[i]);
      all_settled = all_settled && !IsOpen(of_user[i]);
      if (all_settled) settled_[user] = i + 1;
    }
  }
  CheckReads(channel, head_);
  if (head_ == 0) return;  // nothing was taken yet, or all of it is lost, which was said above
  const int64_t sample = 1 + Below(random, head_);
  if (samples_.size() < kSamples && model_.At(kManifest, sample)) samples_.push_back(sample);
  for (const int64_t revision : samples_) {
    CheckReads(channel, revision);
    CheckReports(channel, revision);
  }
}

}  // namespace sheaf::robustness
