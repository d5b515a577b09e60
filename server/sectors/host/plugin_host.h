// The plugin host: starts every executable of the plugin folder as a process of its own, watches
// it, and asks it. Nothing that a plugin does reaches beyond its own sector: it is killed, marked
// and started again.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "sheaf/plugin/v1/plugin.pb.h"
#include "sheaf/v1/sector_service.pb.h"

namespace sheaf::sectors {

// What a plugin computed.
struct Evaluation {
  std::vector<plugin::v1::KpiValue> kpi_values;
  std::vector<v1::Finding> findings;
  std::vector<v1::Section> sections;
  std::string plugin_version;
  std::string plugin_digest;
};

struct PluginHostOptions {
  std::string plugin_dir;   // "" for no plugins
  std::string only_sector;  // the one program of it to start; "" for all
  // Folder for the sockets; made private (0700). Emptied at start.
  std::string socket_dir;
  // False starts plugins without walls: they may do what the server's user may.
  bool sandbox = true;
  // Folders that no plugin may read: where the sandbox could not keep them from it, none is
  // started.
  std::vector<std::string> private_dirs;
  std::string core_version;
  std::chrono::milliseconds handshake_deadline{10'000};
  std::chrono::milliseconds describe_deadline{10'000};
  std::chrono::milliseconds evaluate_deadline{30'000};
  std::chrono::milliseconds restart_delay_min{500};  // doubles with each failure ...
  std::chrono::milliseconds restart_delay_max{60'000};
  std::chrono::milliseconds steady_after{60'000};  // ... and starts anew after running this long
  int64_t memory_max_bytes = int64_t{1} << 30;
  int64_t threads_max = 256;
  // Of all answers to one evaluation.
  int64_t document_max_bytes = 64 << 20;
  int64_t document_max_parts =
      1'000'000;  // rows, cells, paragraphs and whatever else it is made of
};

// Thread-safe.
class PluginHost {
 public:
  // Is told each manifest that a plugin has declared and that fits (CheckManifest), before the
  // plugin counts as running; not OK refuses it. Called on the supervisor's thread; may block.
  using ManifestSink = std::function<absl::Status(const v1::SectorManifest&)>;

  static std::unique_ptr<PluginHost> Start(PluginHostOptions options, ManifestSink sink);
  // As Stop.
  virtual ~PluginHost() = default;

  // Takes in the executable of `sector` as it is now, as SectorService.ReloadSector says. Returns
  // at once; `done` is called once, on any thread, and must not wait for anything: with the
  // sector's plugin fields, or NOT_FOUND, FAILED_PRECONDITION where the new one does not run,
  // ABORTED while another reload of the sector is under way, UNAVAILABLE where the server ends.
  using Reloaded = std::function<void(const absl::StatusOr<v1::Sector>&)>;
  virtual void Reload(const std::string& sector, Reloaded done) = 0;
  // Reloads every executable of the folder; the log says what became of each. Returns at once.
  virtual void ReloadAll() = 0;

  // Asks the plugins to end (SIGTERM), kills what has not after two seconds, and reaps all. From
  // then on none runs: what waits for one is answered UNAVAILABLE.
  virtual void Stop() = 0;

  // Until every plugin has run or failed once, at most `limit`.
  virtual void WaitUntilTried(std::chrono::milliseconds limit) = 0;

  // Plugin fields of every sector that has an executable, in the order of their names.
  virtual std::vector<v1::Sector> Sectors() const = 0;

  // How plugins are confined here; unspecified where there is no plugin folder.
  virtual v1::PluginSandbox Sandbox() const = 0;

  // The digest of the running plugin of `sector`; "" where none runs.
  virtual std::string DigestOf(std::string_view sector) const = 0;

  // Gives the next part of the data set, or false after the last. Called on the calling thread.
  using Source = std::function<bool(plugin::v1::EvaluateRequest*)>;
  // Blocks; call it on an executor. UNAVAILABLE, with a sentence for the reader of the report,
  // where the plugin does not run, dies, is late, or answers what cannot be.
  virtual absl::StatusOr<Evaluation> Evaluate(std::string_view sector, const Source& source) = 0;
};

}  // namespace sheaf::sectors
