#include "tests/robustness/server_process.h"

#include <signal.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "sheaf/v1/sector_service.grpc.pb.h"
#include "tests/e2e/certificates.h"

namespace sheaf::robustness {
namespace {

namespace fs = std::filesystem;

std::string MakeFolder() {
  std::string pattern = (fs::temp_directory_path() / "sheaf-robustness-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return pattern;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Where synced_sizes.cc, loaded into the server, notes what was synced.
std::string NotesOf(const std::string& folder) { return folder + "/synced"; }

// The sizes of what the store appends to: its logs and its manifests. Its tables are only used once
// they are synced.
std::map<std::string, uintmax_t> GrowingFiles(const std::string& folder) {
  std::map<std::string, uintmax_t> sizes;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder + "/data/ledger", none)) {
    const fs::path& path = entry.path();
    if (path.extension() == ".log" || path.filename().string().rfind("MANIFEST-", 0) == 0) {
      sizes[path.string()] = fs::file_size(path);
    }
  }
  return sizes;
}

}  // namespace

ServerProcess::ServerProcess(bool over_tls) : over_tls_(over_tls), folder_(MakeFolder()) {
  if (!over_tls_) return;
  e2e::MakeCertificates(folder_ + "/tls", {"authority"});
  e2e::MakeCertificates(folder_ + "/tls", {"server", "127.0.0.1"});
}

ServerProcess::~ServerProcess() {
  program_.reset();
  if (!keep_) fs::remove_all(folder_);
}

bool ServerProcess::Start(const std::string& failpoints, bool with_plugins) {
  log_ = folder_ + "/log." + std::to_string(++starts_);
  fs::remove(folder_ + "/log." + std::to_string(starts_ - 2));
  fs::remove(NotesOf(folder_));
  at_start_ = GrowingFiles(folder_);
  std::map<std::string, std::string> environment = {{"SHEAF_FAILPOINTS", failpoints}};
  if (!with_plugins && *SYNCED_SIZES != '\0') {
    environment["LD_PRELOAD"] = SYNCED_SIZES;
    environment["SHEAF_SYNCED_SIZES"] = NotesOf(folder_);
  }
  std::vector<std::string> command = {SHEAFD, "--data_dir", folder_ + "/data", "--plugin_dir",
                                      with_plugins ? SHEAF_PLUGINS : "", "--listen", "127.0.0.1:0",
                                      // Often enough that most starts begin with one.
                                      "--snapshot_min_versions", "20"};
  if (over_tls_) {
    command.insert(command.end(), {"--tls_cert", folder_ + "/tls/server.pem", "--tls_key",
                                   folder_ + "/tls/server.key"});
  }
  program_ = std::make_unique<e2e::Program>(command, log_, environment);
  address_ = program_->WaitForLine("listening on ");
  if (address_.empty()) program_.reset();
  return !address_.empty();
}

int ServerProcess::Kill() {
  const int code = program_->End(SIGKILL);
  program_.reset();
  return code;
}

int ServerProcess::Stop() {
  const int code = program_->End(SIGTERM);
  program_.reset();
  return code;
}

e2e::Ended ServerProcess::Check() const {
  return e2e::RunProgram({SHEAFD, "--data_dir", folder_ + "/data", "--check"});
}

std::shared_ptr<grpc::Channel> ServerProcess::Channel() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (over_tls_) {
    grpc::SslCredentialsOptions tls;
    tls.pem_root_certs = ReadFile(folder_ + "/tls/ca.pem");
    credentials = grpc::SslCredentials(tls);
  }
  return grpc::CreateCustomChannel(address_, credentials, arguments);
}

bool ServerProcess::HasSector(const std::string& sector) const {
  grpc::ClientContext context;
  v1::ServerStatus status;
  v1::SectorService::NewStub(Channel())->GetStatus(&context, {}, &status);
  return std::any_of(status.sectors().begin(), status.sectors().end(), [&](const v1::Sector& each) {
    return each.name() == "sectors/" + sector && each.plugin_state() == v1::RUNNING;
  });
}

bool ServerProcess::CanCutPower() { return *SYNCED_SIZES != '\0'; }

bool ServerProcess::EndedByFailpoint() const {
  return ReadFile(log_).find("ends the process") != std::string::npos;
}

void ServerProcess::CutPower(uint64_t random) {
  std::map<std::string, uintmax_t> synced = at_start_;
  std::ifstream notes(NotesOf(folder_));
  for (auto [size, path] = std::pair<uintmax_t, std::string>(); notes >> size >> path;) {
    synced[path] = size;
  }
  for (const auto& [path, size] : GrowingFiles(folder_)) {
    const uintmax_t kept = synced[path];
    if (size <= kept) continue;
    // The disk may have taken a part of the rest.
    fs::resize_file(path, random % 2 == 0 ? kept : kept + random % (size - kept));
  }
}

}  // namespace sheaf::robustness
