// The least that a gRPC server can do: answers GetLine at once, from memory, with a line of the
// same size as sheafd's. Prints where it listens; ends with SIGTERM.
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <pthread.h>

#include <csignal>
#include <iostream>

#include "sheaf/v1/plan_service.grpc.pb.h"
#include "tests/bench/load_lines.h"

namespace sheaf::bench {
namespace {

constexpr int64_t kAnyLine = 4321;
constexpr int64_t kRevision = 1'000'000;
constexpr int64_t kSomeDay = 1'800'000'000;

v1::Line AsSheafdAnswers() {
  v1::Line line = LoadLines(100'000).Line(kAnyLine);
  line.set_position(kAnyLine);
  line.set_revision(kRevision);
  line.mutable_commit_time()->set_seconds(kSomeDay);
  line.mutable_commit_time()->set_nanos(123'456'000);
  line.set_etag("r1000000");
  return line;
}

class Echo final : public v1::PlanService::CallbackService {
  grpc::ServerUnaryReactor* GetLine(grpc::CallbackServerContext* context, const v1::GetLineRequest*,
                                    v1::Line* response) override {
    *response = line_;
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

  const v1::Line line_ = AsSheafdAnswers();
};

// As server/api/rpc_server.cc sets sheafd up.
std::unique_ptr<grpc::Server> Start(grpc::Service* service, int* port) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), port);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.RegisterService(service);
  return builder.BuildAndStart();
}

int Main() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  Echo echo;
  int port = 0;
  const auto server = Start(&echo, &port);
  if (server == nullptr) return 1;
  std::cout << "listening on 127.0.0.1:" << port << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  server->Shutdown();
  return 0;
}

}  // namespace
}  // namespace sheaf::bench

int main() { return sheaf::bench::Main(); }
