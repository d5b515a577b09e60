// What a server that was started again holds, against the model and against what it said before.
#pragma once

#include <grpcpp/grpcpp.h>

#include <deque>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "sheaf/v1/change_service.grpc.pb.h"
#include "sheaf/v1/clocks.pb.h"
#include "tests/robustness/model.h"
#include "tests/robustness/operation.h"

namespace sheaf::robustness {

// Keeps the model in step with the history, restart after restart. One thread.
class HistoryCheck {
 public:
  // Takes over what the server has committed since the last call: each revision must be the whole
  // effect of one of `operations`, on top of the revision before; every answered operation must be
  // there as it was answered. Then reads all of it again. What is wrong goes to complaints().
  void Restarted(const std::shared_ptr<grpc::Channel>& channel,
                 const std::vector<std::deque<Operation>*>& operations, std::mt19937_64& random);

  const std::vector<std::string>& complaints() const { return complaints_; }
  int64_t head() const { return head_; }
  const Model& model() const { return model_; }

 private:
  using Commit = std::vector<Effect>;

  void Complain(const std::string& text) { complaints_.push_back(text); }
  // All changes after `after`, by revision; they must be 1, 2, 3 ... without a gap.
  std::map<int64_t, Commit> ChangesAfter(const std::shared_ptr<grpc::Channel>& channel,
                                         int64_t after);
  void Index(const std::vector<std::deque<Operation>*>& operations);
  void Adopt(int64_t revision, const Commit& commit);
  void AdoptAs(Operation& operation, int64_t revision, const Commit& commit);
  void CheckAnswer(Operation& operation);
  bool Explains(const Operation& operation) const;
  void CheckPast(const std::map<int64_t, Commit>& history);
  void CheckReads(const std::shared_ptr<grpc::Channel>& channel, int64_t revision);
  void CheckSame(const std::string& what, int64_t revision, const std::string& bytes);
  void CheckReports(const std::shared_ptr<grpc::Channel>& channel, int64_t revision);

  Model model_;
  int64_t head_ = 0;
  std::map<std::pair<std::string, std::string>, Operation*> by_id_;
  std::vector<size_t> settled_;  // how many operations of each user need no second look
  std::map<int64_t, Commit> past_;
  // What a read or report at a past revision gave when it was first asked for.
  std::map<std::pair<std::string, int64_t>, std::string> first_answers_;
  std::vector<int64_t> samples_;
  std::vector<std::string> complaints_;
};

}  // namespace sheaf::robustness
