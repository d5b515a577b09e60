// Watchers as a client program has them: a few connections, and any number of watches that need no
// thread each.
#pragma once

#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "sheaf/v1/watch_service.grpc.pb.h"

namespace sheaf::e2e {

// Revision and resource of a change.
using Seen = std::pair<int64_t, std::string>;

// One watch. Reads all the time, or, told so, nothing beyond the first message.
class Follower : public grpc::ClientReadReactor<v1::WatchResponse> {
 public:
  enum class Reads { kAll, kOnlyTheFirst };

  Follower(const std::shared_ptr<grpc::Channel>& channel, const v1::WatchRequest& request,
           Reads reads = Reads::kAll);
  // Cancels, and waits for the end.
  ~Follower() override;

  // Waits until all up to `revision` has come; false where the watch ends before.
  bool WaitThrough(int64_t revision);
  // Where it reads only the first: reads all from now on.
  void ReadOn();
  // Waits for the watch to end, by the server's doing.
  grpc::Status WaitForEnd();

  std::vector<Seen> seen() const;
  int64_t complete_through() const;

  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

 private:
  const v1::WatchRequest request_;
  Reads reads_;
  grpc::ClientContext context_;
  const std::unique_ptr<v1::WatchService::Stub> stub_;
  v1::WatchResponse message_;

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<Seen> seen_;
  int64_t complete_through_ = -1;
  bool in_order_ = true;
  bool held_ = false;
  bool ended_ = false;
  grpc::Status end_;
};

// What there is to be seen, by the server's own list of changes.
std::vector<Seen> ChangesAfter(const std::shared_ptr<grpc::Channel>& channel, int64_t revision);
// Those of `changes` after `revision` that are `resource` or under it; "" for all.
std::vector<Seen> Under(const std::vector<Seen>& changes, int64_t revision,
                        const std::string& resource);

// The reason and the metadata `resume_after` of a status.
struct Told {
  std::string reason;
  int64_t resume_after = -1;
};
Told ToldBy(const grpc::Status& status);

}  // namespace sheaf::e2e
