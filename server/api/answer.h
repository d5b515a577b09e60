// Answering calls without holding an RPC thread: the work goes to an executor, and writes finish
// when they are on disk.
#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/api/serving.h"
#include "sheaf/v1/clocks.pb.h"

namespace sheaf::api {

// The actor of a call.
std::string ActorOf(const grpc::CallbackServerContext& context);

// Runs `work` on `executor` and finishes the call with what it returns. The request and response
// that `work` refers to live until then.
grpc::ServerUnaryReactor* Answer(Executor* executor, grpc::CallbackServerContext* context,
                                 std::function<absl::Status()> work);

// Answers with the record `name`, where that fits `pattern`, as of `as_of`: at once where memory
// holds it, otherwise from the quick executor. `name` and `as_of` are of the request; `fill` puts
// the record into the response, and waits for nothing.
grpc::ServerUnaryReactor* AnswerRecord(const Serving& serving, grpc::CallbackServerContext* context,
                                       const std::string& name, std::string_view pattern,
                                       const v1::AsOf& as_of,
                                       std::function<absl::Status(const ledger::Record&)> fill);

// Checks a request on the quick executor, commits it, and finishes the call once it is on disk.
// UNAVAILABLE (SERVER_ENDING) where the server ends already.
// `accept` checks; `reply` fills the response in from what was committed, and runs where it may
// block.
grpc::ServerUnaryReactor* AnswerWrite(
    const Serving& serving, grpc::CallbackServerContext* context,
    std::function<absl::StatusOr<sectors::Accepted>()> accept,
    std::function<absl::Status(const sectors::Accepted&, const ledger::Receipt&)> reply);

// The part of AnswerWrite behind the call: commits and calls `done` on the quick executor.
void CommitAccepted(
    const Serving& serving, const std::string& actor, sectors::Accepted accepted,
    std::function<void(const sectors::Accepted&, absl::StatusOr<ledger::Receipt>)> done);

}  // namespace sheaf::api
