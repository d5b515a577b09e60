#include "clients/cli/offline_push.h"

#include "google/protobuf/util/time_util.h"

namespace sheaf::cli {
namespace {

using google::protobuf::util::TimeUtil;

std::string NowInWords() {
  google::protobuf::Timestamp now = TimeUtil::GetCurrentTime();
  now.set_nanos(0);
  return TimeUtil::ToString(now);
}

std::string Counted(size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace

absl::StatusOr<client::Spool> OpenSpool(const client::Connection& connection) {
  const std::string& target = connection.options().target;
  const auto folder = client::Spool::FolderOf(target);
  if (!folder.ok()) return folder.status();
  return client::Spool::Open(*folder, target);
}

ExitCode KeepForLater(Session& session, const client::Connection& connection,
                      const std::string& path, bool draft, const PlanPush& push) {
  auto spool = OpenSpool(connection);
  if (!spool.ok()) return session.Fail(spool.status());
  client::SpoolEntry entry;
  entry.user = connection.options().user;
  entry.plan = push.plan;
  entry.draft = draft;
  entry.file = path;
  entry.made = NowInWords();
  entry.updates = push.updates;
  entry.rows = push.lines;
  const auto sequence = spool->Add(std::move(entry));
  if (!sequence.ok()) return session.Fail(sequence.status());
  session.Say("kept as entry " + std::to_string(*sequence) + ": " +
              Counted(push.updates.size(), draft ? "draft" : "update") + " of plans/" + push.plan +
              " for " + connection.options().target + "; sheaf sync sends it");
  return kOk;
}

}  // namespace sheaf::cli
