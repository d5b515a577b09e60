#include "clients/web/gateway/connect/failure.h"

#include <array>

#include "google/rpc/error_details.pb.h"

namespace sheaf::gateway {
namespace {

struct Code {
  std::string_view name;
  int http_status;
};

// By gRPC's numbers. https://connectrpc.com/docs/protocol#error-codes
constexpr std::array<Code, 17> kCodes = {{{"", 200},
                                          {"canceled", 499},
                                          {"unknown", 500},
                                          {"invalid_argument", 400},
                                          {"deadline_exceeded", 504},
                                          {"not_found", 404},
                                          {"already_exists", 409},
                                          {"permission_denied", 403},
                                          {"resource_exhausted", 429},
                                          {"failed_precondition", 400},
                                          {"aborted", 409},
                                          {"out_of_range", 400},
                                          {"unimplemented", 501},
                                          {"internal", 500},
                                          {"unavailable", 503},
                                          {"data_loss", 500},
                                          {"unauthenticated", 401}}};

const Code& CodeOf(int code) {
  const bool is_one = code > 0 && static_cast<size_t>(code) < kCodes.size();
  return kCodes[is_one ? code : static_cast<int>(grpc::StatusCode::UNKNOWN)];
}

}  // namespace

google::rpc::Status Failure(grpc::StatusCode code, std::string_view reason,
                            std::string_view message) {
  google::rpc::Status failure;
  failure.set_code(code);
  failure.set_message(std::string(message));
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain("sheaf");
  failure.add_details()->PackFrom(info);
  return failure;
}

google::rpc::Status FailureOf(const grpc::Status& status) {
  google::rpc::Status failure;
  // Details that cannot be read are left out.
  if (!failure.ParseFromString(status.error_details())) failure.Clear();
  failure.set_code(status.error_code());
  failure.set_message(status.error_message());
  return failure;
}

google::rpc::Status FailureOf(const absl::Status& status, std::string_view reason) {
  const std::string message(status.message());
  return Failure(static_cast<grpc::StatusCode>(status.code()), reason, message);
}

std::string_view CodeName(int code) { return CodeOf(code).name; }

int HttpStatusOf(int code) { return CodeOf(code).http_status; }

}  // namespace sheaf::gateway
