// What sheafd is told when it is started.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "server/api/call_limits.h"
#include "server/upkeep/snapshots.h"

namespace sheaf {

struct Flags {
  std::string data_dir;
  std::string plugin_dir;
  std::string plugin_sandbox = "on";
  std::string backup_dir;
  std::string listen = "127.0.0.1:7433";
  bool check = false;
  std::string check_plugin;
  int64_t watch_send_max_millis = 30'000;
  std::string restore;
  std::string tls_cert;
  std::string tls_key;
  std::string tls_client_ca;
  std::string tls_crl;
  std::string policy;
  std::string signing_key;
  std::string check_policy;
  int64_t snapshot_min_versions = upkeep::SnapshotOptions().least_versions;
  api::CallLimits call_limits;
};

// Adds them to `app`, each with what it means. `flags` holds the defaults, and outlives the
// parsing.
void AddFlags(CLI::App* app, Flags* flags);

}  // namespace sheaf
