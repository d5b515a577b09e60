// A ledger with records that watchers can be shown, and messages as a client reads them.
#pragma once

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "server/ledger/ledger_fixture.h"
#include "server/watchers/feed.h"
#include "sheaf/v1/member_state.pb.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/watch_service.grpc.pb.h"

namespace sheaf::watchers {

inline std::string PlanOf(const std::string& sector, const std::string& title = "") {
  v1::Plan plan;
  plan.set_sector(sector);
  plan.set_title(title);
  return plan.SerializeAsString();
}

inline std::string StateOf(const std::string& title) {
  v1::MemberState state;
  state.set_title(title);
  return state.SerializeAsString();
}

inline v1::WatchResponse Read(const grpc::ByteBuffer& bytes) {
  v1::WatchResponse response;
  grpc::ByteBuffer copy = bytes;
  EXPECT_TRUE(grpc::SerializationTraits<v1::WatchResponse>::Deserialize(&copy, &response).ok());
  return response;
}

// "2 plans/energy" for each change of `response`.
inline std::vector<std::string> Told(const v1::WatchResponse& response) {
  std::vector<std::string> told;
  for (const v1::Change& change : response.changes()) {
    told.push_back(std::to_string(change.revision()) + " " + change.resource());
  }
  return told;
}

class WatchersTest : public ledger::LedgerTest {
 protected:
  WatchersTest() { EXPECT_TRUE(ledger_->AddObserver(&feed_).ok()); }
  // The feed goes first, as members do; the ledger may still tell it.
  ~WatchersTest() override { ledger_ = nullptr; }

  // A revision of lines of "plans/energy" with titles of `bytes`.
  ledger::Revision PutLines(size_t count, size_t bytes = 10) {
    v1::Line line;
    line.set_title(std::string(bytes, 'x'));
    std::vector<ledger::Write> writes;
    for (size_t i = 0; i < count; ++i) {
      line.set_position(static_cast<int32_t>(++lines_));
      writes.push_back(Make("plans/energy/lines/L" + std::to_string(i), line.SerializeAsString()));
    }
    return Commit(std::move(writes)).value().revision;
  }

  Feed feed_;
  int64_t lines_ = 0;
};

}  // namespace sheaf::watchers
