// Pushes a report on one line of a plan, then watches until the server tells everybody about it.
//
//   push_and_watch HOST:PORT PLAN LINE STATUS
#include <iostream>
#include <string>

#include "sheaf/client/bulk_push.h"
#include "sheaf/client/connection.h"
#include "sheaf/client/watcher.h"

namespace {

int Fail(const absl::Status& status) {
  std::cerr << status.message() << "\n";
  for (const auto& problem : sheaf::client::ProblemsOf(status)) {
    std::cerr << "  " << problem.field << ": " << problem.text << "\n";
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: push_and_watch HOST:PORT PLAN LINE STATUS\n";
    return 2;
  }
  const std::string plan = std::string("plans/") + argv[2];
  const auto connection = sheaf::client::Connection::Open({.target = argv[1]});
  if (!connection.ok()) return Fail(connection.status());

  sheaf::v1::LineUpdate report;
  report.set_line_code(argv[3]);
  report.mutable_update()->set_reported_status(argv[4]);
  report.mutable_update()->set_effective_date("2026-07-01");

  // Where the line breaks in between, it is tried again, and still counts once.
  sheaf::client::BulkPushResult result;
  const auto pushed = sheaf::client::BulkPush(**connection, plan, {report}, {}, &result);
  if (!pushed.ok()) return Fail(pushed);
  std::cout << result.pushed << " pushed, " << result.unchanged << " unchanged, revision "
            << result.revision << "\n";

  // From the revision before on, what was pushed is seen however late this begins to watch.
  sheaf::client::Watcher watcher(**connection,
                                 {.resources = {plan}, .after_revision = result.revision - 1});
  while (watcher.complete_through().value_or(0) < result.revision) {
    const auto next = watcher.Next();
    if (!next.ok()) return Fail(next.status());
    for (const auto& change : next->changes()) {
      std::cout << change.actor() << " changed " << change.resource() << "\n";
    }
  }
  return 0;
}
