#include "clients/cpp/bulk_push.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace sheaf::client {
namespace {

using ::testing::ElementsAre;

// A server at the other end of a real connection. It answers as the contract says, and ends the
// stream where a test wants it to.
class Receiver final : public v1::UpdateService::Service {
 public:
  grpc::Status StreamUpdates(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<v1::BatchPushUpdatesResponse, v1::BatchPushUpdatesRequest>* stream)
      override {
    const auto user = context->client_metadata().find("sheaf-user");
    if (user != context->client_metadata().end()) {
      caller = std::string(user->second.data(), user->second.size());
    }
    ++streams;
    v1::BatchPushUpdatesRequest batch;
    while (stream->Read(&batch)) {
      if (sizes.size() == batches_before_the_end) return end;
      sizes.push_back(batch.updates_size());
      request_ids.push_back(batch.request_id());
      if (answers_lost.contains(sizes.size())) return end;
      v1::BatchPushUpdatesResponse answer;
      answer.set_revision(static_cast<int64_t>(sizes.size()));
      answer.set_pushed(batch.updates_size() - 1);
      answer.set_unchanged(1);
      stream->Write(answer);
    }
    return grpc::Status::OK;
  }

  int streams = 0;
  std::vector<int> sizes;
  std::vector<std::string> request_ids;
  std::string caller;
  size_t batches_before_the_end = 1000;
  // After so many batches, counted from 1, a stream ends without the answer.
  std::set<size_t> answers_lost;
  grpc::Status end;
};

class BulkPushTest : public ::testing::Test {
 protected:
  void SetUp() override {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&receiver_);
    server_ = builder.BuildAndStart();
    auto connection =
        Connection::Open({.target = "127.0.0.1:" + std::to_string(port), .user = "officer"});
    ASSERT_TRUE(connection.ok());
    connection_ = std::move(*connection);
  }

  static std::vector<v1::LineUpdate> Updates(size_t count, size_t narrative_bytes = 1) {
    v1::LineUpdate update;
    update.set_line_code("EN-1");
    update.mutable_update()->set_narrative(std::string(narrative_bytes, 'x'));
    return std::vector<v1::LineUpdate>(count, update);
  }

  absl::Status Push(size_t count) {
    BulkPushOptions options = {.batch_size = 10, .window = 3};
    options.request_id = "push";
    options.retry.attempts_max = 3;
    options.retry.sleep = [this](std::chrono::milliseconds) { ++waits_; };
    options.on_progress = [this](size_t durable, size_t total) {
      EXPECT_EQ(total, count_);
      progress_.push_back(durable);
    };
    count_ = count;
    return BulkPush(*connection_, "plans/energy", Updates(count), options, &result_);
  }

  Receiver receiver_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Connection> connection_;
  BulkPushResult result_;
  size_t count_ = 0;
  int waits_ = 0;
  std::vector<size_t> progress_;
};

TEST_F(BulkPushTest, SendsAllInOrderAndAddsUpTheAnswers) {
  ASSERT_TRUE(Push(95).ok());
  EXPECT_THAT(receiver_.sizes, ElementsAre(10, 10, 10, 10, 10, 10, 10, 10, 10, 5));
  EXPECT_EQ(result_.durable, 95u);
  EXPECT_EQ(result_.pushed, 85);
  EXPECT_EQ(result_.unchanged, 10);
  EXPECT_EQ(result_.revision, 10);
  EXPECT_EQ(receiver_.caller, "officer");
}

TEST_F(BulkPushTest, NothingIsNothing) {
  EXPECT_TRUE(Push(0).ok());
  EXPECT_EQ(result_.durable, 0u);
}

TEST_F(BulkPushTest, AfterARefusalItKnowsWhatIsDurableAndWhichRowIsWrong) {
  google::rpc::BadRequest bad_request;
  bad_request.add_field_violations()->set_field("rows[3].reported_status");
  google::rpc::Status details;
  details.add_details()->PackFrom(bad_request);
  receiver_.batches_before_the_end = 4;
  receiver_.end = grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "an unknown status",
                               details.SerializeAsString());
  const absl::Status status = Push(95);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(result_.durable, 40u);
  EXPECT_EQ(result_.revision, 4);
  ASSERT_EQ(ProblemsOf(status).size(), 1u);
  EXPECT_EQ(ProblemsOf(status)[0].row, 43);
}

TEST_F(BulkPushTest, AfterTheLineBrokeItGoesOnWhereItStopped) {
  receiver_.answers_lost = {3, 5};
  receiver_.end = grpc::Status(grpc::StatusCode::UNAVAILABLE, "Socket closed");
  const absl::Status status = Push(55);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(receiver_.streams, 3);
  EXPECT_THAT(receiver_.request_ids, ElementsAre("push/0", "push/1", "push/2", "push/2", "push/3",
                                                 "push/3", "push/4", "push/5"))
      << "what has no answer goes again, as the same request";
  EXPECT_EQ(result_.durable, 55u);
  EXPECT_EQ(result_.pushed, 49);
  EXPECT_THAT(progress_, ElementsAre(10, 20, 30, 40, 50, 55));
}

TEST_F(BulkPushTest, ABreakWithProgressCountsAsTheFirst) {
  receiver_.answers_lost = {2, 4, 6, 8, 10, 12};
  receiver_.end = grpc::Status(grpc::StatusCode::UNAVAILABLE, "Socket closed");
  EXPECT_TRUE(Push(60).ok());
  EXPECT_EQ(receiver_.streams, 6);
}

TEST_F(BulkPushTest, AServerThatEndsTooEarlyIsAnErrorAfterAFewAttempts) {
  receiver_.batches_before_the_end = 2;
  const absl::Status status = Push(95);
  EXPECT_TRUE(IsUnreachable(status)) << status;
  EXPECT_EQ(result_.durable, 20u);
  EXPECT_EQ(waits_, 2);
}

TEST_F(BulkPushTest, ARefusalIsNotSentAgain) {
  receiver_.batches_before_the_end = 2;
  receiver_.end = grpc::Status(grpc::StatusCode::PERMISSION_DENIED, "not your sector");
  EXPECT_TRUE(absl::IsPermissionDenied(Push(95)));
  EXPECT_EQ(receiver_.streams, 1);
}

TEST_F(BulkPushTest, AServerThatIsGoneIsUnreachable) {
  server_->Shutdown();
  EXPECT_TRUE(IsUnreachable(Push(20)));
  EXPECT_EQ(result_.durable, 0u);
}

TEST_F(BulkPushTest, BatchesOfLongTextsAreSmaller) {
  const auto batches = IntoBatches("plans/energy", Updates(100, 100'000), 500);
  ASSERT_GT(batches.size(), 1u);
  int total = 0;
  for (const auto& batch : batches) {
    EXPECT_LT(batch.ByteSizeLong(), 4u << 20);
    EXPECT_EQ(batch.parent(), "plans/energy");
    total += batch.updates_size();
  }
  EXPECT_EQ(total, 100);
}

}  // namespace
}  // namespace sheaf::client
