// The plugin of the ICT and digital sector: the manifest beside this file, and the report formats
// of this folder.
#include <google/protobuf/text_format.h>

#include <string>

#include "plugin_manifest.h"
#include "plugins/ict/ict_sector.h"

int main(int argc, char** argv) {
  sheaf::v1::SectorManifest manifest;
  // What cannot be read is reported by Run, with line and column.
  google::protobuf::TextFormat::ParseFromString(std::string(kManifest), &manifest);
  sheaf::ict::Ict sector(std::move(manifest));
  return sheaf::plugin::Run(sector, kManifest, kVersion, argc, argv);
}
