// What a plugin answers to one evaluation: collected, bounded, and held against what its manifest
// declares. A plugin speaks for its own sector only, and computes only what it declared it can.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "server/sectors/host/plugin_host.h"
#include "sheaf/plugin/v1/plugin.pb.h"
#include "sheaf/v1/manifest.pb.h"

namespace sheaf::sectors {

// Not thread-safe. `manifest` must outlive it.
class PluginAnswer {
 public:
  PluginAnswer(const v1::SectorManifest& manifest, int64_t max_bytes)
      : manifest_(manifest), max_bytes_(max_bytes) {}

  // RESOURCE_EXHAUSTED where the answer has become too long; INVALID_ARGUMENT with what is wrong
  // where the part claims what it may not. Take no more after the first error.
  absl::Status Take(plugin::v1::EvaluateResponse part);

  // What was taken; plugin_version and plugin_digest are left to the caller.
  Evaluation Release() { return std::move(evaluation_); }

 private:
  absl::Status CheckKpiValue(const plugin::v1::KpiValue& value) const;
  absl::Status CheckFinding(const v1::Finding& finding) const;
  absl::Status CheckSection(const v1::Section& section);
  absl::Status CheckSector(const std::string& what, const std::string& sector) const;

  const v1::SectorManifest& manifest_;
  const int64_t max_bytes_;
  int64_t bytes_ = 0;
  std::set<std::string> section_ids_;
  Evaluation evaluation_;
};

}  // namespace sheaf::sectors
