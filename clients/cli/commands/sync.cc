// sheaf sync: sends what was pushed with --offline, in order, each once; shows what waits; passes
// over what is not to be sent.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/file_problem.h"
#include "clients/cli/offline_push.h"
#include "clients/cli/options.h"
#include "clients/cli/progress.h"
#include "clients/cli/records_file.h"
#include "clients/cli/table.h"
#include "clients/cpp/bulk_push.h"
#include "google/protobuf/util/time_util.h"

namespace sheaf::cli {
namespace {

using client::SpoolEntry;
using client::Waiting;
using google::protobuf::util::TimeUtil;

struct Options {
  bool list = false;
  int64_t drop = 0;
  std::string reason;
};

std::string NameOf(const Waiting& waiting) {
  const std::string number = "entry " + std::to_string(waiting.sequence);
  return waiting.entry.file.empty() ? number : number + " (" + waiting.entry.file + ")";
}

std::string StateOf(const Waiting& waiting) {
  if (!waiting.problem.ok()) return "damaged";
  if (!waiting.dropped_reason.empty()) return "dropped: " + waiting.dropped_reason;
  return waiting.begun ? "begun" : "waiting";
}

ExitCode List(Session& session, const std::vector<Waiting>& all, const std::string& server) {
  if (all.empty()) {
    session.Say("nothing waits for " + server);
    return kOk;
  }
  Table table({{"number", Column::kWhole},
               {"made", Column::kWhole},
               {"user", Column::kCut},
               {"plan", Column::kWhole},
               {"file", Column::kCutLast},
               {"updates", Column::kWhole},
               {"state", Column::kWrap}});
  for (const Waiting& one : all) {
    table.AddRow({std::to_string(one.sequence), one.entry.made, one.entry.user, one.entry.plan,
                  one.entry.file,
                  std::to_string(one.entry.updates.size()) + (one.entry.draft ? " drafts" : ""),
                  StateOf(one)});
  }
  table.PrintText(session.width(), session.out());
  for (const Waiting& one : all) {
    if (!one.problem.ok()) session.Fail(one.problem);
  }
  return kOk;
}

ExitCode Drop(Session& session, client::Spool& spool, const Options& options) {
  if (options.reason.empty()) {
    return session.Fail(kUsage, "--drop needs --reason: it is kept with the entry");
  }
  const absl::Status dropped =
      spool.Drop(options.drop, options.reason, TimeUtil::ToString(TimeUtil::GetCurrentTime()));
  if (!dropped.ok()) return session.Fail(kRefused, std::string(dropped.message()));
  session.Say("entry " + std::to_string(options.drop) + " will not be sent (" + options.reason +
              "); it is kept in " + spool.folder());
  return kOk;
}

// Sends the entries of one spool. Not thread-safe.
class Sender {
 public:
  Sender(Session& session, client::Connection& connection, client::Spool& spool)
      : session_(session), connection_(connection), spool_(spool) {}

  // All that waits, and what is put there meanwhile.
  ExitCode SendAll() {
    while (true) {
      const auto waiting = spool_.ReadWaiting();
      if (!waiting.ok()) return session_.Fail(waiting.status());
      if (waiting->empty()) return kOk;
      const ExitCode damaged = RefuseDamaged(*waiting);
      if (damaged != kOk) return damaged;
      for (const Waiting& one : *waiting) {
        const ExitCode sent = Take(one);
        if (sent != kOk) return sent;
      }
    }
  }

 private:
  // One entry that cannot be trusted stops all: what is behind it may rest on it.
  ExitCode RefuseDamaged(const std::vector<Waiting>& all) {
    ExitCode code = kOk;
    for (const Waiting& one : all) {
      if (one.problem.ok()) continue;
      code = session_.Fail(kRefused, std::string(one.problem.message()));
      session_.Fail(code,
                    "nothing was sent. Put the file back from a copy, or let it be passed "
                    "over: sheaf sync --drop " +
                        std::to_string(one.sequence) + " --reason TEXT");
    }
    return code;
  }

  ExitCode Take(const Waiting& waiting) {
    if (!waiting.dropped_reason.empty()) {
      session_.Say(NameOf(waiting) + ": passed over (" + waiting.dropped_reason + ")");
      return Finish(waiting);
    }
    if (waiting.entry.user != connection_.options().user) {
      return session_.Fail(kRefused, NameOf(waiting) + " was pushed by " + waiting.entry.user +
                                         ", and you are " + connection_.options().user +
                                         "; let them send it");
    }
    // What has begun was found to be right, and some of it may be on the server already.
    if (!waiting.begun) {
      const absl::Status checked = Check(waiting.entry);
      if (!checked.ok()) return Refused(waiting, checked, 0);
      const absl::Status begun = spool_.Begin(waiting.sequence);
      if (!begun.ok()) return session_.Fail(begun);
    }
    return Send(waiting);
  }

  // Asks the server about every batch without writing; the first refusal.
  absl::Status Check(const SpoolEntry& entry) {
    int64_t first_row = 0;
    const client::BulkPushOptions defaults;
    for (auto& batch :
         client::IntoBatches("plans/" + entry.plan, entry.updates, defaults.batch_size)) {
      batch.set_validate_only(true);
      batch.set_draft(entry.draft);
      const auto answer = connection_.Call(connection_.updates(),
                                           &v1::UpdateService::Stub::BatchPushUpdates, batch);
      if (!answer.ok()) return client::ShiftRows(answer.status(), first_row);
      first_row += batch.updates_size();
    }
    return absl::OkStatus();
  }

  ExitCode Send(const Waiting& waiting) {
    const SpoolEntry& entry = waiting.entry;
    Progress progress(session_.err(), "updates", ErrorWidth());
    client::BulkPushOptions how;
    how.draft = entry.draft;
    how.request_id = entry.request_id;
    how.on_progress = [&](size_t durable, size_t total) { progress.Show(durable, total); };
    client::BulkPushResult result;
    const absl::Status pushed =
        client::BulkPush(connection_, "plans/" + entry.plan, entry.updates, how, &result);
    progress.Clear();
    if (!pushed.ok()) return Refused(waiting, pushed, result.durable);
    session_.Say(NameOf(waiting) + ": " + std::to_string(result.pushed) +
                 (entry.draft ? " drafts" : " updates") + " pushed to plans/" + entry.plan + ", " +
                 std::to_string(result.unchanged) + " unchanged; revision " +
                 std::to_string(result.revision));
    return Finish(waiting);
  }

  ExitCode Finish(const Waiting& waiting) {
    const absl::Status finished = spool_.Finish(waiting.sequence);
    return finished.ok() ? kOk : session_.Fail(finished);
  }

  // Says what is wrong in the file's own terms, and what to do.
  ExitCode Refused(const Waiting& waiting, const absl::Status& status, size_t durable) {
    if (client::IsUnreachable(status)) {
      const ExitCode code = session_.Fail(status);
      return session_.Fail(
          code, NameOf(waiting) + " and what is behind it still wait; sheaf sync goes on there");
    }
    FileProblems problems;
    const std::vector<int64_t>& rows = waiting.entry.rows;
    for (const client::FieldProblem& problem : client::ProblemsOf(status)) {
      const bool has_row = problem.row >= 0 && problem.row < static_cast<int64_t>(rows.size());
      problems.AddUnlessKnown(has_row ? rows[static_cast<size_t>(problem.row)] : 0,
                              ColumnOf(problem.field, UpdateColumns()), problem.text);
    }
    problems.Print(waiting.entry.file, session_.err());
    if (problems.empty()) session_.Fail(status);
    const std::string number = std::to_string(waiting.sequence);
    const std::string how_far =
        durable == 0 ? "; nothing of it was written"
                     : "; up to row " + std::to_string(rows[durable - 1]) + " all is durable";
    return session_.Fail(
        kRefused, NameOf(waiting) + " was refused" + how_far +
                      ", and what is behind it still waits. Mend the file and push it again, and "
                      "let this one be passed over: sheaf sync --drop " +
                      number + " --reason TEXT");
  }

  Session& session_;
  client::Connection& connection_;
  client::Spool& spool_;
};

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  auto spool = OpenSpool(connection);
  if (!spool.ok()) return session.Fail(spool.status());
  if (options.drop > 0) return Drop(session, *spool, options);
  if (options.list) {
    const auto waiting = spool->ReadWaiting();
    if (!waiting.ok()) return session.Fail(waiting.status());
    return List(session, *waiting, connection.options().target);
  }
  const auto lock = spool->LockForSending();
  if (!lock.ok()) return session.Fail(kRefused, std::string(lock.status().message()));
  return Sender(session, connection, *spool).SendAll();
}

}  // namespace

void AddSync(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand(
      "sync",
      "Send what was pushed with --offline: in its order, each once, whenever and however often "
      "this was cut off before. It stops at the first entry that the server refuses, or that was "
      "altered or lost since.");
  auto* const list = command.add_flag("--list", options->list, "Show what waits; send nothing");
  command
      .add_option("--drop", options->drop,
                  "Pass over this entry, which is kept with the reason; send nothing")
      ->check(CLI::PositiveNumber)
      ->excludes(list)
      ->type_name("NUMBER");
  command.add_option("--reason", options->reason, "Why it is passed over")->type_name("TEXT");
  AddExamples(command,
              "  sheaf push q3.csv --plan energy --offline\n"
              "  sheaf sync --list\n"
              "  sheaf sync\n"
              "  sheaf sync --drop 3 --reason \"wrong year\"\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
