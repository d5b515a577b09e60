#include "clients/cpp/retry.h"

#include <string>
#include <vector>

#include "absl/strings/cord.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "sheaf/v1/access_service.pb.h"
#include "sheaf/v1/backup_service.pb.h"
#include "sheaf/v1/report_service.pb.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::client {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::system_clock;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Status kBroken = absl::UnavailableError("Connection reset by peer");

absl::Status WithReason(absl::Status status, const std::string& reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  status.SetPayload("type.googleapis.com/google.rpc.ErrorInfo",
                    absl::Cord(info.SerializeAsString()));
  return status;
}

absl::Status ToWait(int64_t told_seconds) {
  google::rpc::RetryInfo info;
  info.mutable_retry_delay()->set_seconds(told_seconds);
  absl::Status status = absl::ResourceExhaustedError("too many calls");
  status.SetPayload("type.googleapis.com/google.rpc.RetryInfo",
                    absl::Cord(info.SerializeAsString()));
  return status;
}

class RetryTest : public ::testing::Test {
 protected:
  // Time passes by waiting alone.
  RetryOptions Options(int attempts_max) {
    RetryOptions options;
    options.attempts_max = attempts_max;
    options.delay_min = milliseconds(100);
    options.delay_max = milliseconds(1000);
    options.now = [this] { return now_; };
    options.sleep = [this](milliseconds wait) {
      waits_.push_back(wait.count());
      now_ += wait;
    };
    options.random = [this] { return random_; };
    return options;
  }

  // Fails with `status` until nothing more is tried.
  void Exhaust(Retry retry, const absl::Status& status) {
    while (retry.Again(status)) {
    }
  }

  system_clock::time_point now_{};
  double random_ = 0.5;
  std::vector<int64_t> waits_;
};

TEST_F(RetryTest, WaitsAreAFractionOfWhatDoublesUpToTheLongest) {
  Exhaust(Retry(Options(7), now_ + seconds(60)), kBroken);
  EXPECT_THAT(waits_, ElementsAre(50, 100, 200, 400, 500, 500));
}

TEST_F(RetryTest, TheFractionIsAnyFromNothingToTheWhole) {
  random_ = 0;
  Exhaust(Retry(Options(3), now_ + seconds(60)), kBroken);
  random_ = 0.99;
  Exhaust(Retry(Options(3), now_ + seconds(60)), kBroken);
  EXPECT_THAT(waits_, ElementsAre(0, 0, 99, 198));
}

TEST_F(RetryTest, NothingIsTriedAgainAfterTheDeadlineOfTheWhole) {
  Exhaust(Retry(Options(100), now_ + milliseconds(400)), kBroken);
  EXPECT_THAT(waits_, ElementsAre(50, 100, 200)) << "another 400 would end after the deadline";
}

TEST_F(RetryTest, WhatIsNoFaultOfTheLineIsNotTriedAgain) {
  const Retry retry(Options(5), now_ + seconds(60));
  Exhaust(retry, absl::InvalidArgumentError("an unknown status"));
  Exhaust(retry, absl::DeadlineExceededError("too late"));
  Exhaust(retry, absl::ResourceExhaustedError("the plan is too long"));
  Exhaust(retry, WithReason(absl::UnavailableError("the plugin is down"), "PLUGIN_DOWN"));
  EXPECT_THAT(waits_, IsEmpty());
  Exhaust(Retry(Options(2), now_ + seconds(60)),
          WithReason(absl::UnavailableError("ending"), "SERVER_ENDING"));
  EXPECT_THAT(waits_, ElementsAre(50));
}

TEST_F(RetryTest, TheServersWaitIsKept) {
  Exhaust(Retry(Options(3), now_ + seconds(60)), ToWait(2));
  EXPECT_THAT(waits_, ElementsAre(2050, 2100));
}

TEST_F(RetryTest, ProgressBeginsAnew) {
  Retry retry(Options(3), now_ + seconds(60));
  EXPECT_TRUE(retry.Again(kBroken));
  EXPECT_TRUE(retry.Again(kBroken));
  retry.Progressed();
  EXPECT_TRUE(retry.Again(kBroken));
  EXPECT_TRUE(retry.Again(kBroken));
  EXPECT_FALSE(retry.Again(kBroken));
  EXPECT_THAT(waits_, ElementsAre(50, 100, 50, 100));
}

TEST_F(RetryTest, SomebodyIsToldEachTime) {
  std::vector<std::string> told;
  RetryOptions options = Options(2);
  options.on_retry = [&](const absl::Status& status, milliseconds wait) {
    told.push_back(std::string(status.message()) + ", " + std::to_string(wait.count()));
  };
  Exhaust(Retry(options, now_ + seconds(60)), kBroken);
  EXPECT_THAT(told, ElementsAre("Connection reset by peer, 50"));
}

TEST(MayBeRepeated, ReadsChecksAndWritesWithAnId) {
  EXPECT_TRUE(MayBeRepeated(v1::ListUpdatesRequest()));
  EXPECT_TRUE(MayBeRepeated(v1::ReportRequest()));
  EXPECT_TRUE(MayBeRepeated(v1::WhoAmIRequest()));
  EXPECT_FALSE(MayBeRepeated(v1::CreateTokenRequest()));
  EXPECT_FALSE(MayBeRepeated(v1::CreateBackupRequest()));
  v1::BatchPushUpdatesRequest write;
  EXPECT_FALSE(MayBeRepeated(write));
  write.set_validate_only(true);
  EXPECT_TRUE(MayBeRepeated(write));
  write.set_validate_only(false);
  write.set_request_id(NewRequestId());
  EXPECT_TRUE(MayBeRepeated(write));
}

TEST(NewRequestId, IsAnotherEachTime) {
  EXPECT_EQ(NewRequestId().size(), 32u);
  EXPECT_NE(NewRequestId(), NewRequestId());
}

}  // namespace
}  // namespace sheaf::client
