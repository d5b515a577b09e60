#include "tests/e2e/follower.h"

#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "sheaf/v1/change_service.grpc.pb.h"

namespace sheaf::e2e {

Follower::Follower(const std::shared_ptr<grpc::Channel>& channel, const v1::WatchRequest& request,
                   Reads reads)
    : request_(request), reads_(reads), stub_(v1::WatchService::NewStub(channel)) {
  stub_->async()->Watch(&context_, &request_, this);
  StartRead(&message_);
  // A read that is held back must not end the call.
  AddHold();
  StartCall();
}

Follower::~Follower() {
  context_.TryCancel();
  bool was_held = false;
  {
    const std::lock_guard lock(mutex_);
    was_held = std::exchange(held_, false);
  }
  if (was_held) RemoveHold();
  WaitForEnd();
}

void Follower::OnReadDone(bool ok) {
  if (!ok) return RemoveHold();
  const std::lock_guard lock(mutex_);
  in_order_ = in_order_ && message_.complete_through() >= complete_through_;
  EXPECT_TRUE(in_order_);
  complete_through_ = message_.complete_through();
  for (const v1::Change& change : message_.changes()) {
    seen_.emplace_back(change.revision(), change.resource());
  }
  changed_.notify_all();
  if (reads_ == Reads::kAll) {
    StartRead(&message_);
  } else {
    held_ = true;
  }
}

void Follower::ReadOn() {
  const std::lock_guard lock(mutex_);
  reads_ = Reads::kAll;
  if (std::exchange(held_, false)) StartRead(&message_);
}

void Follower::OnDone(const grpc::Status& status) {
  const std::lock_guard lock(mutex_);
  end_ = status;
  ended_ = true;
  changed_.notify_all();
}

bool Follower::WaitThrough(int64_t revision) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return ended_ || complete_through_ >= revision; });
  return complete_through_ >= revision;
}

grpc::Status Follower::WaitForEnd() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return ended_; });
  return end_;
}

std::vector<Seen> Follower::seen() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

int64_t Follower::complete_through() const {
  const std::lock_guard lock(mutex_);
  return complete_through_;
}

std::vector<Seen> ChangesAfter(const std::shared_ptr<grpc::Channel>& channel, int64_t revision) {
  const auto stub = v1::ChangeService::NewStub(channel);
  std::vector<Seen> changes;
  v1::ListChangesRequest request;
  request.set_from_revision(revision + 1);
  request.set_page_size(1000);
  do {
    grpc::ClientContext context;
    v1::ListChangesResponse page;
    const grpc::Status status = stub->ListChanges(&context, request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    for (const v1::Change& change : page.changes()) {
      changes.emplace_back(change.revision(), change.resource());
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return changes;
}

std::vector<Seen> Under(const std::vector<Seen>& changes, int64_t revision,
                        const std::string& resource) {
  std::vector<Seen> under;
  for (const Seen& change : changes) {
    const bool fits = resource.empty() || change.second == resource ||
                      change.second.rfind(resource + "/", 0) == 0;
    if (fits && change.first > revision) under.push_back(change);
  }
  return under;
}

Told ToldBy(const grpc::Status& status) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  Told told;
  if (!details.ParseFromString(status.error_details())) return told;
  for (const auto& detail : details.details()) {
    if (!detail.UnpackTo(&info)) continue;
    told.reason = info.reason();
    const auto after = info.metadata().find("resume_after");
    if (after != info.metadata().end()) told.resume_after = std::stoll(after->second);
  }
  return told;
}

}  // namespace sheaf::e2e
