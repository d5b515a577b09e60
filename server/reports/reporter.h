// The reporter: lays the records out as documents, as of two clocks.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"
#include "server/model/model.h"
#include "server/sectors/host/plugin_host.h"
#include "server/sectors/manifests.h"
#include "sheaf/v1/clocks.pb.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// What a report is made of. `plugins` may be null: then every plugin's part is unavailable.
struct Sources {
  const model::Model* model;
  const sectors::Manifests* manifests;
  sectors::PluginHost* plugins;
  std::string core_version;
  // What was written in updates is read here; null: it is marked as unavailable.
  const ledger::Ledger* ledger = nullptr;
};

// Which report is wanted, and as of what.
struct Asked {
  // "": across all sectors and plans.
  std::string sector = {};
  // One of CoreFormats, "" the first of them, or with a sector also one of its plugin.
  std::string format = {};
  // Resolved: revision, commit time and effective date are set.
  v1::Clocks clocks = {};
  // How far updates must have been checked to count.
  model::Level counts = model::Level::kSubmitted;
  // Titles are given in it, see View::In.
  std::string language = {};
  // Resolved too. What the format "comparison" compares with; unset: the year before, as known at
  // the same revision. Unset for any other format.
  std::optional<v1::Clocks> compared_with = {};
  // Whether figures name the lines that they are made of (Cell.lines): lists count `counts` too.
  bool names_lines = false;
  // For the format "member-state", else "".
  std::string member_state = {};
};

// Thread-safe. Blocks; call it on an executor.
class Reporter {
 public:
  explicit Reporter(Sources sources);
  ~Reporter();

  // NOT_FOUND for an unknown sector or format, naming those that there are; INVALID_ARGUMENT
  // where something is to be compared with in another format than a comparison, or a member state
  // is named in another format than its own, not named in that, or not registered; UNAVAILABLE for
  // a plugin's own format while it does not run. The same inputs give the same document, from a
  // cache where nothing has changed.
  absl::StatusOr<std::shared_ptr<const v1::Document>> Report(const Asked& asked);

  // The formats of the core, for lists.
  static std::vector<v1::ReportFormat> CoreFormats(bool with_sector);

 private:
  class Cache;
  Sources sources_;
  std::unique_ptr<Cache> cache_;
};

}  // namespace sheaf::reports
