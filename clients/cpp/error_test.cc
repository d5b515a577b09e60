#include "clients/cpp/error.h"

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace sheaf::client {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

google::rpc::BadRequest::FieldViolation Violation(const std::string& field,
                                                  const std::string& text) {
  google::rpc::BadRequest::FieldViolation violation;
  violation.set_field(field);
  violation.set_description(text);
  return violation;
}

// As a server sends it: the details are a serialized google.rpc.Status.
grpc::Status Refusal(grpc::StatusCode code, const std::string& reason,
                     const std::vector<google::rpc::BadRequest::FieldViolation>& violations) {
  google::rpc::Status details;
  if (!reason.empty()) {
    google::rpc::ErrorInfo info;
    info.set_reason(reason);
    details.add_details()->PackFrom(info);
  }
  google::rpc::BadRequest bad_request;
  for (const auto& violation : violations) *bad_request.add_field_violations() = violation;
  if (!violations.empty()) details.add_details()->PackFrom(bad_request);
  return grpc::Status(code, "refused", details.SerializeAsString());
}

TEST(ErrorTest, KeepsCodeMessageAndReason) {
  const absl::Status status = FromGrpc(Refusal(grpc::StatusCode::ABORTED, "ETAG_MISMATCH", {}));
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(status.message(), "refused");
  EXPECT_EQ(ReasonOf(status), "ETAG_MISMATCH");
}

TEST(ErrorTest, OkIsOk) { EXPECT_TRUE(FromGrpc(grpc::Status::OK).ok()); }

TEST(ErrorTest, ReadsRowsAndFieldsOfViolations) {
  const absl::Status status = FromGrpc(Refusal(
      grpc::StatusCode::INVALID_ARGUMENT, "INVALID_UPDATE",
      {Violation("rows[4].effective_date", "no date"), Violation("rows[12]", "twice"),
       Violation("rows[0].progress.unit", "missing"), Violation("parent", "no such plan")}));
  EXPECT_THAT(
      ProblemsOf(status),
      ElementsAre(FieldProblem{4, "effective_date", "no date"}, FieldProblem{12, "", "twice"},
                  FieldProblem{0, "progress.unit", "missing"},
                  FieldProblem{FieldProblem::kNoRow, "parent", "no such plan"}));
}

TEST(ErrorTest, APathThatIsNoRowIsAField) {
  for (const char* path : {"rows[x].a", "rows[", "rows[3", "rows[].a", "rows[-1].a", "rows[1]a"}) {
    const absl::Status status =
        FromGrpc(Refusal(grpc::StatusCode::INVALID_ARGUMENT, "", {Violation(path, "text")}));
    EXPECT_THAT(ProblemsOf(status), ElementsAre(FieldProblem{FieldProblem::kNoRow, path, "text"}));
  }
}

TEST(ErrorTest, DetailsThatCannotBeReadAreLeftOut) {
  const absl::Status status =
      FromGrpc(grpc::Status(grpc::StatusCode::INTERNAL, "broken", "\xff\xff not a message"));
  EXPECT_EQ(status.message(), "broken");
  EXPECT_THAT(ProblemsOf(status), IsEmpty());
  EXPECT_EQ(ReasonOf(status), "");
}

TEST(ErrorTest, ShiftsRowsOfASlice) {
  const absl::Status status =
      FromGrpc(Refusal(grpc::StatusCode::INVALID_ARGUMENT, "",
                       {Violation("rows[4].title", "long"), Violation("parent", "none")}));
  EXPECT_THAT(ProblemsOf(ShiftRows(status, 500)),
              ElementsAre(FieldProblem{504, "title", "long"},
                          FieldProblem{FieldProblem::kNoRow, "parent", "none"}));
}

TEST(ErrorTest, UnreachableIsTheTransportAndNotThePluginBehindTheServer) {
  EXPECT_TRUE(IsUnreachable(FromGrpc(grpc::Status(grpc::StatusCode::UNAVAILABLE, "refused"))));
  EXPECT_TRUE(IsUnreachable(FromGrpc(grpc::Status(grpc::StatusCode::DEADLINE_EXCEEDED, "late"))));
  EXPECT_FALSE(
      IsUnreachable(FromGrpc(Refusal(grpc::StatusCode::UNAVAILABLE, "PLUGIN_UNAVAILABLE", {}))));
  EXPECT_FALSE(IsUnreachable(FromGrpc(grpc::Status(grpc::StatusCode::NOT_FOUND, "no plan"))));
}

}  // namespace
}  // namespace sheaf::client
