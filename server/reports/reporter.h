// The reporter: lays the records out as documents, as of two clocks.
#pragma once

#include <memory>
#include <string>

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

// Thread-safe. Blocks; call it on an executor.
class Reporter {
 public:
  explicit Reporter(Sources sources);
  ~Reporter();

  // `sector` "" is the report across all sectors and plans. `format` is one of CoreFormats, "" the
  // first of them, or with a sector also one of its plugin. `clocks` are resolved: revision, commit
  // time and effective date are set; `counts` is how far updates must have been checked to count.
  // NOT_FOUND for an unknown sector or format, naming those that
  // there are; UNAVAILABLE for a plugin's own format while it does not run. The same inputs give
  // the same document, from a cache where nothing has changed.
  absl::StatusOr<std::shared_ptr<const v1::Document>> Report(
      const std::string& sector, const std::string& format, const v1::Clocks& clocks,
      model::Level counts = model::Level::kSubmitted);

  // The formats of the core, for lists.
  static std::vector<v1::ReportFormat> CoreFormats(bool with_sector);

 private:
  class Cache;
  Sources sources_;
  std::unique_ptr<Cache> cache_;
};

}  // namespace sheaf::reports
