#include "server/base/status.h"

#include <charconv>
#include <optional>
#include <utility>

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"

namespace sheaf {
namespace {

constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";
constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr char kDomain[] = "sheaf";
constexpr std::string_view kRowPrefix = "rows[";

// The path of `problem` as BadRequest writes it: "rows[4].effective_date".
std::string PathOf(const Problem& problem) {
  if (problem.row == Problem::kNoRow) return problem.field;
  const std::string row = std::string(kRowPrefix) + std::to_string(problem.row) + "]";
  return problem.field.empty() ? row : row + "." + problem.field;
}

// The inverse of PathOf; a path that it did not write is a field without a row.
Problem FromPath(std::string_view path, const std::string& text) {
  Problem problem{Problem::kNoRow, std::string(path), text};
  if (path.substr(0, kRowPrefix.size()) != kRowPrefix) return problem;
  const std::string_view digits = path.substr(kRowPrefix.size());
  int64_t row = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), row);
  std::string_view rest = digits.substr(stop - digits.data());
  if (error != std::errc() || rest.empty() || rest[0] != ']') return problem;
  rest.remove_prefix(rest.substr(0, 2) == "]." ? 2 : 1);
  return {row, std::string(rest), text};
}

template <typename Detail>
void Attach(absl::Status& status, const char* url, const Detail& detail) {
  status.SetPayload(url, absl::Cord(detail.SerializeAsString()));
}

template <typename Detail>
std::optional<Detail> Find(const absl::Status& status, const char* url) {
  const auto payload = status.GetPayload(url);
  Detail detail;
  if (!payload.has_value() || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

std::string Summary(const Problem& first, size_t count) {
  const std::string path = PathOf(first);
  std::string text = path.empty() ? first.text : path + ": " + first.text;
  if (count == 2) text += " (and 1 more problem)";
  if (count > 2) text += " (and " + std::to_string(count - 1) + " more problems)";
  return text;
}

}  // namespace

void Problems::Add(int64_t row, std::string_view field, std::string text) {
  ++count_;
  if (kept_.size() < kMaxKept) kept_.push_back({row, std::string(field), std::move(text)});
}

absl::Status Problems::AsStatus(std::string_view reason) const {
  if (empty()) return absl::OkStatus();
  const std::string summary = Summary(kept_.front(), count_);
  return WithProblems(Refusal(absl::StatusCode::kInvalidArgument, reason, summary), kept_);
}

absl::Status WithProblems(absl::Status status, const std::vector<Problem>& problems) {
  google::rpc::BadRequest detail;
  for (const Problem& problem : problems) {
    auto* violation = detail.add_field_violations();
    violation->set_field(PathOf(problem));
    violation->set_description(problem.text);
  }
  Attach(status, kBadRequestUrl, detail);
  return status;
}

absl::Status Refusal(absl::StatusCode code, std::string_view reason, std::string_view message) {
  absl::Status status(code, absl::string_view(message.data(), message.size()));
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(kDomain);
  Attach(status, kErrorInfoUrl, info);
  return status;
}

absl::Status WithMetadata(absl::Status status, std::string_view key, std::string_view value) {
  auto info =
      Find<google::rpc::ErrorInfo>(status, kErrorInfoUrl).value_or(google::rpc::ErrorInfo());
  (*info.mutable_metadata())[std::string(key)] = std::string(value);
  Attach(status, kErrorInfoUrl, info);
  return status;
}

std::string MetadataOf(const absl::Status& status, std::string_view key) {
  const auto info = Find<google::rpc::ErrorInfo>(status, kErrorInfoUrl);
  if (!info) return "";
  const auto found = info->metadata().find(std::string(key));
  return found == info->metadata().end() ? "" : found->second;
}

std::string ReasonOf(const absl::Status& status) {
  const auto info = Find<google::rpc::ErrorInfo>(status, kErrorInfoUrl);
  return info ? info->reason() : "";
}

std::vector<Problem> ProblemsOf(const absl::Status& status) {
  std::vector<Problem> problems;
  const auto detail = Find<google::rpc::BadRequest>(status, kBadRequestUrl);
  if (!detail) return problems;
  for (const auto& violation : detail->field_violations()) {
    problems.push_back(FromPath(violation.field(), violation.description()));
  }
  return problems;
}

absl::Status WithContext(const absl::Status& status, std::string_view context) {
  if (status.ok()) return status;
  absl::Status result(status.code(), std::string(context) + ": " + std::string(status.message()));
  status.ForEachPayload(
      [&](absl::string_view url, const absl::Cord& payload) { result.SetPayload(url, payload); });
  return result;
}

}  // namespace sheaf
