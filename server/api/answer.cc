#include "server/api/answer.h"

#include <memory>
#include <utility>

#include "server/api/error_table.h"
#include "server/api/reading.h"
#include "server/auth/caller.h"
#include "server/base/failpoint.h"
#include "server/base/status.h"

namespace sheaf::api {

std::string ActorOf(const grpc::CallbackServerContext& context) {
  const auto user = context.client_metadata().find("sheaf-user");
  if (user == context.client_metadata().end()) return auth::LocalActor("");
  return auth::LocalActor(std::string_view(user->second.data(), user->second.size()));
}

grpc::ServerUnaryReactor* Answer(Executor* executor, grpc::CallbackServerContext* context,
                                 std::function<absl::Status()> work) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  executor->Run([context, reactor, work = std::move(work)] {
    // Whoever asked may have gone while the call waited for its turn.
    reactor->Finish(context->IsCancelled() ? grpc::Status::CANCELLED : ToRpc(work()));
  });
  return reactor;
}

grpc::ServerUnaryReactor* AnswerRecord(const Serving& serving, grpc::CallbackServerContext* context,
                                       const std::string& name, std::string_view pattern,
                                       const v1::AsOf& as_of,
                                       std::function<absl::Status(const ledger::Record&)> fill) {
  if (const auto record = ReadInMemory(serving, name, pattern, as_of)) {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(ToRpc(fill(*record)));
    return reactor;
  }
  return Answer(serving.quick, context, [&, pattern, fill = std::move(fill)]() -> absl::Status {
    SHEAF_ASSIGN_OR_RETURN(const auto record, ReadRecord(serving, name, pattern, as_of));
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
    const Serving& serving, grpc::CallbackServerContext* context,
    std::function<absl::StatusOr<sectors::Accepted>()> accept,
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
  serving.quick->Run([&serving, reactor, actor = ActorOf(*context), accept = std::move(accept),
                      finish = std::move(finish)] {
    Failpoint("api.taken");
    absl::StatusOr<sectors::Accepted> accepted = accept();
    if (!accepted.ok()) return reactor->Finish(ToRpc(accepted.status()));
    CommitAccepted(serving, actor, *std::move(accepted), finish);
  });
  return reactor;
}

}  // namespace sheaf::api
