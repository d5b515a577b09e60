// The plugin of the transport sector: the manifest beside this file, and the report formats of this
// folder.
#include <google/protobuf/text_format.h>

#include <string>

#include "plugin_manifest.h"
#include "plugins/transport/transport_sector.h"

int main(int argc, char** argv) {
  sheaf::v1::SectorManifest manifest;
  // What cannot be read is reported by Run, with line and column.
  google::protobuf::TextFormat::ParseFromString(std::string(kManifest), &manifest);
  sheaf::transport::Transport sector(std::move(manifest));
  return sheaf::plugin::Run(sector, kManifest, kVersion, argc, argv);
}
