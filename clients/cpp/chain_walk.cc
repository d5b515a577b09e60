#include "clients/cpp/chain_walk.h"

#include <functional>
#include <string>
#include <string_view>

namespace sheaf::client {
namespace {

// Calls `take` with each link until it returns an error, which then is the result.
absl::Status ForEachLink(Connection& connection, const v1::WalkChainRequest& request,
                         const std::function<absl::Status(const v1::ChainLink&)>& take) {
  const auto context = connection.NewContext();
  const auto stream = connection.proofs().WalkChain(context.get(), request);
  v1::WalkChainResponse response;
  while (stream->Read(&response)) {
    for (const v1::ChainLink& link : response.links()) {
      const absl::Status status = take(link);
      if (status.ok()) continue;
      context->TryCancel();
      stream->Finish();
      return status;
    }
  }
  return FromGrpc(stream->Finish());
}

absl::Status Rewritten(const Checkpoint& known, std::string_view how) {
  return absl::DataLossError(
      "the server's history is not the one that was verified before: " + std::string(how) +
      "; either records were altered or taken away, or an older backup was restored, or this is "
      "another server than the one that was verified up to " +
      NameOf(known));
}

// Where the history was written anew, its links fit each other; only what was kept here can tell.
absl::Status CheckKnown(Connection& connection, const Checkpoint& known) {
  if (known.revision == 0) return absl::OkStatus();
  v1::WalkChainRequest request;
  request.set_after_revision(known.revision - 1);
  request.set_through_revision(known.revision);
  bool found = false;
  const absl::Status status = ForEachLink(connection, request, [&](const v1::ChainLink& link) {
    found = true;
    if (link.hash() == known.hash) return absl::OkStatus();
    return Rewritten(
        known, "its " + NameOf({link.revision(), known.commit_time, ""}) + " has another hash");
  });
  if (absl::IsOutOfRange(status) || (status.ok() && !found)) {
    return Rewritten(
        known, "it ends before " + NameOf(known) + " (" + std::string(status.message()) + ")");
  }
  return status;
}

}  // namespace

absl::StatusOr<ChainWalk> WalkChain(Connection& connection, const Checkpoint& known,
                                    const ChainWalkOptions& options) {
  absl::Status status = CheckKnown(connection, known);
  if (!status.ok()) return status;
  ChainVerifier verifier(options.from_first ? Checkpoint() : known, options.with_changes);
  v1::WalkChainRequest request;
  request.set_after_revision(verifier.at().revision);
  request.set_with_changes(options.with_changes);
  status = ForEachLink(connection, request, [&](const v1::ChainLink& link) {
    const absl::Status taken = verifier.Take(link);
    const Checkpoint& at = verifier.at();
    if (!taken.ok() || at.revision != known.revision || at == known) return taken;
    return Rewritten(known, "its " + NameOf(at) + " has another hash");
  });
  if (status.ok()) status = verifier.Finish();
  if (!status.ok()) return status;
  return ChainWalk{verifier.at(), verifier.links(), verifier.changes(), verifier.withheld()};
}

}  // namespace sheaf::client
