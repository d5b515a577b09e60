// What went wrong with a call, as an absl::Status that keeps what the server said beside its
// message: a stable reason for programs, and the rows and fields that are wrong for people.
//
//   absl::Status status = sheaf::client::FromGrpc(stub->GetPlan(...));
//   if (sheaf::client::ReasonOf(status) == "ETAG_MISMATCH") ...
//   for (const FieldProblem& problem : sheaf::client::ProblemsOf(status)) ...
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace sheaf::client {

// One thing wrong with a request, from a google.rpc.BadRequest.
struct FieldProblem {
  static constexpr int64_t kNoRow = -1;
  // The item of the request, from 0; kNoRow where the whole request is meant.
  int64_t row = kNoRow;
  // The field as the contract names it, with dots for nesting; empty where the whole item is meant.
  std::string field;
  // For people: what was found, what was expected.
  std::string text;

  bool operator==(const FieldProblem&) const = default;
};

// The same code and message; every google.rpc detail becomes a payload. Details that cannot be read
// are left out. OK becomes OK.
absl::Status FromGrpc(const grpc::Status& status);

// The UPPER_SNAKE reason of the ErrorInfo in `status`, or "" where it has none.
std::string ReasonOf(const absl::Status& status);

// The violations of the BadRequest in `status`, in the server's order. "rows[4].effective_date"
// becomes row 4, field "effective_date"; a path of another shape is a field without a row.
std::vector<FieldProblem> ProblemsOf(const absl::Status& status);

// `status` with `first_row` added to the row of each problem: for a request that was a slice of
// something longer.
absl::Status ShiftRows(const absl::Status& status, int64_t first_row);

// True where the server did not get to answer: it could not be reached, the connection broke, or
// the deadline passed; or where it answered that it is ending. False for an answer that something
// behind the server is unavailable.
bool IsUnreachable(const absl::Status& status);

}  // namespace sheaf::client
