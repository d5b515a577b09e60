#include "clients/cli/prepared_push.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "clients/cli/held_records.h"
#include "clients/cli/row_warnings.h"
#include "clients/cpp/bulk_push.h"

namespace sheaf::cli {
namespace {

// The rows of one plan, by their place in the file.
using RowsByPlan = std::vector<std::pair<std::string, std::vector<size_t>>>;

RowsByPlan GroupByPlan(const std::vector<RowIntent>& intents) {
  RowsByPlan groups;
  std::map<std::string, size_t> places;
  for (size_t i = 0; i < intents.size(); ++i) {
    const auto [place, is_new] = places.try_emplace(intents[i].plan, groups.size());
    if (is_new) groups.push_back({intents[i].plan, {}});
    groups[place->second].second.push_back(i);
  }
  return groups;
}

// Makes one file ready.
class Preparation {
 public:
  Preparation(client::Connection& connection, const UpdateFile& file, bool draft,
              FileImport& import, PreparedPush& prepared)
      : connection_(connection), file_(file), draft_(draft), import_(import), prepared_(prepared) {}

  absl::Status Prepare() {
    prepared_.rows.resize(file_.records.size());
    for (const auto& [plan, rows] : GroupByPlan(file_.intents)) {
      if (const absl::Status status = PreparePlan(plan, rows); !status.ok()) return status;
    }
    MarkRefused();
    return absl::OkStatus();
  }

 private:
  absl::Status PreparePlan(const std::string& plan, const std::vector<size_t>& rows) {
    const auto held = ReadHeld(connection_, plan);
    if (!held.ok()) return held.status();
    prepared_.revision = std::max(prepared_.revision, held->revision);
    PlanPush& push = prepared_.plans.emplace_back();
    push.plan = plan;
    std::vector<size_t> sent;
    for (const size_t row : rows) JudgeRow(row, *held, push, sent);
    Warn(*held, sent);
    return Validate(push, sent, *held);
  }

  void JudgeRow(size_t row, const HeldRecords& held, PlanPush& push, std::vector<size_t>& sent) {
    const RowIntent& intent = file_.intents[row];
    const v1::LineUpdate& record = file_.records[row];
    const auto shown = held.updates.find(held.plan.name() + "/lines/" + record.line_code() +
                                         "/updates/" + intent.shown);
    const v1::Update* update = shown == held.updates.end() ? nullptr : &shown->second;
    RowJudgement judgement =
        Judge({record, intent, file_.columns, intent.shown.empty() ? nullptr : update},
              [this](const std::string& name, const std::string& etag) {
                return VersionWith(connection_, name, etag);
              });
    if (judgement.outcome == RowOutcome::kRefused) {
      import_.problems().AddUnlessKnown(file_.lines[row], judgement.column, judgement.problem);
    }
    // The server is asked about a row that is refused already too, to tell what else is wrong.
    if (judgement.outcome != RowOutcome::kUnchanged) {
      push.corrections += judgement.outcome == RowOutcome::kChanged ? 1 : 0;
      push.updates.push_back(judgement.update);
      push.lines.push_back(file_.lines[row]);
      sent.push_back(row);
    }
    prepared_.rows[row] = {file_.lines[row], intent.plan, std::move(judgement)};
  }

  void Warn(const HeldRecords& held, const std::vector<size_t>& sent) {
    std::vector<const v1::LineUpdate*> updates;
    for (const size_t row : sent) updates.push_back(&prepared_.rows[row].judgement.update);
    for (const RowWarning& warning : WarningsOf(updates, held)) {
      prepared_.warnings.Add(file_.lines[sent[warning.row]], warning.column, warning.text);
    }
  }

  absl::Status Validate(const PlanPush& push, const std::vector<size_t>& sent,
                        const HeldRecords& held) {
    size_t first = 0;
    const client::BulkPushOptions defaults;
    for (auto& batch : client::IntoBatches(held.plan.name(), push.updates, defaults.batch_size)) {
      batch.set_validate_only(true);
      batch.set_draft(draft_);
      const auto answer = connection_.Call(connection_.updates(),
                                           &v1::UpdateService::Stub::BatchPushUpdates, batch);
      const auto status = client::ShiftRows(answer.status(), static_cast<int64_t>(first));
      if (!status.ok() && !import_.TakeRefusal(status, UpdateColumns(), push.lines)) return status;
      if (answer.ok()) TakeOutcomes(*answer, sent, first, held);
      first += static_cast<size_t>(batch.updates_size());
    }
    return absl::OkStatus();
  }

  // An addition that the server holds already is none.
  void TakeOutcomes(const v1::BatchPushUpdatesResponse& answer, const std::vector<size_t>& sent,
                    size_t first, const HeldRecords& held) {
    for (int i = 0; i < answer.names_size(); ++i) {
      RowJudgement& judgement = prepared_.rows[sent[first + static_cast<size_t>(i)]].judgement;
      const bool said = i < answer.outcomes_size();
      const bool unchanged =
          said ? answer.outcomes(i) == v1::UNCHANGED : held.updates.contains(answer.names(i));
      if (unchanged && judgement.outcome == RowOutcome::kAdded) {
        judgement.outcome = RowOutcome::kUnchanged;
      }
    }
  }

  void MarkRefused() {
    std::set<int64_t> refused;
    for (const FileProblem& problem : import_.problems().Sorted()) refused.insert(problem.row);
    for (PreviewRow& row : prepared_.rows) {
      if (refused.contains(row.number)) row.judgement.outcome = RowOutcome::kRefused;
    }
  }

  client::Connection& connection_;
  const UpdateFile& file_;
  const bool draft_;
  FileImport& import_;
  PreparedPush& prepared_;
};

}  // namespace

bool AssignPlans(const std::string& plan, const std::vector<int64_t>& lines,
                 std::vector<RowIntent>& intents, FileProblems& problems) {
  const size_t problems_before = problems.size();
  std::set<std::string> named;
  for (const RowIntent& intent : intents) {
    if (!intent.plan.empty()) named.insert(intent.plan);
  }
  const std::string silent = !plan.empty() ? plan : named.size() == 1 ? *named.begin() : "";
  for (size_t i = 0; i < intents.size(); ++i) {
    std::string& own = intents[i].plan;
    if (own.empty()) own = silent;
    if (own.empty()) {
      problems.AddUnlessKnown(lines[i], "plan",
                              "found nothing, expected the plan of the line (or --plan for all)");
    } else if (!plan.empty() && own != plan) {
      problems.AddUnlessKnown(lines[i], "plan",
                              FoundExpected(own, plan + ", which --plan names; leave --plan out to "
                                                        "push to the plans that the file names"));
    }
  }
  return problems.size() == problems_before;
}

void PrepareOffline(const UpdateFile& file, FileImport& import, PreparedPush& prepared) {
  prepared.warnings = import.EmptyProblems();
  size_t left_out = 0;
  PlanPush& push = prepared.plans.emplace_back();
  for (size_t i = 0; i < file.records.size(); ++i) {
    const RowIntent& intent = file.intents[i];
    if (push.plan.empty()) push.plan = intent.plan;
    if (intent.plan != push.plan) {
      import.problems().AddUnlessKnown(
          file.lines[i], "plan",
          FoundExpected(intent.plan, push.plan + ": without a server a file is about one plan"));
    } else if (intent.change == RowChange::kReplace) {
      import.problems().AddUnlessKnown(file.lines[i], "change",
                                       "a correction is held against what the server has, and so "
                                       "needs the server; push it without --offline");
    } else if (!intent.shown.empty() && intent.change == RowChange::kNone) {
      ++left_out;
    } else {
      push.updates.push_back(file.records[i]);
      push.lines.push_back(file.lines[i]);
    }
  }
  if (left_out == 0) return;
  import.PrintNotes(std::vector<std::string>{
      std::to_string(left_out) +
      " rows that show an update and do not say add are left out: what they change, if anything, "
      "only the server can tell"});
}

absl::Status Prepare(client::Connection& connection, const UpdateFile& file, bool draft,
                     FileImport& import, PreparedPush& prepared) {
  prepared.warnings = import.EmptyProblems();
  return Preparation(connection, file, draft, import, prepared).Prepare();
}

}  // namespace sheaf::cli
