#include "clients/cli/row_judgement.h"

#include <string_view>
#include <utility>

#include "clients/cli/file_problem.h"
#include "clients/cli/message_text.h"

namespace sheaf::cli {
namespace {

// "EN-1" of "plans/energy/lines/EN-1/updates/x".
std::string LineOf(const std::string& name) {
  constexpr std::string_view kLines = "/lines/";
  const size_t line = name.find(kLines);
  if (line == std::string::npos) return "";
  const size_t begin = line + kLines.size();
  return name.substr(begin, name.find('/', begin) - begin);
}

RowJudgement Refused(RowJudgement judgement, std::string column, std::string problem) {
  judgement.outcome = RowOutcome::kRefused;
  judgement.column = std::move(column);
  judgement.problem = std::move(problem);
  return judgement;
}

RowJudgement JudgeWithoutHeld(RowJudgement judgement, const RowIntent& intent) {
  if (!intent.shown.empty()) {
    return Refused(std::move(judgement), "update",
                   FoundExpected(intent.shown,
                                 "the id of an update that this line has and that you "
                                 "may read; clear this cell, and etag, to add the row"));
  }
  if (intent.change == RowChange::kReplace) {
    return Refused(
        std::move(judgement), "change",
        "found 'replace' in a row that shows no update; give the id of the one that is to "
        "be replaced in the column update, or clear this cell to add the row");
  }
  return judgement;
}

RowJudgement JudgeStale(RowJudgement judgement, const RowToJudge& row,
                        const EarlierVersion& earlier) {
  const auto shown = earlier(row.held->name(), row.intent.etag);
  if (shown && ChangesBetween(*shown, row.row.update(), row.columns).empty()) {
    judgement.outcome = RowOutcome::kUnchanged;
    judgement.changes.clear();
    judgement.note = "the row shows the update as it was before it was corrected by " +
                     row.held->actor() + " at " + TimeText(row.held->commit_time()) +
                     "; it is left as it is";
    return judgement;
  }
  return Refused(std::move(judgement), "etag",
                 "the update that the row shows was corrected by " + row.held->actor() + " at " +
                     TimeText(row.held->commit_time()) +
                     ", after this file was made; make the file anew (sheaf template) and correct "
                     "what it says now");
}

std::string WhatDiffers(const CellChange& change) {
  return change.column + " is " + (change.after.empty() ? "empty" : Quoted(change.after)) +
         " where the update that the row shows has " +
         (change.before.empty() ? "nothing" : Quoted(change.before));
}

RowJudgement JudgeChanged(RowJudgement judgement, const RowToJudge& row) {
  switch (row.intent.change) {
    case RowChange::kAdd:
      return judgement;
    case RowChange::kReplace:
      judgement.outcome = RowOutcome::kChanged;
      judgement.update.set_replaces(true);
      judgement.update.set_etag(row.intent.etag);
      *judgement.update.mutable_update() = Changed(*row.held, row.row.update(), judgement.changes);
      return judgement;
    default: {
      const std::string what = WhatDiffers(judgement.changes.front());
      return Refused(std::move(judgement), "change",
                     "found nothing, but " + what +
                         "; expected add (this is a further update) or replace (it corrects that "
                         "one)");
    }
  }
}

}  // namespace

std::string WordOf(RowOutcome outcome) {
  switch (outcome) {
    case RowOutcome::kAdded:
      return "added";
    case RowOutcome::kChanged:
      return "changed";
    case RowOutcome::kUnchanged:
      return "unchanged";
    default:
      return "refused";
  }
}

RowJudgement Judge(const RowToJudge& row, const EarlierVersion& earlier) {
  RowJudgement judgement;
  judgement.update = row.row;
  if (row.held == nullptr) return JudgeWithoutHeld(std::move(judgement), row.intent);
  if (LineOf(row.held->name()) != row.row.line_code()) {
    return Refused(std::move(judgement), "line_code",
                   FoundExpected(row.row.line_code(),
                                 LineOf(row.held->name()) +
                                     ", the line of the update that the row shows; clear update "
                                     "and etag to add the row"));
  }
  judgement.changes = ChangesBetween(*row.held, row.row.update(), row.columns);
  if (judgement.changes.empty()) {
    judgement.outcome = RowOutcome::kUnchanged;
    return judgement;
  }
  const bool stale = !row.intent.etag.empty() && row.intent.etag != row.held->etag();
  if (stale && row.intent.change != RowChange::kAdd) {
    return JudgeStale(std::move(judgement), row, earlier);
  }
  return JudgeChanged(std::move(judgement), row);
}

}  // namespace sheaf::cli
