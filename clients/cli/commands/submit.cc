// sheaf submit: pushes a filled-in file and hands all of it in; says what that answers, and what is
// still missing.
#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "clients/cli/all_pages.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/due_items.h"
#include "clients/cli/file_import.h"
#include "clients/cli/options.h"
#include "clients/cli/prepared_push.h"
#include "clients/cli/progress.h"
#include "clients/cli/records_file.h"
#include "clients/cli/word_list.h"
#include "clients/cpp/bulk_push.h"
#include "sheaf/v1/review_service.pb.h"

namespace sheaf::cli {
namespace {

// As many as the server takes at once.
constexpr size_t kReviewBatch = 1000;
// Of what is missing, so many lines are named.
constexpr int kMissingShown = 20;

struct Options : DueQuestion {
  std::string file;
  std::string sheet;
};

using Names = std::unordered_set<std::string>;

// Of the updates pushed, those that the server held as drafts, or had returned: pushing what is
// held already leaves it what it is.
absl::StatusOr<std::vector<v1::ReviewItem>> NotHandedIn(client::Connection& connection,
                                                        const std::string& parent,
                                                        const Names& pushed) {
  v1::ListUpdatesRequest request;
  request.set_parent(parent);
  request.mutable_filter()->add_review_states(v1::DRAFT);
  request.mutable_filter()->add_review_states(v1::RETURNED);
  // What is about a later day is handed in too.
  request.mutable_as_of()->set_effective_date("2199-12-31");
  const auto list =
      ListAll(connection, connection.updates(), &v1::UpdateService::Stub::ListUpdates, request);
  if (!list.ok()) return list.status();
  std::vector<v1::ReviewItem> items;
  for (const v1::Update& update : list->updates()) {
    if (!pushed.contains(update.name())) continue;
    items.emplace_back().set_name(update.name());
    items.back().set_etag(update.etag());
  }
  return items;
}

absl::Status HandIn(client::Connection& connection, const std::string& parent,
                    const std::vector<v1::ReviewItem>& items) {
  for (size_t first = 0; first < items.size(); first += kReviewBatch) {
    v1::ReviewUpdatesRequest request;
    request.set_parent(parent);
    request.set_step(v1::SUBMIT);
    for (size_t i = first; i < items.size() && i < first + kReviewBatch; ++i) {
      *request.add_items() = items[i];
    }
    const auto answer =
        connection.Call(connection.reviews(), &v1::ReviewService::Stub::ReviewUpdates, request);
    if (!answer.ok()) return answer.status();
  }
  return absl::OkStatus();
}

std::string Counted(size_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

// How many items of the round have one of `pushed` as their answer; these are taken out of it, with
// all the others that are answered.
size_t TakeAnswered(const Names& pushed, v1::ListDueItemsResponse& due) {
  v1::ListDueItemsResponse missing;
  size_t answered = 0;
  for (v1::DueItem& item : *due.mutable_items()) {
    const bool is_answered = item.state() == v1::ANSWERED || item.state() == v1::ANSWERED_LATE;
    if (is_answered && pushed.contains(item.update())) ++answered;
    if (!is_answered) *missing.add_items() = std::move(item);
  }
  *due.mutable_items() = std::move(*missing.mutable_items());
  return answered;
}

// What was handed in for which round, and what is still missing there.
ExitCode SayWhatIsMissing(Session& session, client::Connection& connection, const Options& options,
                          const Names& pushed) {
  DueQuestion question = options;
  for (const v1::DueState state :
       {v1::DUE, v1::OVERDUE, v1::SENT_BACK, v1::ANSWERED, v1::ANSWERED_LATE}) {
    question.request.add_states(state);
  }
  auto rounds = CollectDue(connection, question);
  if (!rounds.ok()) return session.Fail(rounds.status());
  bool is_asked = false;
  for (DueOfRound& one : *rounds) {
    if (one.due.items().empty()) continue;
    is_asked = true;
    const size_t answered = TakeAnswered(pushed, one.due);
    session.Say(HeadingOf(one) + ": " + Counted(answered, "answer") + " handed in; " +
                (one.due.items().empty() ? "nothing is missing."
                                         : "still missing: " + SummaryOf(one.due) + "."));
    const int missing = one.due.items_size();
    if (missing > kMissingShown) {
      one.due.mutable_items()->DeleteSubrange(kMissingShown, missing - kMissingShown);
    }
    if (missing == 0) continue;
    TableOf(one.due).PrintText(session.width(), session.out());
    if (missing > kMissingShown) {
      session.Say("and " + std::to_string(missing - kMissingShown) + " more; sheaf due lists all.");
    }
  }
  if (!is_asked) session.Say("No open round asks you about plans/" + options.plan + ".");
  return kOk;
}

ExitCode Broken(Session& session, const absl::Status& status, size_t durable) {
  const ExitCode code = session.Fail(status);
  return session.Fail(code, Counted(durable, "update") +
                                " handed over before that; submitting the same file again is safe");
}

// What is handed in.
struct Work {
  PreparedPush prepared;
  // The updates that rows show and leave as they are: they may be drafts.
  Names shown;
};

// The file as it goes to its plan: judged, and checked by the server. False where it was refused,
// and that was told with `code`.
bool Read(Session& session, client::Connection& connection, const Options& options, Work* work,
          ExitCode* code) {
  FileImport import(session, options.file, UpdateShape(), options.sheet);
  UpdateFile file = ReadUpdates(import.table(), import.problems());
  absl::Status status;
  const bool planned = AssignPlans(options.plan, file.lines, file.intents, import.problems());
  const bool is_file = import.readable() && !file.records.empty() && planned;
  if (is_file) {
    status = Prepare(connection, file, /*draft=*/false, import, work->prepared);
  }
  if (!is_file || !status.ok() || !import.problems().empty()) {
    *code = import.Refuse(status);
    return false;
  }
  import.PrintNotes(file.notes);
  work->prepared.warnings.Print(options.file, session.err(), "warning: ");
  for (size_t i = 0; i < file.records.size(); ++i) {
    const std::string& shown = file.intents[i].shown;
    if (shown.empty() || work->prepared.rows[i].judgement.outcome != RowOutcome::kUnchanged)
      continue;
    work->shown.insert("plans/" + options.plan + "/lines/" + file.records[i].line_code() +
                       "/updates/" + shown);
  }
  return true;
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  Work work;
  ExitCode code = kOk;
  if (!Read(session, connection, options, &work, &code)) return code;
  const std::string parent = "plans/" + options.plan;
  Progress progress(session.err(), "updates", ErrorWidth());
  client::BulkPushOptions how;
  how.on_progress = [&](size_t durable, size_t total) { progress.Show(durable, total); };
  client::BulkPushResult result;
  const absl::Status pushed =
      client::BulkPush(connection, parent, work.prepared.plans.front().updates, how, &result);
  progress.Clear();
  if (!pushed.ok()) return Broken(session, pushed, result.durable);
  Names names = std::move(work.shown);
  names.insert(result.names.begin(), result.names.end());
  const auto drafts = NotHandedIn(connection, parent, names);
  if (!drafts.ok()) return Broken(session, drafts.status(), result.durable);
  const absl::Status handed_in = HandIn(connection, parent, *drafts);
  if (!handed_in.ok()) return Broken(session, handed_in, result.durable);
  const auto changed = static_cast<size_t>(static_cast<int64_t>(result.durable) - result.unchanged);
  session.Say(parent + ": " + Counted(changed, "new update") + " handed in, " +
              Counted(drafts->size(), "draft") + " submitted, " +
              std::to_string(names.size() - std::min(names.size(), changed + drafts->size())) +
              " handed in before.");
  return SayWhatIsMissing(session, connection, options, names);
}

}  // namespace

void AddSubmit(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand(
      "submit",
      "Hand in a file that was filled in: it is pushed, and what of it was a draft or was sent "
      "back "
      "is submitted. Says for which rounds it answers, and what is still missing. Handing it in "
      "again changes nothing.");
  AddFile(command, options->file, options->sheet);
  command.add_option("--plan", options->plan, "The plan, such as energy")
      ->required()
      ->type_name("ID");
  AddWords(command, "--member-state",
           "Say what is missing of these member states only, between commas; - for the sectoral "
           "bodies",
           "ISO3", options->request.mutable_member_states());
  AddExamples(command,
              "  sheaf fill answers.xlsx --plan energy --member-state VNM\n"
              "  sheaf submit answers.xlsx --plan energy --member-state VNM\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
