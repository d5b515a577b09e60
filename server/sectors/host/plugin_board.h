// What is known about the plugins, for other threads: the supervisor writes, everyone reads.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "server/sectors/host/plugin_session.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/sector_service.pb.h"

namespace sheaf::sectors {

// A plugin that runs, from its introduction to its end. Immutable. Who evaluates on it holds it: a
// plugin that was replaced ends when nobody does any more.
struct RunningPlugin {
  std::shared_ptr<PluginSession> session;
  v1::SectorManifest manifest;
  std::string version;
  std::string digest;
};

// Thread-safe.
class PluginBoard {
 public:
  // The plugin fields of `sector`, whose name is in them, and who runs, or null. A plugin counts as
  // tried once it has been posted in a state other than STARTING.
  void Post(const std::string& sector, v1::Sector fields,
            std::shared_ptr<const RunningPlugin> running);

  std::vector<v1::Sector> All() const;
  // Empty fields for a sector without an executable.
  v1::Sector FieldsOf(std::string_view sector) const;
  std::shared_ptr<const RunningPlugin> Running(std::string_view sector) const;
  // Until all that were ever posted have been tried, at most `limit`.
  void WaitUntilTried(std::chrono::milliseconds limit) const;

 private:
  struct Entry {
    v1::Sector fields;
    std::shared_ptr<const RunningPlugin> running;
    bool tried = false;
  };

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace sheaf::sectors
