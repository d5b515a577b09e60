// Where connections come in. gRPC takes in whatever comes until the process has no file descriptor
// left, and then stops to listen for good; so the connections are accepted and counted here, and
// handed to it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "server/api/call_limits.h"
#include "server/sectors/host/plugin_fd.h"

namespace sheaf::api {

// Listens when made, lets in once it is open. Where a connection is one too many, of all or of its
// address, it is closed at once, which the log tells, once a minute at most. Lets itself be opened
// once, and closed any number of times, by one thread.
class ConnectionGate {
 public:
  // Takes the descriptor over: a connected socket that does not block.
  using TakeIn = std::function<void(int socket)>;

  // `listen` is "HOST:PORT"; port 0 picks one. UNAVAILABLE where the address cannot be had. Lets
  // the process have as many descriptors as it may.
  static absl::StatusOr<std::unique_ptr<ConnectionGate>> Listen(const std::string& listen,
                                                                const CallLimits& limits);
  ~ConnectionGate();
  ConnectionGate(const ConnectionGate&) = delete;
  ConnectionGate& operator=(const ConnectionGate&) = delete;

  // Those who are to go: "ipv4:ADDRESS:PORT" or "ipv6:%5BADDRESS%5D:PORT" of the client's end.
  using Unwelcome = std::function<std::vector<std::string>()>;

  // HOST as it was given, and the port that was picked.
  const std::string& address() const { return address_; }
  // Both are called on threads of the gate. `take_in` has one of its own each time, and may keep it
  // as long as the connection lasts: gRPC goes on reading on the thread that handed a connection to
  // it while there is more to read. `unwelcome` is called four times a second while anybody is in,
  // and the connections that it names are cut off.
  void Open(TakeIn take_in, Unwelcome unwelcome);
  // Takes no further connection, and no longer listens. Those that came in stay, and have to be
  // closed before the gate goes: it waits for every `take_in`.
  void Close();

 private:
  // A connection that came in. Its socket is not the gate's; by its inode the gate sees whether the
  // descriptor is still that socket.
  struct Visitor {
    int socket;
    ino_t inode;
    std::string origin;
  };

  ConnectionGate() = default;
  void Work();
  // Accepts what waits at `listener`; false where the machine lacks what a connection needs.
  bool AcceptAll(int listener);
  void Admit(sectors::OwnedFd socket, const std::string& origin);
  void HandOver(sectors::OwnedFd socket);
  bool HasRoomFor(const std::string& origin) const;
  void ForgetThoseThatLeft();
  void CutOffTheUnwelcome();
  void TellRefused(std::string_view why);

  std::string address_;
  size_t connections_max_ = 0;
  size_t per_address_max_ = 0;
  std::vector<sectors::OwnedFd> listeners_;
  sectors::OwnedFd wake_;  // readable once the gate closes
  TakeIn take_in_;
  Unwelcome unwelcome_;
  std::thread thread_;

  std::mutex mutex_;
  int handing_over_ = 0;  // under mutex_
  std::condition_variable handed_over_;

  // Of thread_.
  std::vector<Visitor> visitors_;
  std::map<std::string, size_t> per_origin_;
  int64_t refused_ = 0;  // since the log was told
  std::chrono::steady_clock::time_point told_;
  std::chrono::steady_clock::time_point looked_;  // for those that left
  std::chrono::steady_clock::time_point asked_;   // for the unwelcome
};

}  // namespace sheaf::api
