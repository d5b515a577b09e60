// The one thread that starts all plugins, replaces them and sees them end. One and the same,
// because a plugin dies with the thread that forked it.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/sectors/host/plugin_board.h"
#include "server/sectors/host/plugin_life.h"
#include "server/sectors/host/plugin_mailbox.h"
#include "server/sectors/host/reload_answer.h"

namespace sheaf::sectors {

// Thread-safe.
class PluginSupervisor {
 public:
  // `board` must outlive it.
  PluginSupervisor(PluginHostOptions options, PluginHost::ManifestSink sink, PluginBoard* board);
  // As Stop.
  ~PluginSupervisor();

  // Asks all plugins to end, kills after two seconds, and reaps them. A second call waits for the
  // first.
  void Stop();

  // See PluginLife::End. Returns at once.
  void End(std::shared_ptr<const RunningPlugin> plugin, const std::string& reason);

  // See PluginHost.
  void Reload(const std::string& sector, PluginHost::Reloaded done);
  void ReloadAll();

 private:
  using TimePoint = PluginLife::TimePoint;
  using Answer = std::shared_ptr<ReloadAnswer>;

  void FindLives();
  void AddLife(const PluginFile& file, PluginLife::Role role);
  PluginLife* CurrentOf(std::string_view sector) const;
  void ReloadNow(const std::string& sector, const Answer& answer);
  void ReloadFile(const PluginFile& file, const Answer& answer);
  void ReloadAllNow();
  // The first start of `life`, the new one, runs or does not.
  void Settle(const PluginLife& life, const absl::Status& introduced, const Answer& answer);
  void Work();
  void Poll(TimePoint until);
  void EndAll();
  bool AllHaveEnded() const;

  const PluginHostOptions options_;
  const PluginHost::ManifestSink sink_;
  PluginBoard* const board_;
  // Shared with calls that outlive the supervisor: their answers go nowhere.
  const std::shared_ptr<PluginMailbox> mailbox_ = std::make_shared<PluginMailbox>();
  std::vector<std::unique_ptr<PluginLife>> lives_;
  absl::Status sockets_prepared_;
  bool stopping_ = false;  // set on the thread itself
  std::once_flag stopped_;
  std::thread thread_;
};

}  // namespace sheaf::sectors
