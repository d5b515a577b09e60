#include "clients/web/gateway/connect/error_json.h"

#include <gtest/gtest.h>

#include "clients/web/gateway/connect/failure.h"
#include "google/rpc/error_details.pb.h"

namespace sheaf::gateway {
namespace {

TEST(ErrorJson, HasACodeAndAMessage) {
  google::rpc::Status failure;
  failure.set_code(grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(ErrorJson(failure), R"({"code":"not_found"})");
  failure.set_message("there is no plan \"x\"\n");
  EXPECT_EQ(ErrorJson(failure), R"({"code":"not_found","message":"there is no plan \"x\"\n"})");
}

TEST(ErrorJson, ADetailIsGivenInBase64AndToRead) {
  const auto failure = Failure(grpc::StatusCode::UNAVAILABLE, "GONE", "");
  EXPECT_EQ(ErrorJson(failure),
            R"({"code":"unavailable","details":[{"type":"google.rpc.ErrorInfo",)"
            R"("value":"CgRHT05FEgVzaGVhZg","debug":{"reason":"GONE","domain":"sheaf"}}]})");
}

TEST(ErrorJson, ADetailThatIsNotKnownIsStillGiven) {
  google::rpc::Status failure;
  failure.set_code(grpc::StatusCode::INTERNAL);
  auto* const detail = failure.add_details();
  detail->set_type_url("type.googleapis.com/elsewhere.Thing");
  detail->set_value("abc");
  EXPECT_EQ(ErrorJson(failure),
            R"({"code":"internal","details":[{"type":"elsewhere.Thing","value":"YWJj"}]})");
}

TEST(JsonString, WhatIsNoUtf8IsWrittenAsNumbers) {
  EXPECT_EQ(JsonString("Vi\xe1\xbb\x87t Nam"), "\"Vi\xe1\xbb\x87t Nam\"");
  for (const char* const wrong : {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80"}) {
    EXPECT_EQ(JsonString(wrong).substr(0, 4), R"("\\x)") << wrong;
  }
}

TEST(EndOfStream, IsEmptyWhereAllWentWell) { EXPECT_EQ(EndOfStreamJson({}, {}), "{}"); }

TEST(EndOfStream, GathersTheValuesOfAName) {
  EXPECT_EQ(EndOfStreamJson({}, {{"b", "1"}, {"a", "2"}, {"b", "3"}}),
            R"({"metadata":{"a":["2"],"b":["1","3"]}})");
}

TEST(EndOfStream, HasTheErrorAndTheMetadata) {
  google::rpc::Status failure;
  failure.set_code(grpc::StatusCode::ABORTED);
  EXPECT_EQ(EndOfStreamJson(failure, {{"a", "2"}}),
            R"({"error":{"code":"aborted"},"metadata":{"a":["2"]}})");
}

TEST(Failure, EveryCodeHasItsNameAndStatus) {
  EXPECT_EQ(CodeName(grpc::StatusCode::CANCELLED), "canceled");
  EXPECT_EQ(HttpStatusOf(grpc::StatusCode::CANCELLED), 499);
  EXPECT_EQ(CodeName(grpc::StatusCode::UNAUTHENTICATED), "unauthenticated");
  EXPECT_EQ(HttpStatusOf(grpc::StatusCode::UNAUTHENTICATED), 401);
  EXPECT_EQ(CodeName(17), "unknown");
  EXPECT_EQ(CodeName(-1), "unknown");
}

TEST(Failure, KeepsTheServersDetails) {
  google::rpc::Status sent;
  sent.set_code(grpc::StatusCode::INVALID_ARGUMENT);
  google::rpc::BadRequest bad;
  bad.add_field_violations()->set_field("rows[4].effective_date");
  sent.add_details()->PackFrom(bad);
  const auto failure = FailureOf(
      grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "wrong", sent.SerializeAsString()));
  EXPECT_EQ(failure.message(), "wrong");
  ASSERT_EQ(failure.details_size(), 1);
  EXPECT_EQ(failure.details(0).type_url(), "type.googleapis.com/google.rpc.BadRequest");
}

}  // namespace
}  // namespace sheaf::gateway
