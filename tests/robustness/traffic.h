// Random writes from several users at once, and what became of each.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/robustness/operation.h"

namespace sheaf::robustness {

using Random = std::mt19937_64;

// What the users share: names that they can correct and withdraw, and how far the server is known
// to be. Thread-safe.
class CommonGround {
 public:
  void Acknowledge(const Answer& answer);
  int64_t acknowledged() const { return acknowledged_; }
  void AddName(const std::string& name);
  // Any name that was added; "" where there is none.
  std::string AnyName(Random& random, const std::string& infix) const;

 private:
  std::atomic<int64_t> acknowledged_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> names_;
};

// One user: sends writes one after the other, now and then two at once, repeats what it does not
// know the fate of, and remembers everything. One thread at a time.
class User {
 public:
  User(std::string id, CommonGround* ground) : id_(std::move(id)), ground_(ground) {}

  // Sends writes to `channel` until the server is lost or `stop` is set.
  void Write(const std::shared_ptr<grpc::Channel>& channel, Random& random,
             const std::atomic<bool>& stop);

  // Everything it ever sent. References stay valid.
  std::deque<Operation>& operations() { return operations_; }
  // What it saw that no server may do.
  const std::vector<std::string>& complaints() const { return complaints_; }
  // True where the last Write ended because the server was lost.
  bool lost_server() const { return lost_server_; }

 private:
  Operation& NewOperation(Random& random);
  bool Perform(Client& client, Operation& operation);
  bool PerformTwice(const std::shared_ptr<grpc::Channel>& channel, Operation& operation);
  bool Abandon(Client& client, Random& random);
  bool PerformStream(Client& client, Random& random);
  bool Repeat(Client& client, Random& random);
  bool ReuseId(Client& client, Random& random);
  bool ReadOwn(Client& client, const Operation& operation);
  bool Review(const std::shared_ptr<grpc::Channel>& channel, Client& client, Random& random);
  bool Step(const std::shared_ptr<grpc::Channel>& channel, Client& client, Random& random);
  void Settle(Operation& operation, const grpc::Status& status, const Answer& answer);
  void SetId(Request& request, std::string* actor, Random& random);

  const std::string id_;
  CommonGround* const ground_;
  std::deque<Operation> operations_;
  std::vector<std::string> complaints_;
  int next_id_ = 0;
  bool lost_server_ = false;
};

}  // namespace sheaf::robustness
