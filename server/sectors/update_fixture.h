// A plan of roads, and batches of updates of its lines, for tests of intake.
#pragma once

#include <string>

#include "server/sectors/intake_fixture.h"

namespace sheaf::sectors {

class UpdateIntakeTest : public IntakeTest {
 protected:
  UpdateIntakeTest() { ImportRoads(); }

  static v1::BatchPushUpdatesRequest Batch() {
    v1::BatchPushUpdatesRequest batch;
    batch.set_parent("plans/roads");
    return batch;
  }

  // Adds an update of `code` and returns it for more.
  static v1::Update& Add(v1::BatchPushUpdatesRequest& batch, const std::string& code,
                         const std::string& status = "completed") {
    auto* item = batch.add_updates();
    item->set_line_code(code);
    item->mutable_update()->set_reported_status(status);
    return *item->mutable_update();
  }

  absl::Status Refused(const v1::BatchPushUpdatesRequest& batch) {
    const auto accepted = AcceptUpdates(intake(), batch);
    EXPECT_EQ(accepted.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(ReasonOf(accepted.status()), "INVALID_UPDATE");
    return accepted.status();
  }

  // The refusal of a batch whose second update is of line A1 and changed by `change`.
  template <typename Change>
  absl::Status RefusedWith(Change change) {
    v1::BatchPushUpdatesRequest batch = Batch();
    Add(batch, "M1");
    change(Add(batch, "A1"));
    absl::Status status = Refused(batch);
    EXPECT_THAT(ProblemsOf(status), ::testing::SizeIs(1)) << status;
    return status;
  }
};

}  // namespace sheaf::sectors
