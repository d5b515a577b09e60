#include "clients/cli/exchange/deliver.h"

#include <algorithm>
#include <set>

#include "clients/cli/all_pages.h"
#include "clients/cli/exchange/gather.h"
#include "clients/cli/figure_import.h"
#include "clients/cli/plan_upload.h"
#include "clients/cpp/bulk_push.h"
#include "google/protobuf/util/message_differencer.h"

namespace sheaf::cli::exchange {
namespace {

std::string Count(int64_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what);
}

// One file on its way to one server. Not thread-safe.
class Delivery {
 public:
  Delivery(Session& session, client::Connection& connection, FileContent& content,
           const std::string& source, bool dry_run)
      : session_(session),
        connection_(connection),
        content_(content),
        records_(content.records),
        source_(source),
        dry_run_(dry_run) {}

  ExitCode Run() {
    absl::Status status = MeetServer();
    if (status.ok()) status = Check();
    if (!status.ok() || HasProblems()) return Refuse(status, "nothing was written");
    for (const std::string& note : content_.notes) session_.Note(note);
    if (!dry_run_) {
      status = Write();
      if (!status.ok() || HasProblems()) return Refuse(status, WhatIsIn());
    }
    session_.Say(Summary());
    return kOk;
  }

 private:
  // What is there already: the member states that differ, and the plan's lines.
  absl::Status MeetServer() {
    const auto states = MemberStatesOf(connection_, {});
    if (!states.ok()) return states.status();
    for (size_t i = 0; i < records_.member_states.size(); ++i) {
      const v1::MemberState& state = records_.member_states[i];
      const bool held =
          std::any_of(states->begin(), states->end(), [&](const v1::MemberState& other) {
            return google::protobuf::util::MessageDifferencer::Equals(state, other);
          });
      if (held) continue;
      *states_.add_member_states() = state;
      state_places_.push_back(content_.member_state_places[i]);
    }
    return MeetLines();
  }

  absl::Status MeetLines() {
    if (records_.updates.empty()) return absl::OkStatus();
    v1::ListLinesRequest request;
    request.set_parent(records_.plan.name());
    const auto list =
        ListAll(connection_, connection_.plans(), &v1::PlanService::Stub::ListLines, request);
    if (absl::IsNotFound(list.status())) {
      has_plan_ = false;
      return absl::OkStatus();
    }
    if (!list.ok()) return list.status();
    for (const v1::Line& line : list->lines())
      held_lines_.insert(std::string(PartOfName(line.name(), 3)));
    return absl::OkStatus();
  }

  // All that can be checked before anything is written.
  absl::Status Check() {
    absl::Status status = PutStates(true);
    if (status.ok()) status = ImportPlan(true);
    if (status.ok() && CanCheckRecords()) status = CheckUpdates(false);
    if (status.ok() && CanCheckRecords()) status = CheckFigures();
    return status;
  }

  // Updates and figures of a member state that is not in yet would be refused for that alone.
  bool CanCheckRecords() const { return states_.member_states().empty(); }

  absl::Status Write() {
    absl::Status status = PutStates(false);
    if (status.ok()) status = ImportPlan(false);
    const bool all_checked = later_ == 0 && CanCheckRecords();
    if (status.ok() && !all_checked) status = CheckUpdates(true);
    if (status.ok() && !all_checked) status = CheckFigures();
    if (!status.ok() || HasProblems()) return status;
    status = PushUpdates();
    return status.ok() ? RecordFigures() : status;
  }

  absl::Status PutStates(bool validate_only) {
    if (states_.member_states().empty()) return absl::OkStatus();
    states_.set_validate_only(validate_only);
    const auto answer = connection_.Call(connection_.member_states(),
                                         &v1::MemberStateService::Stub::PutMemberStates, states_);
    if (!answer.ok()) return Take(answer.status(), state_places_);
    if (!validate_only) Wrote(answer->revision());
    return absl::OkStatus();
  }

  absl::Status ImportPlan(bool validate_only) {
    if (records_.lines.empty()) return absl::OkStatus();
    v1::ImportPlanRequest request;
    *request.mutable_plan() = records_.plan;
    request.set_validate_only(validate_only);
    const auto answer = UploadPlan(connection_, std::move(request), records_.lines);
    // With states that are not in yet its lines cannot be judged.
    if (!answer.ok() && validate_only && !CanCheckRecords()) return absl::OkStatus();
    if (!answer.ok()) return Take(answer.status(), content_.line_places);
    plan_answer_ = *answer;
    if (!validate_only) Wrote(answer->revision());
    return absl::OkStatus();
  }

  // With `all`, also those of lines that came with this import.
  absl::Status CheckUpdates(bool all) {
    std::vector<v1::LineUpdate> updates;
    std::vector<Place> places;
    later_ = 0;
    for (size_t i = 0; i < records_.updates.size(); ++i) {
      const std::string& code = records_.updates[i].line_code();
      if (!all && IsNewLine(code)) {
        ++later_;
      } else if (!all && !has_plan_) {
        Tell(content_.update_places[i], "line_code",
             FoundExpected(code, "the code of a line of the plan in the file"));
      } else {
        updates.push_back(records_.updates[i]);
        places.push_back(content_.update_places[i]);
      }
    }
    return ValidateUpdates(updates, places);
  }

  // True of a line that the file has and the server has not.
  bool IsNewLine(const std::string& code) {
    if (held_lines_.count(code) > 0) return false;
    if (file_lines_.empty()) {
      for (const v1::Line& line : records_.lines)
        file_lines_.insert(std::string(PartOfName(line.name(), 3)));
    }
    return file_lines_.count(code) > 0;
  }

  absl::Status ValidateUpdates(const std::vector<v1::LineUpdate>& updates,
                               const std::vector<Place>& places) {
    size_t first = 0;
    pushed_ = unchanged_ = 0;
    for (auto& batch :
         client::IntoBatches(records_.plan.name(), updates, client::BulkPushOptions().batch_size)) {
      batch.set_validate_only(true);
      const auto answer = connection_.Call(connection_.updates(),
                                           &v1::UpdateService::Stub::BatchPushUpdates, batch);
      const auto end = first + static_cast<size_t>(batch.updates_size());
      if (!answer.ok()) {
        const absl::Status taken =
            Take(answer.status(), {places.begin() + static_cast<int64_t>(first),
                                   places.begin() + static_cast<int64_t>(end)});
        if (!taken.ok()) return taken;
      } else {
        pushed_ += answer->pushed();
        unchanged_ += answer->unchanged();
      }
      first = end;
    }
    return absl::OkStatus();
  }

  absl::Status CheckFigures() {
    recorded_ = {};
    for (auto& request : FigureRequests()) {
      request.set_validate_only(true);
      const auto answer = connection_.Call(connection_.observations(),
                                           &v1::ObservationService::Stub::RecordFigures, request);
      const absl::Status taken =
          answer.ok() ? Add(*answer) : Take(answer.status(), content_.figure_places);
      if (!taken.ok()) return taken;
    }
    return absl::OkStatus();
  }

  // Problems name the figure by its place in the file.
  std::vector<v1::RecordFiguresRequest> FigureRequests() {
    for (size_t i = 0; i < records_.figures.size(); ++i) {
      records_.figures[i].set_row(static_cast<int64_t>(i));
    }
    if (records_.figures.empty()) return {};
    return IntoRequests(records_.figures);
  }

  absl::Status Add(const v1::RecordFiguresResponse& answer) {
    recorded_.set_created(recorded_.created() + answer.created());
    recorded_.set_unchanged(recorded_.unchanged() + answer.unchanged());
    for (const std::string& note : answer.notes()) {
      if (said_.insert(note).second) session_.Note(note);
    }
    return absl::OkStatus();
  }

  // In the order of the file: of updates of one date the later one counts.
  absl::Status PushUpdates() {
    if (records_.updates.empty()) return absl::OkStatus();
    client::BulkPushResult result;
    const absl::Status status =
        client::BulkPush(connection_, records_.plan.name(), records_.updates, {}, &result);
    pushed_ = result.pushed;
    unchanged_ = result.unchanged;
    if (result.durable > 0) Wrote(result.revision);
    return status;
  }

  absl::Status RecordFigures() {
    recorded_ = {};
    for (const auto& request : FigureRequests()) {
      const auto answer = connection_.Call(connection_.observations(),
                                           &v1::ObservationService::Stub::RecordFigures, request);
      if (!answer.ok()) return answer.status();
      Wrote(answer->revision());
      (void)Add(*answer);
    }
    return absl::OkStatus();
  }

  void Wrote(int64_t revision) { revision_ = std::max(revision_, revision); }

  void Tell(const Place& place, std::string_view field, std::string text) {
    const std::string column =
        place.columns == nullptr ? std::string(field) : ColumnOf(field, *place.columns);
    const std::string joint = place.element.empty() || column.empty() ? "" : ".";
    content_.problems[place.file.empty() ? source_ : place.file].AddUnlessKnown(
        place.row, place.element + joint + column, std::move(text));
  }

  // A refusal that names rows becomes problems; any other one is given back.
  absl::Status Take(const absl::Status& status, const std::vector<Place>& places) {
    const auto problems = client::ProblemsOf(status);
    for (const client::FieldProblem& problem : problems) {
      const bool has_row = problem.row >= 0 && problem.row < static_cast<int64_t>(places.size());
      Tell(has_row ? places[problem.row] : Place{source_, 0, "", nullptr}, problem.field,
           problem.text);
    }
    return problems.empty() ? status : absl::OkStatus();
  }

  bool HasProblems() const {
    return std::any_of(content_.problems.begin(), content_.problems.end(),
                       [](const auto& entry) { return !entry.second.empty(); });
  }

  ExitCode Refuse(const absl::Status& status, const std::string& what_is_in) {
    size_t count = 0;
    for (const auto& [file, problems] : content_.problems) {
      problems.Print(file, session_.err());
      count += problems.size();
    }
    if (!status.ok()) {
      const ExitCode code = session_.Fail(status);
      return session_.Fail(
          code, what_is_in +
                    "; importing the same file again is safe: what is in already stays as it is");
    }
    return session_.Fail(
        kRefused, Count(static_cast<int64_t>(count), count == 1 ? "problem" : "problems") + " in " +
                      source_ + "; " + what_is_in);
  }

  std::string WhatIsIn() const {
    if (revision_ == 0) return "nothing was written";
    return "what was written before stays, up to revision " + std::to_string(revision_);
  }

  std::string Summary() const {
    std::string text;
    const auto say = [&text](const std::string& part) {
      text += (text.empty() ? "" : "; ") + part;
    };
    const std::string would = dry_run_ ? " would be" : "";
    if (states_.member_states_size() > 0) {
      say(Count(states_.member_states_size(), "member states" + would + " recorded"));
    }
    if (!records_.lines.empty()) {
      say(Count(plan_answer_.created(), "lines" + would + " created, ") +
          Count(plan_answer_.changed(), "changed, ") +
          Count(plan_answer_.unchanged(), "unchanged"));
      if (plan_answer_.vanished_size() > 0)
        say(Count(plan_answer_.vanished_size(),
                  "lines" + would + " vanished: the file no longer has them"));
    }
    if (dry_run_ && !CanCheckRecords()) {
      say(Count(static_cast<int64_t>(records_.updates.size() + records_.figures.size()),
                "updates and figures are checked once the member states are in"));
      return source_ + ": " + text + "; nothing was written (dry run)";
    }
    if (!records_.updates.empty()) {
      say(Count(pushed_ + (dry_run_ ? later_ : 0), "updates" + would + " pushed, ") +
          Count(unchanged_, "unchanged"));
    }
    if (dry_run_ && later_ > 0)
      say(Count(later_, "of them are of new lines, and are checked once these are in"));
    if (!records_.figures.empty()) {
      say(Count(recorded_.created(), "figures" + would + " recorded, ") +
          Count(recorded_.unchanged(), "unchanged"));
    }
    if (text.empty()) text = "nothing to import";
    return source_ + ": " + text + "; " +
           (dry_run_ ? "nothing was written (dry run)" : "revision " + std::to_string(revision_));
  }

  Session& session_;
  client::Connection& connection_;
  FileContent& content_;
  PlanRecords& records_;
  const std::string& source_;
  const bool dry_run_;

  v1::PutMemberStatesRequest states_;  // those that the server has not, or otherwise
  std::vector<Place> state_places_;
  std::set<std::string> held_lines_, file_lines_, said_;
  bool has_plan_ = true;
  int64_t later_ = 0;  // updates that cannot be checked before the plan is in
  v1::ImportPlanResponse plan_answer_;
  int64_t pushed_ = 0, unchanged_ = 0;
  v1::RecordFiguresResponse recorded_;
  int64_t revision_ = 0;
};

}  // namespace

void AsPlan(const std::string& id, FileContent& content) {
  const std::string plan = "plans/" + id;
  const auto renamed = [&plan](const std::string& name) {
    const size_t slash = name.find('/', name.find('/') + 1);
    return slash == std::string::npos ? plan : plan + name.substr(slash);
  };
  content.records.plan.set_name(plan);
  for (v1::Line& line : content.records.lines) line.set_name(renamed(line.name()));
  for (v1::LineUpdate& item : content.records.updates) {
    if (!item.update().name().empty())
      item.mutable_update()->set_name(renamed(item.update().name()));
  }
}

ExitCode Deliver(Session& session, client::Connection& connection, FileContent& content,
                 const std::string& source, bool dry_run) {
  return Delivery(session, connection, content, source, dry_run).Run();
}

}  // namespace sheaf::cli::exchange
