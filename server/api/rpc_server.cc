#include "server/api/rpc_server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <future>
#include <string_view>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/api/access_service.h"
#include "server/api/backup_service.h"
#include "server/api/change_service.h"
#include "server/api/connection_gate.h"
#include "server/api/duplicate_service.h"
#include "server/api/member_state_service.h"
#include "server/api/observation_service.h"
#include "server/api/open_streams.h"
#include "server/api/plan_service.h"
#include "server/api/proof_service.h"
#include "server/api/publication_service.h"
#include "server/api/published_figure_service.h"
#include "server/api/report_service.h"
#include "server/api/review_service.h"
#include "server/api/round_service.h"
#include "server/api/rpc_log.h"
#include "server/api/search_service.h"
#include "server/api/sector_service.h"
#include "server/api/update_service.h"
#include "server/api/watch_service.h"
#include "server/auth/certificates.h"
#include "server/base/status.h"

namespace sheaf::api {
namespace {

using Acceptor = grpc::experimental::ExternalConnectionAcceptor;

// How soon a certificate that was replaced is taken.
constexpr unsigned kCertificateRefreshSeconds = 5;

std::string_view HostOf(std::string_view listen) { return listen.substr(0, listen.rfind(':')); }

bool IsLoopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

Serving WithCalls(Serving serving, const ListenOptions& options, OpenCalls* open_calls,
                  auth::RateLimiter* rate_limiter) {
  serving.open_calls = open_calls;
  serving.rate_limiter = rate_limiter;
  serving.tls = !options.certificate_file.empty();
  return serving;
}

// A client's certificate is taken whoever signed it: the handshake proves that the client has its
// key, and the guard, which knows what is revoked and says why in the log, whether it is trusted.
std::shared_ptr<grpc::ServerCredentials> CredentialsOf(const ListenOptions& options) {
  if (options.certificate_file.empty()) return grpc::InsecureServerCredentials();
  using grpc::experimental::FileWatcherCertificateProvider;
  auto files = std::make_shared<FileWatcherCertificateProvider>(
      options.key_file, options.certificate_file, kCertificateRefreshSeconds);
  grpc::experimental::TlsServerCredentialsOptions tls(files);
  tls.watch_identity_key_cert_pairs();
  tls.set_cert_request_type(options.ask_for_certificates
                                ? GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_BUT_DONT_VERIFY
                                : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
  return grpc::experimental::TlsServerCredentials(tls);
}

absl::Status CheckOptions(const Serving& serving, const ListenOptions& options) {
  const bool tls = !options.certificate_file.empty();
  if (tls) {
    SHEAF_RETURN_IF_ERROR(auth::CheckServerCertificate(options.certificate_file, options.key_file));
  }
  if (IsLoopback(HostOf(options.address)) || (tls && serving.guard->policy() != nullptr)) {
    return absl::OkStatus();
  }
  return Refusal(absl::StatusCode::kFailedPrecondition, "LOOPBACK_ONLY",
                 absl::StrCat("will not listen on ", options.address,
                              ": without TLS and a policy anyone there could read and change "
                              "records; give --tls_cert, --tls_key and --policy, or listen on "
                              "127.0.0.1:PORT"));
}

class Running final : public RpcServer {
 public:
  Running(const Serving& serving, const ListenOptions& options)
      : rate_limiter_(serving.clock, serving.limits.rate),
        serving_(WithCalls(serving, options, &open_calls_, &rate_limiter_)),
        plans_(serving_),
        updates_(serving_),
        observations_(serving_),
        member_states_(serving_),
        sectors_(serving_),
        reports_(serving_),
        changes_(serving_),
        watches_(serving_),
        proofs_(serving_),
        backups_(serving_),
        access_(serving_),
        reviews_(serving_),
        publications_(serving_),
        rounds_(serving_),
        duplicates_(serving_),
        published_figures_(serving_),
        searches_(serving_) {}
  ~Running() override { Shutdown(std::chrono::milliseconds(0)); }

  absl::Status Listen(const ListenOptions& options);

  std::string address() const override { return gate_->address(); }

  void Shutdown(std::chrono::milliseconds grace) override;

 private:
  OpenCalls open_calls_;
  auth::RateLimiter rate_limiter_;
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
  AccessService access_;
  ReviewService reviews_;
  PublicationService publications_;
  RoundService rounds_;
  DuplicateService duplicates_;
  PublishedFigureService published_figures_;
  SearchService searches_;
  // Outlives the server, to which it hands connections.
  std::unique_ptr<ConnectionGate> gate_;
  std::unique_ptr<grpc::Server> server_;
};

absl::Status Running::Listen(const ListenOptions& options) {
  SHEAF_ASSIGN_OR_RETURN(gate_, ConnectionGate::Listen(options.address, serving_.limits));
  grpc::ServerBuilder builder;
  using Connections = grpc::ServerBuilder::experimental_type::ExternalConnectionType;
  std::shared_ptr<Acceptor> acceptor = builder.experimental().AddExternalConnectionAcceptor(
      Connections::FROM_FD, CredentialsOf(options));
  ApplyLimits(serving_.limits, &builder);
  for (grpc::Service* service : std::initializer_list<grpc::Service*>{
           &plans_, &updates_, &observations_, &member_states_, &sectors_, &reports_, &changes_,
           &watches_, &proofs_, &backups_, &access_, &reviews_, &publications_, &rounds_,
           &duplicates_, &published_figures_, &searches_}) {
    builder.RegisterService(service);
  }
  server_ = builder.BuildAndStart();
  if (server_ == nullptr) return absl::InternalError("the RPC server did not start");
  gate_->Open(
      [acceptor](int socket) {
        Acceptor::NewConnectionParameters connection;
        connection.fd = socket;
        acceptor->HandleNewConnection(&connection);
      },
      // gRPC itself holds only those to it who have acknowledged its settings.
      [streams = serving_.limits.streams_per_connection_max] {
        return PeersWithMoreThan(streams);
      });
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
  gate_->Close();
  server_->Shutdown(deadline);
  server_->Wait();
  ended.set_value();
  at_deadline.join();
  server_ = nullptr;
}

}  // namespace

absl::StatusOr<std::unique_ptr<RpcServer>> RpcServer::Start(const Serving& serving,
                                                            const ListenOptions& options) {
  SHEAF_RETURN_IF_ERROR(CheckOptions(serving, options));
  LogRpcErrors();
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  auto server = std::make_unique<Running>(serving, options);
  SHEAF_RETURN_IF_ERROR(server->Listen(options));
  return server;
}

}  // namespace sheaf::api
