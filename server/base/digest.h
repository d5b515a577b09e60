// SHA-256, and the two ways its bytes are written down.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace sheaf {

// The 32 bytes of SHA-256 over `bytes`.
std::string Sha256(std::string_view bytes);

// SHA-256 over bytes that come in pieces.
class Sha256Sum {
 public:
  Sha256Sum();
  ~Sha256Sum();
  Sha256Sum(const Sha256Sum&) = delete;
  Sha256Sum& operator=(const Sha256Sum&) = delete;

  void Add(std::string_view bytes);
  // The 32 bytes; nothing may be added after.
  std::string Finish();

 private:
  struct Context;
  const std::unique_ptr<Context> context_;
};

// Lower-case hexadecimal, two characters a byte.
std::string Hex(std::string_view bytes);

// `count` bytes from the operating system's random source.
std::string RandomBytes(size_t count);

}  // namespace sheaf
