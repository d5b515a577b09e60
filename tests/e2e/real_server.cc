#include "tests/e2e/real_server.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "sheaf/v1/sector_service.grpc.pb.h"
#include "tests/e2e/certificates.h"

namespace sheaf::e2e {
namespace {

std::string MakeFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "sheaf-e2e-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return pattern;
}

// Any port of the loopback address that is this process's own: once a server has ended, nobody
// else takes its port before it is started again.
std::string OwnLoopback() {
  const auto id = static_cast<unsigned>(getpid());
  return "127." + std::to_string(1 + id / 65536 % 128) + "." + std::to_string(id / 256 % 256) +
         "." + std::to_string(id % 256) + ":0";
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

std::string DataFile(const std::string& name) { return std::string(SHEAF_TEST_DATA) + "/" + name; }

RealServer::RealServer(Plugins plugins, std::vector<std::string> flags, const std::string& data_dir,
                       std::vector<std::string> wrapper)
    : plugins_(plugins),
      folder_(MakeFolder()),
      data_dir_(data_dir.empty() ? folder_ + "/data" : data_dir),
      flags_(std::move(flags)),
      wrapper_(std::move(wrapper)) {
  for (std::string& flag : flags_) {
    const size_t at = flag.find("FOLDER");
    if (at != std::string::npos) flag.replace(at, 6, folder_);
  }
  Start();
}

std::unique_ptr<RealServer> RealServer::Secured(Plugins plugins, const std::string& policy) {
  const std::string folder = MakeFolder();
  MakeCertificates(folder, {"authority"});
  MakeCertificates(folder, {"server", "localhost"});
  std::ofstream(folder + "/policy") << policy;
  auto server = std::make_unique<RealServer>(
      plugins, std::vector<std::string>{"--listen", "localhost:0", "--tls_cert",
                                        folder + "/server.pem", "--tls_key", folder + "/server.key",
                                        "--policy", folder + "/policy"});
  server->ca_file_ = folder + "/ca.pem";
  return server;
}

RealServer::~RealServer() {
  program_.reset();
  std::filesystem::remove_all(folder_);
  if (!ca_file_.empty()) {
    std::filesystem::remove_all(std::filesystem::path(ca_file_).parent_path());
  }
}

void RealServer::Start() { StartOn(OwnLoopback()); }

void RealServer::StartAgain() { StartOn(address_); }

void RealServer::StartOn(const std::string& address) {
  std::vector<std::string> command = wrapper_;
  command.insert(command.end(), {SHEAFD, "--data_dir", data_dir_});
  if (std::find(flags_.begin(), flags_.end(), "--listen") == flags_.end()) {
    command.insert(command.end(), {"--listen", address});
  }
  if (plugins_ == Plugins::kWith) command.insert(command.end(), {"--plugin_dir", SHEAF_PLUGINS});
  command.insert(command.end(), flags_.begin(), flags_.end());
  program_ = std::make_unique<Program>(command, folder_ + "/log");
  address_ = program_->WaitForLine("listening on ");
  if (address_.empty()) throw std::runtime_error("sheafd did not start:\n" + Log());
}

void RealServer::Kill() {
  program_->End(SIGKILL);
  program_.reset();
}

int RealServer::Stop() {
  const int code = program_->End(SIGTERM);
  program_.reset();
  return code;
}

Ended RealServer::Check() const { return RunProgram({SHEAFD, "--data_dir", data_dir_, "--check"}); }

std::string RealServer::Log() const { return ReadFile(folder_ + "/log"); }

Ended RealServer::Sheaf(const std::vector<std::string>& arguments) const {
  std::vector<std::string> command = {SHEAF};
  command.insert(command.end(), arguments.begin(), arguments.end());
  // Nor are there any profiles of who runs the test.
  std::map<std::string, std::string> environment = {{"SHEAF_SERVER", address_},
                                                    {"XDG_CONFIG_HOME", folder_}};
  if (!ca_file_.empty()) environment["SHEAF_CA"] = ca_file_;
  return RunProgram(command, environment);
}

std::string RealServer::Done(const std::vector<std::string>& arguments) const {
  const Ended ended = Sheaf(arguments);
  EXPECT_EQ(ended.exit_code, 0) << ::testing::PrintToString(arguments) << "\n" << ended.err;
  return ended.out;
}

std::string RealServer::TokenOf(const std::string& principal) const {
  std::string token = Done({"token", "create", principal});
  while (!token.empty() && token.back() == '\n') token.pop_back();
  return token;
}

std::string RealServer::WriteFile(const std::string& name, const std::string& bytes) const {
  const std::string path = folder_ + "/" + name;
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

void RealServer::ImportEverything() const {
  Done({"member", "import", DataFile("members.csv")});
  for (const std::string sector : {"transport", "energy", "ict", "faf"}) {
    Done({"plan", "import", DataFile("plans/" + sector + ".csv"), "--plan", sector, "--sector",
          sector});
    Done({"push", DataFile("updates/" + sector + ".csv"), "--plan", sector});
  }
  for (const std::string plan : {"apt-2023-2027", "iai-wp3", "ascc-mtr"}) {
    Done({"plan", "import", DataFile("plans/" + plan + ".csv"), "--plan", plan});
  }
  Done({"kpi", "import", DataFile("kpis.csv")});
}

std::shared_ptr<grpc::Channel> RealServer::Channel() const {
  if (ca_file_.empty()) return grpc::CreateChannel(address_, grpc::InsecureChannelCredentials());
  grpc::SslCredentialsOptions tls;
  tls.pem_root_certs = ReadFile(ca_file_);
  return grpc::CreateChannel(address_, grpc::SslCredentials(tls));
}

v1::ServerStatus RealServer::Status() const {
  grpc::ClientContext context;
  v1::ServerStatus status;
  const grpc::Status answer =
      v1::SectorService::NewStub(Channel())->GetStatus(&context, v1::GetStatusRequest(), &status);
  EXPECT_TRUE(answer.ok()) << answer.error_message();
  return status;
}

}  // namespace sheaf::e2e
