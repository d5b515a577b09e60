#include "server/api/answer.h"

#include <memory>
#include <utility>

#include "server/api/compression.h"
#include "server/api/error_table.h"
#include "server/api/reading.h"
#include "server/base/failpoint.h"
#include "server/base/status.h"

namespace sheaf::api {

grpc::ServerUnaryReactor* AnswerCaller(const Serving& serving, Executor* executor,
                                       grpc::CallbackServerContext* context, Needs needs,
                                       std::function<absl::Status(const auth::Caller&)> work) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  LetCompress(*context);
  executor->Run([&serving, context, reactor, needs = std::move(needs), work = std::move(work)] {
    // Whoever asked may have gone while the call waited for its turn.
    if (context->IsCancelled()) return reactor->Finish(grpc::Status::CANCELLED);
    const auto caller = Admit(serving, *context, needs);
    reactor->Finish(ToRpc(caller.ok() ? work(*caller) : caller.status()));
  });
  return reactor;
}

grpc::ServerUnaryReactor* Answer(const Serving& serving, Executor* executor,
                                 grpc::CallbackServerContext* context, Needs needs,
                                 std::function<absl::Status()> work) {
  return AnswerCaller(serving, executor, context, std::move(needs),
                      [work = std::move(work)](const auth::Caller&) { return work(); });
}

grpc::ServerUnaryReactor* AnswerRecord(const Serving& serving, grpc::CallbackServerContext* context,
                                       const std::string& name, std::string_view pattern,
                                       const v1::AsOf& as_of,
                                       std::function<absl::Status(const ledger::Record&)> fill) {
  const Needs needs = NeedsToRead(serving, name);
  if (const auto record = ReadInMemory(serving, name, pattern, as_of)) {
    const auto caller = Admit(serving, *context, needs);
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(ToRpc(caller.ok() ? fill(*record) : caller.status()));
    return reactor;
  }
  return Answer(serving, serving.quick, context, needs,
                [&, pattern, fill = std::move(fill)]() -> absl::Status {
                  SHEAF_ASSIGN_OR_RETURN(const auto record,
                                         ReadRecord(serving, name, pattern, as_of));
                  return fill(record);
                });
}

void CommitAccepted(
    const Serving& serving, const std::string& actor, sectors::Accepted accepted,
    std::function<void(const sectors::Accepted&, absl::StatusOr<ledger::Receipt>)> done) {
  Failpoint("api.checked");
  ledger::Request request = std::move(accepted.request);
  request.actor = actor;
  auto kept = std::make_shared<sectors::Accepted>(std::move(accepted));
  Executor* quick = serving.quick;
  serving.ledger->Commit(std::move(request), [quick, kept, done = std::move(done)](
                                                 absl::StatusOr<ledger::Receipt> receipt) {
    quick->Run([kept, done, receipt = std::move(receipt)] {
      Failpoint("api.before_answer");
      done(*kept, receipt);
    });
  });
}

grpc::ServerUnaryReactor* AnswerWrite(
    const Serving& serving, grpc::CallbackServerContext* context, Needs needs,
    std::function<absl::StatusOr<sectors::Accepted>(const sectors::Intake&)> accept,
    std::function<absl::Status(const sectors::Accepted&, const ledger::Receipt&)> reply) {
  return AnswerWrite(serving, serving.quick, context, std::move(needs), std::move(accept),
                     std::move(reply));
}

grpc::ServerUnaryReactor* AnswerWrite(
    const Serving& serving, Executor* executor, grpc::CallbackServerContext* context, Needs needs,
    std::function<absl::StatusOr<sectors::Accepted>(const sectors::Intake&)> accept,
    std::function<absl::Status(const sectors::Accepted&, const ledger::Receipt&)> reply) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  if (serving.open_calls->ending()) {
    reactor->Finish(ToRpc(ServerEnding(
        "the server is ending and nothing was written; send the request again when it is back")));
    return reactor;
  }
  auto finish = [reactor, reply = std::move(reply)](
                    const sectors::Accepted& accepted,
                    const absl::StatusOr<ledger::Receipt>& receipt) {
    reactor->Finish(ToRpc(receipt.ok() ? reply(accepted, *receipt) : receipt.status()));
  };
  executor->Run([&serving, context, reactor, needs = std::move(needs), accept = std::move(accept),
                 finish = std::move(finish)] {
    Failpoint("api.taken");
    const auto caller = Admit(serving, *context, needs);
    if (!caller.ok()) return reactor->Finish(ToRpc(caller.status()));
    absl::StatusOr<sectors::Accepted> accepted = accept(serving.intake(caller->actor()));
    if (!accepted.ok()) return reactor->Finish(ToRpc(accepted.status()));
    CommitAccepted(serving, caller->actor(), *std::move(accepted), finish);
  });
  return reactor;
}

}  // namespace sheaf::api
