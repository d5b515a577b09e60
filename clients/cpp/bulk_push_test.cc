#include "clients/cpp/bulk_push.h"

#include <memory>
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
    v1::BatchPushUpdatesRequest batch;
    while (stream->Read(&batch)) {
      if (sizes.size() == batches_before_the_end) return end;
      sizes.push_back(batch.updates_size());
      v1::BatchPushUpdatesResponse answer;
      answer.set_revision(static_cast<int64_t>(sizes.size()));
      answer.set_pushed(batch.updates_size() - 1);
      answer.set_unchanged(1);
      stream->Write(answer);
    }
    return grpc::Status::OK;
  }

  std::vector<int> sizes;
  std::string caller;
  size_t batches_before_the_end = 1000;
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
    return BulkPush(*connection_, "plans/energy", Updates(count), {.batch_size = 10, .window = 3},
                    &result_);
  }

  Receiver receiver_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Connection> connection_;
  BulkPushResult result_;
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

TEST_F(BulkPushTest, AServerThatEndsTooEarlyIsAnError) {
  receiver_.batches_before_the_end = 2;
  const absl::Status status = Push(95);
  EXPECT_TRUE(IsUnreachable(status)) << status;
  EXPECT_EQ(result_.durable, 20u);
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
