// The answer to one reload of a plugin, which is given whatever happens.
#pragma once

#include <utility>

#include "server/sectors/host/plugin_host.h"

namespace sheaf::sectors {

// Not thread-safe. Whoever drops it without an answer answers that the server ends.
class ReloadAnswer {
 public:
  explicit ReloadAnswer(PluginHost::Reloaded done) : done_(std::move(done)) {}
  ~ReloadAnswer();
  ReloadAnswer(const ReloadAnswer&) = delete;
  ReloadAnswer& operator=(const ReloadAnswer&) = delete;

  // The first counts.
  void Give(const absl::StatusOr<v1::Sector>& sector) {
    if (const auto done = std::exchange(done_, nullptr)) done(sector);
  }

 private:
  PluginHost::Reloaded done_;
};

}  // namespace sheaf::sectors
