// A real sheafd with the real plugins on a folder of its own, and the real `sheaf` talking to it.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

#include "sheaf/v1/sector_service.pb.h"
#include "tests/e2e/process.h"

namespace sheaf::e2e {

// A file of tests/data.
std::string DataFile(const std::string& name);

enum class Plugins { kWith, kWithout };

class RealServer {
 public:
  // Starts with an empty folder, which goes with the object, and with `flags` besides those it
  // needs; a --listen among them goes before its own address. FOLDER in them stands for the folder.
  // Where `data_dir` is given it keeps its records there, and they stay. `wrapper` is a program
  // with arguments that runs the server. Throws where the server does not come up.
  explicit RealServer(Plugins plugins = Plugins::kWith, std::vector<std::string> flags = {},
                      const std::string& data_dir = "", std::vector<std::string> wrapper = {});
  ~RealServer();

  // One over TLS with the policy in the text `policy`; `sheaf` and channels trust it. Certificates
  // are made for it by deploy/certificates.
  static std::unique_ptr<RealServer> Secured(Plugins plugins, const std::string& policy);

  const std::string& address() const { return address_; }
  const std::string& folder() const { return folder_; }
  const std::string& data_dir() const { return data_dir_; }
  // Who signs its certificate; "" without TLS.
  const std::string& ca_file() const { return ca_file_; }
  pid_t pid() const { return program_->pid(); }

  void Start();
  // The same on the address that it had before.
  void StartAgain();
  // kill -9, and wait.
  void Kill();
  // SIGTERM, and wait; the exit code.
  int Stop();
  // What `sheafd --check` says of the folder; the server must not be running.
  Ended Check() const;
  // The server's log so far.
  std::string Log() const;

  // Runs `sheaf` with the arguments against this server.
  Ended Sheaf(const std::vector<std::string>& arguments) const;
  // The same, and its standard output; a test failure where it does not exit 0.
  std::string Done(const std::vector<std::string>& arguments) const;

  // A new token for a principal of the server's policy, issued by who calls from this machine.
  std::string TokenOf(const std::string& principal) const;

  // A file in the folder with these bytes; its path.
  std::string WriteFile(const std::string& name, const std::string& bytes) const;

  // Imports all of tests/data, as the quickstart does.
  void ImportEverything() const;
  // What the server says of itself.
  v1::ServerStatus Status() const;
  // A channel of its own to the server.
  std::shared_ptr<grpc::Channel> Channel() const;

 private:
  void StartOn(const std::string& address);

  Plugins plugins_;
  std::string folder_;
  std::string data_dir_;
  std::vector<std::string> flags_;
  std::vector<std::string> wrapper_;
  std::string ca_file_;  // "" without TLS
  std::string address_;
  std::unique_ptr<Program> program_;
};

}  // namespace sheaf::e2e
