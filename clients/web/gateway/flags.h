// What sheaf-gateway is told when it is started.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "clients/web/gateway/calls/answer_cache.h"
#include "clients/web/gateway/http/admissions.h"
#include "clients/web/gateway/http/connection_limits.h"

namespace sheaf::gateway {

struct Flags {
  std::string listen = "127.0.0.1:7434";
  std::string server = "127.0.0.1:7433";
  std::string server_ca;
  int server_stream_connections = 4;
  std::string page_dir;
  std::string tls_certificate;
  std::string tls_key;
  std::vector<std::string> hosts;
  std::vector<std::string> origins;
  bool credential_required = false;
  int threads = 0;
  bool log_requests = false;
  int64_t drain_max_millis = 5000;
  int64_t call_max_millis = 300'000;
  ConnectionLimits connection;
  AdmissionLimits admission;
  AnswerCacheOptions cache;
};

// Adds them to `app`, each with what it means. `flags` holds the defaults, and outlives the
// parsing.
void AddFlags(CLI::App* app, Flags* flags);

}  // namespace sheaf::gateway
