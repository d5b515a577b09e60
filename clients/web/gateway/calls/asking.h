// One call to the server and all who wait for its answer.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "clients/web/gateway/calls/reply.h"
#include "clients/web/gateway/upstream/upstream.h"

namespace sheaf::gateway {

// Thread-safe.
class Asking : public std::enable_shared_from_this<Asking> {
 public:
  using Answer = std::shared_ptr<const Reply>;
  using Heard = std::function<void(Answer)>;

  // `heard` is called once, on whichever thread has the answer, unless who waits leaves before. The
  // number is what to leave by.
  int64_t Join(Heard heard);
  // The last one who leaves has the call cancelled.
  void Leave(int64_t number);

  // Makes the call, once. `keep` is called with the answer before those who wait.
  void Begin(Upstream* upstream, const Call& call, const ReplyForm& form, Heard keep);

  // Whether everybody has left: then the call is being cancelled, and nobody should join.
  bool IsGivenUp() const;

 private:
  void Tell(const Answer& answer);

  mutable std::mutex mutex_;
  std::shared_ptr<UnaryCall> call_;
  std::map<int64_t, Heard> waiting_;
  int64_t next_number_ = 0;
  Answer answer_;
  bool is_given_up_ = false;
};

}  // namespace sheaf::gateway
