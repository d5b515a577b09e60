#include "server/api/error_table.h"

#include <spdlog/spdlog.h>

#include <string>

#include "google/rpc/status.pb.h"
#include "server/auth/rate_limiter.h"
#include "server/base/status.h"

namespace sheaf::api {
namespace {

struct Mapping {
  absl::StatusCode error;
  grpc::StatusCode rpc;
  bool logged;
};

constexpr Mapping kTable[] = {
    {absl::StatusCode::kCancelled, grpc::StatusCode::CANCELLED, false},
    {absl::StatusCode::kInvalidArgument, grpc::StatusCode::INVALID_ARGUMENT, false},
    {absl::StatusCode::kDeadlineExceeded, grpc::StatusCode::DEADLINE_EXCEEDED, false},
    {absl::StatusCode::kNotFound, grpc::StatusCode::NOT_FOUND, false},
    {absl::StatusCode::kAlreadyExists, grpc::StatusCode::ALREADY_EXISTS, false},
    {absl::StatusCode::kPermissionDenied, grpc::StatusCode::PERMISSION_DENIED, false},
    {absl::StatusCode::kUnauthenticated, grpc::StatusCode::UNAUTHENTICATED, false},
    {absl::StatusCode::kResourceExhausted, grpc::StatusCode::RESOURCE_EXHAUSTED, true},
    {absl::StatusCode::kFailedPrecondition, grpc::StatusCode::FAILED_PRECONDITION, false},
    {absl::StatusCode::kAborted, grpc::StatusCode::ABORTED, false},
    {absl::StatusCode::kOutOfRange, grpc::StatusCode::OUT_OF_RANGE, false},
    {absl::StatusCode::kUnimplemented, grpc::StatusCode::UNIMPLEMENTED, false},
    {absl::StatusCode::kUnavailable, grpc::StatusCode::UNAVAILABLE, true},
    {absl::StatusCode::kDataLoss, grpc::StatusCode::DATA_LOSS, true},
    {absl::StatusCode::kInternal, grpc::StatusCode::INTERNAL, true},
};

constexpr Mapping kUnknown = {absl::StatusCode::kUnknown, grpc::StatusCode::UNKNOWN, true};

const Mapping& MappingOf(absl::StatusCode code) {
  for (const Mapping& mapping : kTable) {
    if (mapping.error == code) return mapping;
  }
  return kUnknown;
}

// Details travel as one google.rpc.Status, as every gRPC client library expects.
std::string DetailsOf(const absl::Status& status, const std::string& message) {
  google::rpc::Status details;
  status.ForEachPayload([&](absl::string_view type_url, const absl::Cord& bytes) {
    google::protobuf::Any* any = details.add_details();
    any->set_type_url(std::string(type_url));
    any->set_value(std::string(bytes));
  });
  if (details.details().empty()) return "";
  details.set_code(static_cast<int>(status.code()));
  details.set_message(message);
  return details.SerializeAsString();
}

}  // namespace

grpc::Status ToRpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const Mapping& mapping = MappingOf(status.code());
  const std::string message(status.message());
  // What the server's own end causes is said once, when it ends; and who is refused for calling too
  // often is not to fill the disk.
  const std::string reason = mapping.logged ? ReasonOf(status) : "";
  const bool logged = mapping.logged && reason != kServerEnding && reason != auth::kRateLimited;
  if (logged) spdlog::warn("answering {}: {}", static_cast<int>(mapping.rpc), message);
  return grpc::Status(mapping.rpc, message, DetailsOf(status, message));
}

}  // namespace sheaf::api
