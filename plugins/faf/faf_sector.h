// The food, agriculture and forestry sector: answers each of its report formats.
#pragma once

#include <string_view>

#include "plugins/sdk/sector.h"
#include "plugins/sdk/vocabulary.h"

namespace sheaf::faf {

// Thread-safe: immutable after construction.
class Faf : public plugin::Sector {
 public:
  explicit Faf(sheaf::v1::SectorManifest manifest) : words_(std::move(manifest)) {}

  // INVALID_ARGUMENT for a format that the manifest does not declare.
  absl::Status Evaluate(const plugin::Dataset& data, std::string_view format,
                        plugin::Answer* answer) override;

 private:
  const plugin::Vocabulary words_;
};

}  // namespace sheaf::faf
