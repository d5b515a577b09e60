#include "clients/cpp/error.h"

#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace sheaf::client {
namespace {

constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";
constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr std::string_view kRowPrefix = "rows[";

template <typename Detail>
std::optional<Detail> Find(const absl::Status& status, const char* url) {
  const auto payload = status.GetPayload(url);
  Detail detail;
  if (!payload.has_value() || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

FieldProblem FromPath(const std::string& path, const std::string& text) {
  FieldProblem whole{FieldProblem::kNoRow, path, text};
  if (path.compare(0, kRowPrefix.size(), kRowPrefix) != 0) return whole;
  const char* const end = path.data() + path.size();
  int64_t row = 0;
  const auto [stop, error] = std::from_chars(path.data() + kRowPrefix.size(), end, row);
  if (error != std::errc() || row < 0 || stop == end || *stop != ']') return whole;
  const std::string_view rest(stop + 1, end - stop - 1);
  if (rest.empty()) return {row, "", text};
  if (rest[0] != '.') return whole;
  return {row, std::string(rest.substr(1)), text};
}

std::string PathOf(const FieldProblem& problem) {
  if (problem.row == FieldProblem::kNoRow) return problem.field;
  const std::string row = std::string(kRowPrefix) + std::to_string(problem.row) + "]";
  return problem.field.empty() ? row : row + "." + problem.field;
}

}  // namespace

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return result;
  for (const auto& detail : details.details()) {
    result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return result;
}

std::string ReasonOf(const absl::Status& status) {
  const auto info = Find<google::rpc::ErrorInfo>(status, kErrorInfoUrl);
  return info ? info->reason() : "";
}

std::vector<FieldProblem> ProblemsOf(const absl::Status& status) {
  std::vector<FieldProblem> problems;
  const auto detail = Find<google::rpc::BadRequest>(status, kBadRequestUrl);
  if (!detail) return problems;
  for (const auto& violation : detail->field_violations()) {
    problems.push_back(FromPath(violation.field(), violation.description()));
  }
  return problems;
}

absl::Status ShiftRows(const absl::Status& status, int64_t first_row) {
  auto detail = Find<google::rpc::BadRequest>(status, kBadRequestUrl);
  if (!detail || first_row == 0) return status;
  for (auto& violation : *detail->mutable_field_violations()) {
    FieldProblem problem = FromPath(violation.field(), "");
    if (problem.row != FieldProblem::kNoRow) problem.row += first_row;
    violation.set_field(PathOf(problem));
  }
  absl::Status shifted = status;
  shifted.SetPayload(kBadRequestUrl, absl::Cord(detail->SerializeAsString()));
  return shifted;
}

bool IsUnreachable(const absl::Status& status) {
  if (absl::IsDeadlineExceeded(status) || absl::IsCancelled(status)) return true;
  // The server's own UNAVAILABLE says why; the transport's does not.
  const std::string reason = ReasonOf(status);
  return absl::IsUnavailable(status) && (reason.empty() || reason == "SERVER_ENDING");
}

}  // namespace sheaf::client
