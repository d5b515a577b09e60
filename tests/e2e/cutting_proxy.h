// A bad line: passes bytes between clients and a server, and cuts each connection after so many
// bytes of the client's, in the middle of whatever it was saying.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace sheaf::e2e {

class CuttingProxy {
 public:
  // `server`: "ADDRESS:PORT", in numbers. `budget` says of each connection how many bytes of the
  // client's pass before it is cut; less than 0: it is never cut. It is called from one thread at a
  // time.
  CuttingProxy(const std::string& server, std::function<int64_t()> budget);
  // Closes all connections.
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  const std::string& address() const { return address_; }
  // Connections that were cut.
  int cuts() const { return cuts_; }

 private:
  void Accept();
  void Pass(int client, int64_t budget);
  int Connect() const;

  const std::string server_;
  const std::function<int64_t()> budget_;
  int listener_ = -1;
  std::string address_;
  std::atomic<bool> ending_ = false;
  std::atomic<int> cuts_ = 0;
  std::vector<std::thread> passing_;
  std::thread accepting_;
};

}  // namespace sheaf::e2e
