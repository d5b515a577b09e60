// Errors are values: absl::Status and absl::StatusOr. This header adds what an official needs to
// mend an input: which row, which field, what was found, what was expected; and a reason that
// scripts can rely on. Both travel inside the status as the google.rpc details BadRequest and
// ErrorInfo, so that the RPC layer only has to copy them.
//
//   Problems problems;
//   problems.Add(row, "effective_date", "'2020-13' is not a date; write 2020, 2020-11 or
//   2020-11-24"); SHEAF_RETURN_IF_ERROR(problems.AsStatus("INVALID_UPDATE"));
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace sheaf {

// One thing wrong with an input. `row` counts the items of the request from 0; kNoRow where the
// whole request is meant. `field` is the name of the proto field, with dots for nesting.
struct Problem {
  static constexpr int64_t kNoRow = -1;
  int64_t row = kNoRow;
  std::string field;
  std::string text;
};

// Collects what is wrong with one request, so that all of it is told at once. Not thread-safe.
class Problems {
 public:
  // More than this many are counted, not kept.
  static constexpr size_t kMaxKept = 1000;

  void Add(int64_t row, std::string_view field, std::string text);
  bool empty() const { return count_ == 0; }
  size_t count() const { return count_; }
  const std::vector<Problem>& kept() const { return kept_; }

  // OK where nothing is wrong; else INVALID_ARGUMENT with a BadRequest of all kept problems (a
  // field violation's `field` is "rows[4].effective_date", or "effective_date" without a row) and
  // an ErrorInfo of `reason`. The message names the first problem and how many there are.
  absl::Status AsStatus(std::string_view reason) const;

 private:
  size_t count_ = 0;
  std::vector<Problem> kept_;
};

// A status of `code` whose ErrorInfo carries `reason`, an UPPER_SNAKE name that never changes
// meaning.
absl::Status Refusal(absl::StatusCode code, std::string_view reason, std::string_view message);

// The reason of every refusal that comes of the server's own ending: the same call will do once it
// has been started again.
inline constexpr std::string_view kServerEnding = "SERVER_ENDING";

// `status`, a Refusal, with `key` = `value` in the metadata of its ErrorInfo.
absl::Status WithMetadata(absl::Status status, std::string_view key, std::string_view value);

// The metadata `key` of the ErrorInfo in `status`, or "" where it has none.
std::string MetadataOf(const absl::Status& status, std::string_view key);

// `status`, which is not OK, with a BadRequest of `problems` in place of any it has: for a refusal
// of another code than INVALID_ARGUMENT that concerns certain rows.
absl::Status WithProblems(absl::Status status, const std::vector<Problem>& problems);

// The reason that `status` carries, or "" where it has none.
std::string ReasonOf(const absl::Status& status);

// The problems that `status` carries, in the order they were added.
std::vector<Problem> ProblemsOf(const absl::Status& status);

// `status` with "context: " before its message; details stay. OK stays OK.
absl::Status WithContext(const absl::Status& status, std::string_view context);

}  // namespace sheaf

#define SHEAF_RETURN_IF_ERROR(expr)                                                  \
  do {                                                                               \
    if (absl::Status sheaf_status = (expr); !sheaf_status.ok()) return sheaf_status; \
  } while (false)

#define SHEAF_CONCAT_INNER(a, b) a##b
#define SHEAF_CONCAT(a, b) SHEAF_CONCAT_INNER(a, b)
// SHEAF_ASSIGN_OR_RETURN(auto x, F()): x becomes the value, or the function returns the error.
#define SHEAF_ASSIGN_OR_RETURN(lhs, expr) \
  SHEAF_ASSIGN_OR_RETURN_INNER(SHEAF_CONCAT(sheaf_statusor_, __LINE__), lhs, expr)
#define SHEAF_ASSIGN_OR_RETURN_INNER(statusor, lhs, expr) \
  auto statusor = (expr);                                 \
  if (!statusor.ok()) return statusor.status();           \
  lhs = std::move(statusor).value()
