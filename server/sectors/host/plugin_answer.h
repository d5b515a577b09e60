// What a plugin answers to one evaluation: collected, bounded, and held against what its manifest
// declares. A plugin speaks for its own sector only, and computes only what it declared it can.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "server/sectors/host/plugin_host.h"
#include "sheaf/plugin/v1/plugin.pb.h"
#include "sheaf/v1/manifest.pb.h"

namespace sheaf::sectors {

// Not thread-safe. `manifest` must outlive it.
class PluginAnswer {
 public:
  PluginAnswer(const v1::SectorManifest& manifest, int64_t max_bytes, int64_t max_parts)
      : manifest_(manifest), max_bytes_(max_bytes), max_parts_(max_parts), parts_left_(max_parts) {}

  // `message` is an EvaluateResponse as it came. RESOURCE_EXHAUSTED where the answer has become too
  // long; INVALID_ARGUMENT with what is wrong where the bytes are no message, hold too many parts,
  // or claim what they may not. Take no more after the first error.
  absl::Status Take(std::string_view message);

  // What was taken; plugin_version and plugin_digest are left to the caller.
  Evaluation Release() { return std::move(evaluation_); }

 private:
  absl::Status Count(std::string_view message);
  absl::Status TakePart(plugin::v1::EvaluateResponse part);
  absl::Status CheckKpiValue(const plugin::v1::KpiValue& value) const;
  absl::Status CheckFinding(const v1::Finding& finding) const;
  absl::Status CheckSection(const v1::Section& section);
  absl::Status CheckSector(const std::string& what, const std::string& sector) const;

  const v1::SectorManifest& manifest_;
  const int64_t max_bytes_;
  const int64_t max_parts_;
  int64_t bytes_ = 0;
  int64_t parts_left_;
  std::set<std::string> section_ids_;
  Evaluation evaluation_;
};

}  // namespace sheaf::sectors
