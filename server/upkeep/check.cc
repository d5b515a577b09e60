#include "server/upkeep/check.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "server/base/clock.h"
#include "server/base/digest.h"
#include "server/base/status.h"
#include "server/ledger/replay.h"
#include "server/ledger/verify.h"
#include "server/model/model.h"
#include "server/sectors/manifests.h"
#include "server/upkeep/agreement.h"

namespace sheaf::upkeep {
namespace {

void CheckTables(const store::LiveStore& store, CheckResult* result) {
  const auto tables = store.VerifyTables();
  if (!tables.ok()) {
    result->misfits.push_back(absl::StrCat("tables: ", tables.status().message()));
    return;
  }
  result->fits.push_back(absl::StrCat("tables: ", tables->count, " files of ", tables->bytes,
                                      " bytes have their checksums"));
}

// Where the chain ends, where it fits.
absl::StatusOr<ledger::Tail> CheckChain(const store::Store& store, CheckResult* result) {
  const auto contents = ledger::VerifyContents(store);
  if (!contents.ok()) {
    result->misfits.push_back(absl::StrCat("history: ", contents.status().message()));
    return contents.status();
  }
  const ledger::Tail& tail = contents->tail;
  result->fits.push_back(absl::StrCat("history: ", tail.revision, " revisions with ",
                                      contents->versions,
                                      " changes have their hashes and follow from each other"));
  if (tail.revision > 0) {
    result->fits.back() += absl::StrCat("; the newest is of ", FormatTime(tail.commit_time),
                                        " with hash ", Hex(tail.hash));
  }
  result->fits.push_back(
      absl::StrCat("requests: ", contents->answers, " remembered answers can be read"));
  return tail;
}

absl::StatusOr<Agreement> CompareWithHistory(const store::Store& store, ledger::Revision head) {
  model::Model model;
  sectors::Manifests manifests;
  const auto tell = [&](const ledger::Commit& commit) {
    model.OnCommit(commit);
    manifests.OnCommit(commit);
  };
  SHEAF_RETURN_IF_ERROR(ledger::ForEachCommit(store, ledger::Tail(), head, tell));
  return Compare(store, head, model, manifests);
}

void Report(std::string_view what, const absl::StatusOr<Agreement>& agreement,
            CheckResult* result) {
  const std::string of = absl::StrCat(std::string(what), ": ");
  if (!agreement.ok()) {
    result->misfits.push_back(absl::StrCat(of, agreement.status().message()));
    return;
  }
  for (const std::string& difference : agreement->kept) {
    result->misfits.push_back(absl::StrCat(of, difference));
  }
  const auto more = agreement->differences - static_cast<int64_t>(agreement->kept.size());
  if (more > 0) result->misfits.push_back(absl::StrCat(of, "and ", more, " more like these"));
  if (agreement->differences > 0) return;
  result->fits.push_back(absl::StrCat(of, "the latest versions of ", agreement->records,
                                      " records are those that reports use"));
}

}  // namespace

CheckResult Check(const store::LiveStore& store) {
  CheckResult result;
  CheckTables(store, &result);
  const auto tail = CheckChain(store, &result);
  if (tail.ok()) Report("records", CompareWithHistory(store, tail->revision), &result);
  return result;
}

void CheckStart(const store::Store& store, ledger::Revision head, const model::Model& model,
                const sectors::Manifests& manifests, CheckResult* result) {
  Report("snapshot", Compare(store, head, model, manifests), result);
}

}  // namespace sheaf::upkeep
