// A connection to sheafd: one channel, a stub of each service, and the deadline, credentials and
// caller's name that every call carries. A call that the line broke is made again.
//
//   auto connection = sheaf::client::Connection::Open({.target = "127.0.0.1:7433"});
//   if (!connection.ok()) ...
//   v1::GetPlanRequest request;
//   request.set_name("plans/energy");
//   absl::StatusOr<v1::Plan> plan =
//       (*connection)->Call((*connection)->plans(), &v1::PlanService::Stub::GetPlan, request);
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cpp/channel.h"
#include "clients/cpp/error.h"
#include "clients/cpp/retry.h"
#include "grpcpp/grpcpp.h"
#include "sheaf/v1/access_service.grpc.pb.h"
#include "sheaf/v1/backup_service.grpc.pb.h"
#include "sheaf/v1/change_service.grpc.pb.h"
#include "sheaf/v1/duplicate_service.grpc.pb.h"
#include "sheaf/v1/member_state_service.grpc.pb.h"
#include "sheaf/v1/observation_service.grpc.pb.h"
#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/proof_service.grpc.pb.h"
#include "sheaf/v1/publication_service.grpc.pb.h"
#include "sheaf/v1/published_figure_service.grpc.pb.h"
#include "sheaf/v1/report_service.grpc.pb.h"
#include "sheaf/v1/review_service.grpc.pb.h"
#include "sheaf/v1/round_service.grpc.pb.h"
#include "sheaf/v1/search_service.grpc.pb.h"
#include "sheaf/v1/sector_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "sheaf/v1/watch_service.grpc.pb.h"

namespace sheaf::client {

inline constexpr char kDefaultTarget[] = "127.0.0.1:7433";

struct ConnectionOptions {
  // HOST:PORT.
  std::string target = kDefaultTarget;
  // Who is calling, sent as metadata `sheaf-user`. Empty: the name of the operating system's user.
  std::string user = {};
  // How long a call that is not a stream of the caller's may take, with all its attempts.
  std::chrono::milliseconds call_timeout = std::chrono::minutes(2);
  // How often, and after which waits, a call is made again that may be (retry.h).
  RetryOptions retry = {};
  Compression compression = Compression::kToOtherMachines;
  // Unset: no encryption, which is allowed to this machine only. credentials.h reads TLS's.
  std::shared_ptr<grpc::ChannelCredentials> credentials = nullptr;
  // Stands for a principal of the server's policy. Empty: none is shown.
  std::string token = {};
};

// Thread-safe.
class Connection {
 public:
  // Does not wait for the server: the first call finds out whether it is there. INVALID_ARGUMENT
  // for a target of another machine without credentials.
  static absl::StatusOr<std::unique_ptr<Connection>> Open(ConnectionOptions options);

  v1::PlanService::Stub& plans() { return *plans_; }
  v1::UpdateService::Stub& updates() { return *updates_; }
  v1::ObservationService::Stub& observations() { return *observations_; }
  v1::MemberStateService::Stub& member_states() { return *member_states_; }
  v1::SectorService::Stub& sectors() { return *sectors_; }
  v1::ReportService::Stub& reports() { return *reports_; }
  v1::ChangeService::Stub& changes() { return *changes_; }
  v1::WatchService::Stub& watches() { return *watches_; }
  v1::ProofService::Stub& proofs() { return *proofs_; }
  v1::BackupService::Stub& backups() { return *backups_; }
  v1::AccessService::Stub& access() { return *access_; }
  v1::ReviewService::Stub& reviews() { return *reviews_; }
  v1::PublicationService::Stub& publications() { return *publications_; }
  v1::RoundService::Stub& rounds() { return *rounds_; }
  v1::PublishedFigureService::Stub& published_figures() { return *published_figures_; }
  v1::DuplicateService::Stub& duplicates() { return *duplicates_; }
  v1::SearchService::Stub& searches() { return *searches_; }

  // Calls a unary method, within call_timeout. A write that has no request_id gets one, so that the
  // server makes it once however often it comes; a read or such a write is tried again where the
  // line broke. Errors as FromGrpc gives them, of the last attempt.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(Stub& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request) {
    if constexpr (requires(Request named) { named.set_request_id(""); }) {
      if (request.request_id().empty() && !request.validate_only()) {
        Request named = request;
        named.set_request_id(NewRequestId());
        return CallNamed(stub, method, named);
      }
    }
    return CallNamed(stub, method, request);
  }

  // For a stream: a context that names the caller and has no deadline. Keepalive ends a stream
  // whose server is gone.
  std::unique_ptr<grpc::ClientContext> NewContext() const;
  // The same for a call, or a stream, whose messages have about this size: long ones are
  // compressed.
  std::unique_ptr<grpc::ClientContext> NewContext(size_t message_bytes) const;
  std::chrono::system_clock::time_point Deadline() const {
    return std::chrono::system_clock::now() + options_.call_timeout;
  }
  const ConnectionOptions& options() const { return options_; }

 private:
  explicit Connection(ConnectionOptions options);

  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> CallNamed(Stub& stub,
                                     grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                                  const Request&, Response*),
                                     const Request& request) {
    const auto deadline = Deadline();
    Retry retry(options_.retry, deadline);
    while (true) {
      const auto context = NewContext(request.ByteSizeLong());
      context->set_deadline(deadline);
      Response response;
      const absl::Status status = FromGrpc((stub.*method)(context.get(), request, &response));
      if (status.ok()) return response;
      if (!MayBeRepeated(request) || !retry.Again(status)) return status;
    }
  }

  const ConnectionOptions options_;
  std::unique_ptr<v1::PlanService::Stub> plans_;
  std::unique_ptr<v1::UpdateService::Stub> updates_;
  std::unique_ptr<v1::ObservationService::Stub> observations_;
  std::unique_ptr<v1::MemberStateService::Stub> member_states_;
  std::unique_ptr<v1::SectorService::Stub> sectors_;
  std::unique_ptr<v1::ReportService::Stub> reports_;
  std::unique_ptr<v1::ChangeService::Stub> changes_;
  std::unique_ptr<v1::WatchService::Stub> watches_;
  std::unique_ptr<v1::ProofService::Stub> proofs_;
  std::unique_ptr<v1::BackupService::Stub> backups_;
  std::unique_ptr<v1::AccessService::Stub> access_;
  std::unique_ptr<v1::ReviewService::Stub> reviews_;
  std::unique_ptr<v1::PublicationService::Stub> publications_;
  std::unique_ptr<v1::RoundService::Stub> rounds_;
  std::unique_ptr<v1::PublishedFigureService::Stub> published_figures_;
  std::unique_ptr<v1::DuplicateService::Stub> duplicates_;
  std::unique_ptr<v1::SearchService::Stub> searches_;
};

// True for 127.0.0.0/8, ::1, localhost and Unix sockets.
bool IsThisMachine(const std::string& target);

}  // namespace sheaf::client
