// A client that keeps no rules: a TCP connection, and the frames of HTTP/2 as bytes.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace sheaf::e2e {

// A frame of HTTP/2.
enum class Frame : uint8_t {
  kData = 0,
  kHeaders = 1,
  kResetStream = 3,
  kSettings = 4,
  kPing = 6,
  kContinuation = 9
};
inline constexpr uint8_t kEndStream = 1;
inline constexpr uint8_t kAck = 1;
inline constexpr uint8_t kEndHeaders = 4;
std::string FrameOf(Frame type, uint8_t flags, uint32_t stream, const std::string& payload = "");

// What a client says first.
std::string Preface();
// The headers of a call of `method`, "/sheaf.v1.WatchService/Watch", and those in `more`.
std::string HeadersOf(const std::string& method,
                      const std::vector<std::pair<std::string, std::string>>& more = {});
// A header as it is written without compression.
std::string HeaderOf(const std::string& name, const std::string& value);
// A message of a call, with its length before it.
std::string MessageOf(const std::string& bytes);

class RawConnection {
 public:
  // Connects to `address`, "HOST:PORT", from the address `from` of this machine.
  explicit RawConnection(const std::string& address, const std::string& from = "127.0.0.9");
  ~RawConnection();
  RawConnection(RawConnection&& other) noexcept;
  RawConnection(const RawConnection&) = delete;

  // Sends until all is sent; false where the server has closed the connection, or, with a patience,
  // has taken nothing for so long.
  bool Send(const std::string& bytes, int patience_millis = -1);
  // Greets, and keeps the rules that the server sets from then on.
  void Greet();
  // Reads what comes until the server closes the connection.
  std::string ReadToEnd();
  // Reads until `text` has come; false where the connection ends before.
  bool ReadUntil(const std::string& text);

 private:
  int fd_ = -1;
};

}  // namespace sheaf::e2e
