#include "server/base/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"

namespace sheaf {
namespace {

using ::testing::HasSubstr;

TEST(Problems, AreOkWhereNothingIsWrong) {
  EXPECT_TRUE(Problems().AsStatus("INVALID_UPDATE").ok());
  EXPECT_TRUE(Problems().empty());
}

TEST(Problems, TravelInsideTheStatus) {
  Problems problems;
  problems.Add(4, "effective_date", "'2020-13' is not a date");
  problems.Add(Problem::kNoRow, "plan", "is missing");
  problems.Add(7, "", "has too many cells");
  const absl::Status status = problems.AsStatus("INVALID_UPDATE");

  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "INVALID_UPDATE");
  const std::vector<Problem> found = ProblemsOf(status);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].row, 4);
  EXPECT_EQ(found[0].field, "effective_date");
  EXPECT_EQ(found[0].text, "'2020-13' is not a date");
  EXPECT_EQ(found[1].row, Problem::kNoRow);
  EXPECT_EQ(found[1].field, "plan");
  EXPECT_EQ(found[2].row, 7);
  EXPECT_EQ(found[2].field, "");
}

TEST(Problems, AreGoogleRpcDetailsThatAnyClientReads) {
  Problems problems;
  problems.Add(4, "effective_date", "'2020-13' is not a date");
  const absl::Status status = problems.AsStatus("INVALID_UPDATE");
  google::rpc::BadRequest bad_request;
  ASSERT_TRUE(bad_request.ParseFromString(
      std::string(status.GetPayload("type.googleapis.com/google.rpc.BadRequest").value())));
  ASSERT_EQ(bad_request.field_violations_size(), 1);
  EXPECT_EQ(bad_request.field_violations(0).field(), "rows[4].effective_date");
}

TEST(Problems, SayTheFirstAndHowManyMore) {
  Problems problems;
  problems.Add(4, "effective_date", "'2020-13' is not a date");
  EXPECT_EQ(problems.AsStatus("R").message(), "rows[4].effective_date: '2020-13' is not a date");
  problems.Add(5, "effective_date", "'2020-14' is not a date");
  EXPECT_THAT(std::string(problems.AsStatus("R").message()), HasSubstr("and 1 more problem)"));
  problems.Add(6, "effective_date", "'2020-15' is not a date");
  EXPECT_THAT(std::string(problems.AsStatus("R").message()), HasSubstr("and 2 more problems)"));
}

TEST(Refusals, CarryMetadata) {
  const absl::Status status =
      WithMetadata(WithMetadata(Refusal(absl::StatusCode::kAborted, "WATCHER_TOO_SLOW", "too slow"),
                                "resume_after", "12"),
                   "other", "x");
  EXPECT_EQ(ReasonOf(status), "WATCHER_TOO_SLOW");
  EXPECT_EQ(status.message(), "too slow");
  EXPECT_EQ(MetadataOf(status, "resume_after"), "12");
  EXPECT_EQ(MetadataOf(status, "other"), "x");
  EXPECT_EQ(MetadataOf(status, "missing"), "");
  EXPECT_EQ(MetadataOf(absl::OkStatus(), "other"), "");
}

TEST(Problems, AreCountedBeyondThoseKept) {
  Problems problems;
  for (size_t i = 0; i < Problems::kMaxKept + 10; ++i) problems.Add(i, "status", "is unknown");
  EXPECT_EQ(problems.count(), Problems::kMaxKept + 10);
  EXPECT_EQ(problems.kept().size(), Problems::kMaxKept);
  EXPECT_EQ(ProblemsOf(problems.AsStatus("R")).size(), Problems::kMaxKept);
  EXPECT_THAT(std::string(problems.AsStatus("R").message()), HasSubstr("1009 more"));
}

TEST(Refusal, CarriesItsReason) {
  const absl::Status status =
      Refusal(absl::StatusCode::kAborted, "ETAG_MISMATCH", "the line was changed since");
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(status.message(), "the line was changed since");
  EXPECT_EQ(ReasonOf(status), "ETAG_MISMATCH");
  EXPECT_TRUE(ProblemsOf(status).empty());
}

TEST(WithProblems, TellsTheRowsOfARefusal) {
  const absl::Status status =
      WithProblems(Refusal(absl::StatusCode::kAlreadyExists, "RECORD_EXISTS", "two exist"),
                   {{2, "", "exists"}, {5, "", "exists too"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReasonOf(status), "RECORD_EXISTS");
  ASSERT_EQ(ProblemsOf(status).size(), 2u);
  EXPECT_EQ(ProblemsOf(status)[1].row, 5);
}

TEST(ReasonOf, IsEmptyWhereThereIsNone) {
  EXPECT_EQ(ReasonOf(absl::InternalError("x")), "");
  EXPECT_EQ(ReasonOf(absl::OkStatus()), "");
}

TEST(ProblemsOf, KeepsAFieldThatOnlyLooksLikeARow) {
  Problems problems;
  problems.Add(Problem::kNoRow, "rows[x]", "odd");
  problems.Add(Problem::kNoRow, "rows[", "odd");
  const std::vector<Problem> found = ProblemsOf(problems.AsStatus("R"));
  EXPECT_EQ(found[0].field, "rows[x]");
  EXPECT_EQ(found[1].field, "rows[");
}

TEST(WithContext, AddsWordsAndKeepsDetails) {
  Problems problems;
  problems.Add(1, "status", "is unknown");
  const absl::Status status = WithContext(problems.AsStatus("INVALID_UPDATE"), "plans/energy");
  EXPECT_EQ(status.message(), "plans/energy: rows[1].status: is unknown");
  EXPECT_EQ(ReasonOf(status), "INVALID_UPDATE");
  EXPECT_EQ(ProblemsOf(status).size(), 1u);
  EXPECT_TRUE(WithContext(absl::OkStatus(), "x").ok());
}

absl::StatusOr<int> Half(int value) {
  if (value % 2 != 0) return absl::InvalidArgumentError("odd");
  return value / 2;
}

absl::StatusOr<int> Quarter(int value) {
  SHEAF_ASSIGN_OR_RETURN(const int half, Half(value));
  SHEAF_RETURN_IF_ERROR(Half(half).status());
  return half / 2;
}

TEST(Macros, ReturnTheFirstError) {
  EXPECT_EQ(Quarter(8).value(), 2);
  EXPECT_EQ(Quarter(3).status().message(), "odd");
  EXPECT_EQ(Quarter(6).status().message(), "odd");
}

}  // namespace
}  // namespace sheaf
