#include "server/api/error_table.h"

#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "server/base/status.h"

namespace sheaf::api {
namespace {

TEST(ErrorTable, KeepsCodeAndMessage) {
  const grpc::Status status = ToRpc(absl::NotFoundError("there is no plan 'x'"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(status.error_message(), "there is no plan 'x'");
}

TEST(ErrorTable, OkIsOk) { EXPECT_TRUE(ToRpc(absl::OkStatus()).ok()); }

TEST(ErrorTable, CarriesRowFieldAndReasonAsDetails) {
  Problems problems;
  problems.Add(4, "effective_date", "'2020-13' is not a date");
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(ToRpc(problems.AsStatus("INVALID_UPDATE")).error_details()));
  google::rpc::BadRequest bad;
  google::rpc::ErrorInfo info;
  for (const auto& any : details.details()) any.UnpackTo(&bad) || any.UnpackTo(&info);
  ASSERT_EQ(bad.field_violations_size(), 1);
  EXPECT_EQ(bad.field_violations(0).field(), "rows[4].effective_date");
  EXPECT_EQ(info.reason(), "INVALID_UPDATE");
}

TEST(ErrorTable, ACodeThatIsNotInTheTableIsUnknown) {
  EXPECT_EQ(ToRpc(absl::Status(static_cast<absl::StatusCode>(99), "x")).error_code(),
            grpc::StatusCode::UNKNOWN);
}

}  // namespace
}  // namespace sheaf::api
