// A real sheaf-gateway before a real sheafd, and what a browser or curl would send to it.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/e2e/process.h"
#include "tests/e2e/raw_connection.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpAnswer {
  int status = 0;
  HttpHeaders headers;
  std::string body;  // whole, where it came in chunks

  // The first value of that name in lower case; "" where there is none.
  std::string Header(const std::string& name) const;
};

// What came over a connection that was closed after one answer.
HttpAnswer ParseAnswer(const std::string& bytes);

// The messages of a Connect stream, in their envelopes' order; the last is the end.
std::vector<std::string> MessagesOf(const std::string& body);

// The bytes of a request, after which the connection goes on or not.
std::string RequestBytes(const std::string& method, const std::string& target,
                         const HttpHeaders& headers, const std::string& body,
                         bool keeps_connection = false);

class Gateway {
 public:
  // Starts it before `server`, on any port, with `flags` besides. Throws where it does not come up.
  explicit Gateway(const RealServer& server, std::vector<std::string> flags = {});
  // SIGTERM, and wait; the exit code.
  int Stop();
  void Signal(int signal) const;

  // "127.0.0.1:PORT".
  const std::string& address() const { return address_; }
  // "http://127.0.0.1:PORT".
  const std::string& url() const { return url_; }
  pid_t pid() const { return program_->pid(); }
  std::string Log() const;

  // One request on a connection of its own. A Host is added where there is none.
  HttpAnswer Ask(const std::string& method, const std::string& target, HttpHeaders headers = {},
                 const std::string& body = "") const;
  // A unary call with a body of JSON: "PlanService/GetPlan".
  HttpAnswer Call(const std::string& method, const std::string& json,
                  HttpHeaders headers = {}) const;
  // The same by GET.
  HttpAnswer Get(const std::string& method, const std::string& json,
                 HttpHeaders headers = {}) const;
  // Begins a stream of JSON on a connection of its own, which is returned.
  RawConnection Stream(const std::string& method, const std::string& json) const;

 private:
  std::string log_;
  std::string url_;
  std::string address_;
  std::unique_ptr<Program> program_;
};

// A message in its envelope.
std::string EnvelopeOf(const std::string& message);

// As encodeURIComponent does it.
std::string PercentEncoded(const std::string& text);

}  // namespace sheaf::e2e
