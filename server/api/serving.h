// What the services are made of. main.cc wires it; the parts outlive the RPC server.
#pragma once

#include <string>
#include <utility>

#include "server/api/call_limits.h"
#include "server/api/open_calls.h"
#include "server/auth/guard.h"
#include "server/base/clock.h"
#include "server/base/executor.h"
#include "server/ledger/ledger.h"
#include "server/model/model.h"
#include "server/publications/publisher.h"
#include "server/reports/reporter.h"
#include "server/sectors/host/plugin_host.h"
#include "server/sectors/intake.h"
#include "server/sectors/manifests.h"
#include "server/store/rocks_store.h"
#include "server/upkeep/backups.h"
#include "server/watchers/hub.h"

namespace sheaf::api {

struct Serving {
  ledger::Ledger* ledger;
  const sectors::Manifests* manifests;
  const model::Model* model;
  sectors::PluginHost* plugins;
  reports::Reporter* reporter;
  const Clock* clock;
  // For what answers in milliseconds, and for reports, which may take seconds: one never waits for
  // the other.
  Executor* quick;
  Executor* slow;
  std::string version;
  Micros started = 0;
  const auth::Guard* guard = nullptr;
  // Whether connections are encrypted.
  bool tls = false;
  watchers::Hub* hub = nullptr;
  // Null where the server was started without a folder for them.
  upkeep::Backups* backups = nullptr;
  const store::LiveStore* store = nullptr;
  CallLimits limits;
  const publications::Publisher* publisher = nullptr;
  // Set by the RPC server, whose calls they are.
  OpenCalls* open_calls = nullptr;
  // Null: calls are not counted. Set by the RPC server.
  auth::RateLimiter* rate_limiter = nullptr;

  // What checks a write of `actor`.
  sectors::Intake intake(std::string actor) const { return {ledger, manifests, std::move(actor)}; }
};

}  // namespace sheaf::api
