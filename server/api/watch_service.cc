#include "server/api/watch_service.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/api/watch_stream.h"
#include "server/base/status.h"

namespace sheaf::api {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kDefaultProgressInterval{10'000};
constexpr milliseconds kMinProgressInterval{100};
// Far beyond a thousand names and a thousand sectors.
constexpr size_t kMaxRequestBytes = 1 << 20;

absl::Status Wrong(std::string_view field, std::string text) {
  Problems problems;
  problems.Add(Problem::kNoRow, field, std::move(text));
  return problems.AsStatus("INVALID_WATCH");
}

absl::StatusOr<v1::WatchRequest> Parse(const grpc::ByteBuffer& bytes) {
  if (bytes.Length() > kMaxRequestBytes) {
    return Wrong("resources", absl::StrCat("the request has ", bytes.Length(),
                                           " bytes; watch what the names have in common"));
  }
  v1::WatchRequest request;
  grpc::ByteBuffer copy = bytes;
  if (grpc::SerializationTraits<v1::WatchRequest>::Deserialize(&copy, &request).ok()) {
    return request;
  }
  return absl::InvalidArgumentError("the request is no WatchRequest");
}

absl::StatusOr<milliseconds> ProgressInterval(int32_t millis) {
  if (millis == 0) return kDefaultProgressInterval;
  if (milliseconds(millis) >= kMinProgressInterval) return milliseconds(millis);
  return Wrong("progress_interval_millis",
               absl::StrCat("found ", millis, "; expected at least ", kMinProgressInterval.count(),
                            ", or 0 for the default"));
}

absl::Status CheckAfter(int64_t after, ledger::Revision newest) {
  if (after < 0) {
    return Wrong("after_revision",
                 absl::StrCat("found ", after, "; expected 0 (from the beginning) or a revision"));
  }
  if (after <= newest) return absl::OkStatus();
  return Refusal(absl::StatusCode::kOutOfRange, "NO_SUCH_REVISION",
                 absl::StrCat("after_revision: there is no revision ", after, "; the newest is ",
                              newest, ". Is this the server that you watched before?"));
}

absl::StatusOr<watchers::Watch> WatchOf(const v1::WatchRequest& request, ledger::Revision newest) {
  watchers::Watch watch;
  if (request.has_after_revision()) {
    SHEAF_RETURN_IF_ERROR(CheckAfter(request.after_revision(), newest));
    watch.after_revision = request.after_revision();
  }
  SHEAF_ASSIGN_OR_RETURN(watch.progress_interval,
                         ProgressInterval(request.progress_interval_millis()));
  SHEAF_ASSIGN_OR_RETURN(
      watch.filter, watchers::Filter::Make({request.resources().begin(), request.resources().end()},
                                           {request.sectors().begin(), request.sectors().end()}));
  return watch;
}

// To read all that fits: of the sectors, or else of the resources.
Needs NeedsToWatch(const Serving& serving, const v1::WatchRequest& request) {
  return [&serving, request](const auth::Caller& caller) -> absl::Status {
    for (const std::string& sector : request.sectors()) {
      SHEAF_RETURN_IF_ERROR(NeedsToReadSector(sector)(caller));
    }
    if (!request.sectors().empty()) return absl::OkStatus();
    for (const std::string& resource : request.resources()) {
      SHEAF_RETURN_IF_ERROR(NeedsToRead(serving, resource)(caller));
    }
    return request.resources().empty() ? NeedsToReadSector("")(caller) : absl::OkStatus();
  };
}

// The same parts as NeedsToWatch.
WatchStream::SeesAll SeesAllOf(const v1::WatchRequest& request) {
  return [request](Visibility& visibility) {
    const auto& sectors = request.sectors();
    const auto& resources = request.resources();
    if (!sectors.empty()) {
      return std::all_of(sectors.begin(), sectors.end(),
                         [&](const std::string& sector) { return visibility.SeesAllOf(sector); });
    }
    if (resources.empty()) return visibility.SeesAllUnder("");
    return std::all_of(resources.begin(), resources.end(), [&](const std::string& resource) {
      return visibility.SeesAllUnder(resource);
    });
  };
}

}  // namespace

grpc::ServerWriteReactor<grpc::ByteBuffer>* WatchService::Watch(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes) {
  const absl::StatusOr<v1::WatchRequest> request = Parse(*bytes);
  if (!request.ok()) {
    return WatchStream::Begin(serving_, context, NeedsTo(v1::READ), SeesAllOf({}),
                              request.status());
  }
  return WatchStream::Begin(serving_, context, NeedsToWatch(serving_, *request),
                            SeesAllOf(*request), WatchOf(*request, serving_.ledger->Head()));
}

}  // namespace sheaf::api
