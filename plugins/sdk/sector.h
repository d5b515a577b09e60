// A sector plugin in C++ is a manifest and a class with an Evaluate:
//
//   class Energy : public sheaf::plugin::Sector {
//     absl::Status Evaluate(const Dataset& data, std::string_view format, Answer* answer) override;
//   };
//   int main(int argc, char** argv) {
//     Energy energy;
//     return sheaf::plugin::Run(energy, kManifest, kVersion, argc, argv);
//   }
//
// and in CMake: sheaf_plugin(energy MANIFEST manifest.textproto VERSION 1.0.0 SOURCES energy.cc),
// which makes the program build/<preset>/plugins/energy and the text kManifest
// ("plugin_manifest.h").
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "plugins/sdk/dataset.h"
#include "sheaf/plugin/v1/plugin.pb.h"

namespace sheaf::plugin {

// What Evaluate gives back.
struct Answer {
  std::vector<v1::KpiValue> kpi_values;
  std::vector<sheaf::v1::Finding> findings;
  std::vector<sheaf::v1::Section> sections;
};

class Sector {
 public:
  virtual ~Sector() = default;

  // Lays `format` out, one of the manifest's report formats, or nothing but KPI values and findings
  // where it is "". Must depend on `data` alone. Called by several threads at once. An error is
  // shown in the place of the sector's section.
  virtual absl::Status Evaluate(const Dataset& data, std::string_view format, Answer* answer) = 0;
};

// Serves `sector` on the socket that SHEAF_PLUGIN_SOCKET names until SIGTERM; returns main's exit
// status. `manifest` is a SectorManifest in protobuf's text format. Prints what is wrong to
// standard error. With the argument --check it parses the manifest, says what is wrong with it, and
// ends.
int Run(Sector& sector, std::string_view manifest, std::string_view version, int argc, char** argv);

}  // namespace sheaf::plugin
