// A line that delays what goes over it and breaks again and again: a TCP proxy before a server.
#pragma once

#include <atomic>
#include <chrono>
#include <list>
#include <mutex>
#include <random>
#include <string>
#include <thread>

namespace sheaf::e2e {

struct LineManners {
  unsigned seed = 0;
  // Each connection is cut after a random number of bytes, of both directions, up to this many.
  size_t cut_after_max = 20'000;
  // Each piece that goes over waits for up to so long.
  std::chrono::microseconds delay_max{500};
};

// The destructor cuts what is still connected.
class BadLine {
 public:
  // `server`: ADDRESS:PORT, of IPv4.
  BadLine(const std::string& server, const LineManners& manners);
  ~BadLine();
  BadLine(const BadLine&) = delete;
  BadLine& operator=(const BadLine&) = delete;

  // Where it listens.
  const std::string& address() const { return address_; }
  int cuts() const { return cuts_; }
  // That went over it so far, of both directions.
  size_t bytes() const { return bytes_; }
  // From now on new connections last.
  void Mend() { mended_ = true; }

 private:
  void Accept();
  void Carry(int client, unsigned seed);

  const std::string server_;
  const LineManners manners_;
  std::string address_;
  int listener_ = -1;
  std::atomic<bool> ended_ = false;
  std::atomic<bool> mended_ = false;
  std::atomic<int> cuts_ = 0;
  std::atomic<size_t> bytes_ = 0;
  std::list<std::thread> carriers_;  // of the accepting thread, until it has ended
  std::thread acceptor_;
};

}  // namespace sheaf::e2e
