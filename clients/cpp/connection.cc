#include "clients/cpp/connection.h"

#include <arpa/inet.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace sheaf::client {
namespace {

// What is shorter hardly shrinks.
constexpr size_t kCompressedMinBytes = 1024;
// Metadata holds printable ASCII only.
std::string Printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < 0x21 || c > 0x7e; }, '?');
  return text;
}

std::string OperatingSystemUser() {
  std::vector<char> buffer(16384);
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 &&
      found != nullptr) {
    return Printable(found->pw_name);
  }
  return "uid-" + std::to_string(geteuid());
}

std::string HostOf(const std::string& target) {
  if (target.size() > 1 && target[0] == '[') return target.substr(1, target.find(']') - 1);
  const size_t colon = target.find(':');
  // More than one colon: an IPv6 address without a port.
  return target.rfind(':') == colon ? target.substr(0, colon) : target;
}

}  // namespace

bool IsThisMachine(const std::string& target) {
  if (target.compare(0, 5, "unix:") == 0) return true;
  const std::string host = HostOf(target);
  if (host == "localhost") return true;
  in_addr four{};
  if (inet_pton(AF_INET, host.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == 127;
  in6_addr six{};
  return inet_pton(AF_INET6, host.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(ConnectionOptions options) {
  if (options.credentials == nullptr && !IsThisMachine(options.target)) {
    return absl::InvalidArgumentError(
        "'" + options.target +
        "' is another machine, and without encryption Sheaf talks to this machine only "
        "(127.0.0.1, [::1] or localhost)");
  }
  if (options.credentials == nullptr) options.credentials = grpc::InsecureChannelCredentials();
  if (options.user.empty()) options.user = OperatingSystemUser();
  if (Printable(options.token) != options.token) {
    return absl::InvalidArgumentError(
        "the token holds what no token holds: blanks, or signs "
        "beyond ASCII");
  }
  return std::unique_ptr<Connection>(new Connection(std::move(options)));
}

Connection::Connection(ConnectionOptions options) : options_(std::move(options)) {
  const auto channel =
      grpc::CreateCustomChannel(options_.target, options_.credentials,
                                ChannelArguments(options_.target, options_.compression));
  plans_ = v1::PlanService::NewStub(channel);
  updates_ = v1::UpdateService::NewStub(channel);
  observations_ = v1::ObservationService::NewStub(channel);
  member_states_ = v1::MemberStateService::NewStub(channel);
  sectors_ = v1::SectorService::NewStub(channel);
  reports_ = v1::ReportService::NewStub(channel);
  reviews_ = v1::ReviewService::NewStub(channel);
  changes_ = v1::ChangeService::NewStub(channel);
  watches_ = v1::WatchService::NewStub(channel);
  proofs_ = v1::ProofService::NewStub(channel);
  backups_ = v1::BackupService::NewStub(channel);
  access_ = v1::AccessService::NewStub(channel);
  publications_ = v1::PublicationService::NewStub(channel);
  rounds_ = v1::RoundService::NewStub(channel);
  published_figures_ = v1::PublishedFigureService::NewStub(channel);
  duplicates_ = v1::DuplicateService::NewStub(channel);
  searches_ = v1::SearchService::NewStub(channel);
}

std::unique_ptr<grpc::ClientContext> Connection::NewContext() const {
  auto context = std::make_unique<grpc::ClientContext>();
  context->AddMetadata("sheaf-user", options_.user);
  if (!options_.token.empty()) context->AddMetadata("authorization", "Bearer " + options_.token);
  return context;
}

std::unique_ptr<grpc::ClientContext> Connection::NewContext(size_t message_bytes) const {
  auto context = NewContext();
  const bool is_wanted = IsCompressed(options_.compression, options_.target);
  if (is_wanted && message_bytes >= kCompressedMinBytes) {
    context->set_compression_algorithm(GRPC_COMPRESS_GZIP);
  }
  return context;
}

}  // namespace sheaf::client
