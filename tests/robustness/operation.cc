#include "tests/robustness/operation.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace sheaf::robustness {
namespace {

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

Answer Read(const v1::ImportPlanResponse& from) {
  Answer answer{from.revision(), from.created(), from.changed(), from.unchanged(), {}, {}};
  answer.vanished.assign(from.vanished().begin(), from.vanished().end());
  return answer;
}

Answer Read(const v1::PushUpdateResponse& from) {
  Answer answer{from.revision(),
                from.outcome() == v1::PUSHED,
                from.outcome() == v1::CORRECTED,
                from.outcome() == v1::UNCHANGED,
                {},
                {}};
  if (!from.update().name().empty()) answer.names = {from.update().name()};
  return answer;
}

Answer Read(const v1::BatchPushUpdatesResponse& from) {
  Answer answer{from.revision(), from.pushed(), 0, from.unchanged(), {}, {}};
  answer.names.assign(from.names().begin(), from.names().end());
  return answer;
}

Answer Read(const v1::WithdrawResponse& from) { return {from.revision(), 0, 0, 0, {}, {}}; }

Answer Read(const v1::RecordFiguresResponse& from) {
  return {from.revision(), from.created(), 0, from.unchanged(), {}, {}};
}

Answer Read(const v1::ReviewUpdatesResponse& from) {
  return {from.revision(), 0, from.changed(), from.unchanged(), {}, {}};
}

Answer Read(const v1::PutMemberStatesResponse& from) {
  return {from.revision(), from.created(), from.changed(), from.unchanged(), {}, {}};
}

// The first half of the lines; the rest of the plan is left in `second`.
v1::ImportPlanRequest Halved(const v1::ImportPlanRequest& whole, v1::ImportPlanRequest* second) {
  v1::ImportPlanRequest first = whole;
  for (int i = whole.lines_size() / 2; i < whole.lines_size(); ++i) {
    *second->add_lines() = whole.lines(i);
  }
  first.mutable_lines()->DeleteSubrange(whole.lines_size() / 2, second->lines_size());
  return first;
}

}  // namespace

const std::string& RequestIdOf(const Request& request) {
  return std::visit([](const auto& each) -> const std::string& { return each.request_id(); },
                    request);
}

bool IsValidateOnly(const Request& request) {
  return std::visit([](const auto& each) { return each.validate_only(); }, request);
}

std::string Describe(const Request& request) {
  return std::visit(
      [](const auto& each) {
        return absl::StrCat(each.GetDescriptor()->name(), " { ", each.ShortDebugString(), " }");
      },
      request);
}

std::string Describe(const Answer& answer) {
  return absl::StrCat("revision ", answer.revision, ", ", answer.created, " created, ",
                      answer.changed, " changed, ", answer.unchanged, " unchanged, names [",
                      absl::StrJoin(answer.names, " "), "], vanished [",
                      absl::StrJoin(answer.vanished, " "), "]");
}

bool IsLost(const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::INTERNAL:
    case grpc::StatusCode::CANCELLED:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return true;
    default:
      return false;
  }
}

Client::Client(const std::shared_ptr<grpc::Channel>& channel, std::string user)
    : user_(std::move(user)),
      plans_(v1::PlanService::NewStub(channel)),
      updates_(v1::UpdateService::NewStub(channel)),
      changes_(v1::ChangeService::NewStub(channel)),
      observations_(v1::ObservationService::NewStub(channel)),
      member_states_(v1::MemberStateService::NewStub(channel)),
      reviews_(v1::ReviewService::NewStub(channel)) {}

std::unique_ptr<grpc::ClientContext> Client::NewContext() const {
  auto context = std::make_unique<grpc::ClientContext>();
  context->AddMetadata("sheaf-user", user_);
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  return context;
}

template <typename Stub, typename Call, typename Message>
grpc::Status Client::Unary(Stub& stub, Call call, const Message& message, Answer* answer) {
  const auto context = NewContext();
  const auto read = [&](auto response) {
    const grpc::Status status = (stub.*call)(context.get(), message, &response);
    if (status.ok()) *answer = Read(response);
    return status;
  };
  if constexpr (std::is_same_v<Message, v1::BatchPushUpdatesRequest>) {
    return read(v1::BatchPushUpdatesResponse());
  } else if constexpr (std::is_same_v<Message, v1::WithdrawRequest>) {
    return read(v1::WithdrawResponse());
  } else if constexpr (std::is_same_v<Message, v1::RecordFiguresRequest>) {
    return read(v1::RecordFiguresResponse());
  } else if constexpr (std::is_same_v<Message, v1::PutMemberStatesRequest>) {
    return read(v1::PutMemberStatesResponse());
  } else if constexpr (std::is_same_v<Message, v1::ReviewUpdatesRequest>) {
    return read(v1::ReviewUpdatesResponse());
  } else {
    return read(v1::PushUpdateResponse());
  }
}

grpc::Status Client::Import(const v1::ImportPlanRequest& whole, Answer* answer) {
  const auto context = NewContext();
  v1::ImportPlanResponse response;
  const auto stream = plans_->ImportPlan(context.get(), &response);
  v1::ImportPlanRequest second;
  const v1::ImportPlanRequest first = Halved(whole, &second);
  if (stream->Write(first) && stream->Write(second)) stream->WritesDone();
  const grpc::Status status = stream->Finish();
  if (status.ok()) *answer = Read(response);
  return status;
}

grpc::Status Client::Abandon(const v1::ImportPlanRequest& whole) {
  const auto context = NewContext();
  v1::ImportPlanResponse response;
  v1::ImportPlanRequest rest;
  const auto stream = plans_->ImportPlan(context.get(), &response);
  stream->Write(Halved(whole, &rest));
  context->TryCancel();
  return stream->Finish();
}

grpc::Status Client::Send(const Request& request, Answer* answer) {
  return std::visit(
      Overloaded{[&](const v1::ImportPlanRequest& each) { return Import(each, answer); },
                 [&](const v1::PushUpdateRequest& each) {
                   return Unary(*updates_, &v1::UpdateService::Stub::PushUpdate, each, answer);
                 },
                 [&](const v1::BatchPushUpdatesRequest& each) {
                   return Unary(*updates_, &v1::UpdateService::Stub::BatchPushUpdates, each,
                                answer);
                 },
                 [&](const v1::CorrectUpdateRequest& each) {
                   return Unary(*updates_, &v1::UpdateService::Stub::CorrectUpdate, each, answer);
                 },
                 [&](const v1::WithdrawRequest& each) {
                   return Unary(*changes_, &v1::ChangeService::Stub::Withdraw, each, answer);
                 },
                 [&](const v1::RecordFiguresRequest& each) {
                   return Unary(*observations_, &v1::ObservationService::Stub::RecordFigures, each,
                                answer);
                 },
                 [&](const v1::ReviewUpdatesRequest& each) {
                   return Unary(*reviews_, &v1::ReviewService::Stub::ReviewUpdates, each, answer);
                 },
                 [&](const v1::PutMemberStatesRequest& each) {
                   return Unary(*member_states_, &v1::MemberStateService::Stub::PutMemberStates,
                                each, answer);
                 }},
      request);
}

grpc::Status Client::Stream(const std::vector<const v1::BatchPushUpdatesRequest*>& batches,
                            std::vector<Answer>* answers) {
  const auto context = NewContext();
  const auto stream = updates_->StreamUpdates(context.get());
  for (const auto* batch : batches) {
    if (!stream->Write(*batch)) break;
  }
  stream->WritesDone();
  v1::BatchPushUpdatesResponse response;
  while (stream->Read(&response)) answers->push_back(Read(response));
  return stream->Finish();
}

grpc::Status Client::Get(const std::string& name, v1::Update* update) {
  const auto context = NewContext();
  v1::GetUpdateRequest request;
  request.set_name(name);
  return updates_->GetUpdate(context.get(), request, update);
}

}  // namespace sheaf::robustness
