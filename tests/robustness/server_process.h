// The sheafd under test, on a folder of its own: started, killed and started again.
#pragma once

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "tests/e2e/process.h"

namespace sheaf::robustness {

class ServerProcess {
 public:
  // An empty folder, which goes with the object unless it is kept. `over_tls`: with certificates
  // that are made for it.
  explicit ServerProcess(bool over_tls);
  ~ServerProcess();

  // Starts on the folder. False where it ends before it serves, which it may only with a failpoint
  // armed ("place=kill@N").
  bool Start(const std::string& failpoints, bool with_plugins);
  // Kills it where it still runs. The exit code: 128 + 9 after a kill, by whomever.
  int Kill();
  // SIGTERM, and waits; the exit code.
  int Stop();
  bool runs() const { return program_ != nullptr; }

  // `sheafd --check` on the folder; no server must run.
  e2e::Ended Check() const;
  std::shared_ptr<grpc::Channel> Channel() const;
  // Whether the plugin of this sector runs, in a server with plugins.
  bool HasSector(const std::string& sector) const;
  // True where a failpoint ended it since the last start.
  bool EndedByFailpoint() const;
  // Leaves the folder there when the object goes.
  void Keep() { keep_ = true; }
  const std::string& folder() const { return folder_; }

  // After Kill, of a server without plugins: takes back what it wrote and did not sync, as when the
  // power fails.
  void CutPower(uint64_t random);
  // False in builds with sanitizers, which do not let themselves be preceded by another library.
  static bool CanCutPower();

 private:
  const bool over_tls_;
  std::string folder_;
  std::string address_;
  std::string log_;
  std::map<std::string, uintmax_t> at_start_;  // sizes of the files that grow
  std::unique_ptr<e2e::Program> program_;
  int starts_ = 0;
  bool keep_ = false;
};

}  // namespace sheaf::robustness
