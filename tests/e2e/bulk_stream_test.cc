// A bulk push sends batches ahead of their answers: a refused one ends it, with nothing behind it
// done.
#include <gtest/gtest.h>

#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

constexpr int kBatches = 40;
constexpr int kRefused = 17;

class BulkStream : public ::testing::Test {
 protected:
  BulkStream() {
    grpc::ClientContext context;
    v1::ImportPlanResponse response;
    const auto stream =
        v1::PlanService::NewStub(server_.Channel())->ImportPlan(&context, &response);
    v1::ImportPlanRequest plan;
    plan.mutable_plan()->set_name("plans/p");
    plan.mutable_plan()->set_title("P");
    v1::Line* line = plan.add_lines();
    line->set_name("plans/p/lines/L");
    line->set_level("measure");
    line->set_title("L");
    stream->Write(plan);
    stream->WritesDone();
    EXPECT_TRUE(stream->Finish().ok());
  }

  static v1::BatchPushUpdatesRequest BatchOf(int number) {
    v1::BatchPushUpdatesRequest batch;
    batch.set_parent("plans/p");
    v1::LineUpdate* item = batch.add_updates();
    item->set_line_code("L");
    item->mutable_update()->set_name("plans/p/lines/L/updates/u" + std::to_string(number));
    item->mutable_update()->set_reported_status("in_progress");
    item->mutable_update()->set_note(std::to_string(number));
    return batch;
  }

  // Sends all batches, `odd` in the place of kRefused, before reading an answer.
  grpc::Status Push(const v1::BatchPushUpdatesRequest& odd, int* answers) {
    grpc::ClientContext context;
    const auto stream = v1::UpdateService::NewStub(server_.Channel())->StreamUpdates(&context);
    for (int i = 0; i < kBatches; ++i) {
      if (!stream->Write(i == kRefused ? odd : BatchOf(i))) break;
    }
    stream->WritesDone();
    v1::BatchPushUpdatesResponse answer;
    for (*answers = 0; stream->Read(&answer); ++*answers) {
      EXPECT_EQ(answer.names(0), BatchOf(*answers).updates(0).update().name());
    }
    return stream->Finish();
  }

  int Held() {
    grpc::ClientContext context;
    v1::ListUpdatesRequest request;
    v1::ListUpdatesResponse page;
    request.set_parent("plans/p");
    request.set_page_size(1000);
    EXPECT_TRUE(
        v1::UpdateService::NewStub(server_.Channel())->ListUpdates(&context, request, &page).ok());
    return page.updates_size();
  }

  RealServer server_{Plugins::kWithout};
};

TEST_F(BulkStream, AnswersEveryBatchInOrder) {
  int answers = 0;
  EXPECT_TRUE(Push(BatchOf(kRefused), &answers).ok());
  EXPECT_EQ(answers, kBatches);
  EXPECT_EQ(Held(), kBatches);
}

TEST_F(BulkStream, EndsWithABatchThatIsWrong) {
  v1::BatchPushUpdatesRequest wrong = BatchOf(kRefused);
  wrong.mutable_updates(0)->mutable_update()->set_reported_status("no such word");
  int answers = 0;
  EXPECT_EQ(Push(wrong, &answers).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(answers, kRefused);
  EXPECT_EQ(Held(), kRefused);
}

TEST_F(BulkStream, EndsWithABatchThatTheLedgerRefuses) {
  v1::BatchPushUpdatesRequest other = BatchOf(3);
  other.mutable_updates(0)->mutable_update()->set_note("another update under the same id");
  int answers = 0;
  EXPECT_EQ(Push(other, &answers).error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(answers, kRefused);
  EXPECT_EQ(Held(), kRefused);
}

}  // namespace
}  // namespace sheaf::e2e
