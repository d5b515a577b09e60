// Answering calls without holding an RPC thread: the work goes to an executor, and writes finish
// when they are on disk.
#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/api/admission.h"
#include "server/api/serving.h"
#include "sheaf/v1/clocks.pb.h"

namespace sheaf::api {

// Runs `work` on `executor`, where the caller has what the call needs, and finishes the call with
// what it returns. The request and response that `work` refers to live until then.
grpc::ServerUnaryReactor* Answer(const Serving& serving, Executor* executor,
                                 grpc::CallbackServerContext* context, Needs needs,
                                 std::function<absl::Status()> work);
// The same, for work that is the caller's.
grpc::ServerUnaryReactor* AnswerCaller(const Serving& serving, Executor* executor,
                                       grpc::CallbackServerContext* context, Needs needs,
                                       std::function<absl::Status(const auth::Caller&)> work);

// Answers whoever may read it with the record `name`, where that fits `pattern`, as of `as_of`: at
// once where memory holds it, otherwise from the quick executor. `name` and `as_of` are of the
// request; `fill` puts the record into the response, and waits for nothing.
grpc::ServerUnaryReactor* AnswerRecord(const Serving& serving, grpc::CallbackServerContext* context,
                                       const std::string& name, std::string_view pattern,
                                       const v1::AsOf& as_of,
                                       std::function<absl::Status(const ledger::Record&)> fill);

// Checks a request on the quick executor, commits it, and finishes the call once it is on disk.
// UNAVAILABLE (SERVER_ENDING) where the server ends already.
// `accept` checks, as what the caller asks for; `reply` fills the response in from what was
// committed, and runs where it may block.
grpc::ServerUnaryReactor* AnswerWrite(
    const Serving& serving, grpc::CallbackServerContext* context, Needs needs,
    std::function<absl::StatusOr<sectors::Accepted>(const sectors::Intake&)> accept,
    std::function<absl::Status(const sectors::Accepted&, const ledger::Receipt&)> reply);

// The same, with the check on `executor`, for one that takes as long as a report does.
grpc::ServerUnaryReactor* AnswerWrite(
    const Serving& serving, Executor* executor, grpc::CallbackServerContext* context, Needs needs,
    std::function<absl::StatusOr<sectors::Accepted>(const sectors::Intake&)> accept,
    std::function<absl::Status(const sectors::Accepted&, const ledger::Receipt&)> reply);

// The part of AnswerWrite behind the call: commits and calls `done` on the quick executor.
void CommitAccepted(
    const Serving& serving, const std::string& actor, sectors::Accepted accepted,
    std::function<void(const sectors::Accepted&, absl::StatusOr<ledger::Receipt>)> done);

}  // namespace sheaf::api
