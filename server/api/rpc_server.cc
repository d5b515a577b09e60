#include "server/api/rpc_server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include <future>
#include <string_view>
#include <thread>

#include "absl/strings/str_cat.h"
#include "server/api/backup_service.h"
#include "server/api/change_service.h"
#include "server/api/member_state_service.h"
#include "server/api/observation_service.h"
#include "server/api/plan_service.h"
#include "server/api/proof_service.h"
#include "server/api/report_service.h"
#include "server/api/sector_service.h"
#include "server/api/update_service.h"
#include "server/api/watch_service.h"
#include "server/base/status.h"

namespace sheaf::api {
namespace {

// What one message may hold: a batch of a thousand updates with all their texts.
constexpr int kMaxReceiveBytes = 64 << 20;

std::string_view HostOf(std::string_view listen) { return listen.substr(0, listen.rfind(':')); }

bool IsLoopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

Serving WithCalls(Serving serving, OpenCalls* open_calls) {
  serving.open_calls = open_calls;
  return serving;
}

class Running final : public RpcServer {
 public:
  explicit Running(const Serving& serving)
      : serving_(WithCalls(serving, &open_calls_)),
        plans_(serving_),
        updates_(serving_),
        observations_(serving_),
        member_states_(serving_),
        sectors_(serving_),
        reports_(serving_),
        changes_(serving_),
        watches_(serving_),
        proofs_(serving_),
        backups_(serving_) {}
  ~Running() override { Shutdown(std::chrono::milliseconds(0)); }

  absl::Status Listen(const std::string& listen);

  std::string address() const override { return address_; }

  void Shutdown(std::chrono::milliseconds grace) override;

 private:
  OpenCalls open_calls_;
  const Serving serving_;
  PlanService plans_;
  UpdateService updates_;
  ObservationService observations_;
  MemberStateService member_states_;
  SectorService sectors_;
  ReportService reports_;
  ChangeService changes_;
  WatchService watches_;
  ProofService proofs_;
  BackupService backups_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

absl::Status Running::Listen(const std::string& listen) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(listen, grpc::InsecureServerCredentials(), &port);
  // Two servers on one port would share the clients out between them, in silence.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.SetMaxReceiveMessageSize(kMaxReceiveBytes);
  for (grpc::Service* service : std::initializer_list<grpc::Service*>{
           &plans_, &updates_, &observations_, &member_states_, &sectors_, &reports_, &changes_,
           &watches_, &proofs_, &backups_}) {
    builder.RegisterService(service);
  }
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || port == 0) {
    return Refusal(
        absl::StatusCode::kUnavailable, "ADDRESS_NOT_AVAILABLE",
        absl::StrCat("cannot listen on ", listen,
                     ": it is in use or not of this machine; choose another with --listen"));
  }
  const std::string_view host = HostOf(listen);
  address_ = absl::StrCat(std::string(host), ":", port);
  return absl::OkStatus();
}

void Running::Shutdown(std::chrono::milliseconds grace) {
  if (server_ == nullptr) return;
  const auto deadline = std::chrono::system_clock::now() + grace;
  server_->GetHealthCheckService()->SetServingStatus(false);
  open_calls_.EndAll();
  serving_.hub->EndAll();
  // Whoever still waits for a plugin at the deadline is answered without it.
  std::promise<void> ended;
  std::thread at_deadline([this, deadline, done = ended.get_future()] {
    if (done.wait_until(deadline) == std::future_status::timeout) serving_.plugins->Stop();
  });
  // A connection is only closed behind what its calls were told: a client that writes into one that
  // is closed loses what it has not read yet, and with it the reason.
  open_calls_.WaitUntilNone(deadline);
  server_->Shutdown(deadline);
  server_->Wait();
  ended.set_value();
  at_deadline.join();
  server_ = nullptr;
}

}  // namespace

absl::StatusOr<std::unique_ptr<RpcServer>> RpcServer::Start(const Serving& serving,
                                                            const std::string& listen) {
  if (!IsLoopback(HostOf(listen))) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "LOOPBACK_ONLY",
                   absl::StrCat("will not listen on ", listen,
                                ": without TLS and a policy anyone there could change records; "
                                "listen on 127.0.0.1:PORT"));
  }
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  auto server = std::make_unique<Running>(serving);
  SHEAF_RETURN_IF_ERROR(server->Listen(listen));
  return server;
}

}  // namespace sheaf::api
