// One write as a client sends it, and what came of it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "grpcpp/grpcpp.h"
#include "sheaf/v1/change_service.grpc.pb.h"
#include "sheaf/v1/member_state_service.grpc.pb.h"
#include "sheaf/v1/observation_service.grpc.pb.h"
#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/review_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"

namespace sheaf::robustness {

// Every kind of write. An import is one message here, and sent as several.
using Request =
    std::variant<v1::ImportPlanRequest, v1::PushUpdateRequest, v1::BatchPushUpdatesRequest,
                 v1::CorrectUpdateRequest, v1::WithdrawRequest, v1::RecordFiguresRequest,
                 v1::PutMemberStatesRequest, v1::ReviewUpdatesRequest>;

const std::string& RequestIdOf(const Request& request);
bool IsValidateOnly(const Request& request);
// For people: the kind, and what it is about.
std::string Describe(const Request& request);

// What an answer says, of whichever kind. Counts that a kind does not state are 0.
struct Answer {
  int64_t revision = 0;
  int created = 0;
  int changed = 0;
  int unchanged = 0;
  std::vector<std::string> names;     // of a push: in the order of its items
  std::vector<std::string> vanished;  // of an import
  friend bool operator==(const Answer&, const Answer&) = default;
};
std::string Describe(const Answer& answer);

struct Operation {
  std::string actor;  // as the ledger records it
  Request request;
  // The newest revision that was acknowledged to anybody before this was first sent.
  int64_t after = 0;
  // What the server said; nothing while that is not known.
  std::optional<grpc::StatusCode> code;
  std::string error;
  Answer answer;
  // Where the history has it; 0 where it does not.
  int64_t revision = 0;
  // What the model says that the answer must be; set together with `revision`.
  Answer expected;
};

// True for what a client is told when the server goes away: the write may be there or not.
bool IsLost(const grpc::Status& status);

// Sends operations of one user. One thread at a time.
class Client {
 public:
  Client(const std::shared_ptr<grpc::Channel>& channel, std::string user);

  // Sends it and waits. `answer` is set where the status is OK.
  grpc::Status Send(const Request& request, Answer* answer);
  // Sends batches over one stream, all before the first answer is read. How many were answered; the
  // status is that of the stream.
  grpc::Status Stream(const std::vector<const v1::BatchPushUpdatesRequest*>& batches,
                      std::vector<Answer>* answers);
  // Sends the first half of an import and goes away.
  grpc::Status Abandon(const v1::ImportPlanRequest& whole);
  // The update as it is now.
  grpc::Status Get(const std::string& name, v1::Update* update);

  const std::string& user() const { return user_; }

 private:
  std::unique_ptr<grpc::ClientContext> NewContext() const;
  template <typename Stub, typename Call, typename Message>
  grpc::Status Unary(Stub& stub, Call call, const Message& message, Answer* answer);
  grpc::Status Import(const v1::ImportPlanRequest& whole, Answer* answer);

  const std::string user_;
  std::unique_ptr<v1::PlanService::Stub> plans_;
  std::unique_ptr<v1::UpdateService::Stub> updates_;
  std::unique_ptr<v1::ChangeService::Stub> changes_;
  std::unique_ptr<v1::ObservationService::Stub> observations_;
  std::unique_ptr<v1::MemberStateService::Stub> member_states_;
  std::unique_ptr<v1::ReviewService::Stub> reviews_;
};

}  // namespace sheaf::robustness
