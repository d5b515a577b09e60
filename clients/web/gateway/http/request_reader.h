// Reads a request from bytes as they come. It knows no socket, so that it is fuzzed by itself.
//
//   RequestReader reader({.header_max_bytes = 16384, .body_max_bytes = 1 << 20});
//   std::string inbox = ...;
//   while (reader.Read(&inbox) == RequestReader::Progress::kNeedsMore) inbox += ...;
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "clients/web/gateway/http/message.h"

namespace sheaf::gateway {

struct RequestLimits {
  uint32_t header_max_bytes = 32 << 10;
  uint64_t body_max_bytes = 16 << 20;
};

class RequestReader {
 public:
  enum class Progress {
    kNeedsMore,   // than is there
    kIsComplete,  // Take() gives the request
    kIsRefused    // Refusal() says why; nothing more is read from this connection
  };

  explicit RequestReader(const RequestLimits& limits);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;

  // Takes what belongs to the request from the beginning of `inbox`.
  Progress Read(std::string* inbox);

  // Whether anything of a request has come.
  bool HasBegun() const;
  // Whether the headers are complete.
  bool HasHeaders() const;
  // Whether the client waits to be told to go on ("Expect: 100-continue").
  bool WaitsToGoOn() const;

  Request Take();
  // The HTTP status, 400, 413, 431 or 505, and a sentence.
  struct Refused {
    int status;
    std::string sentence;
  };
  Refused Refusal() const;

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace sheaf::gateway
