// Manifests, as plugins declare them.
#include <string>
#include <utility>

#include "server/base/resource_name.h"
#include "server/sectors/intake.h"
#include "server/sectors/records.h"

namespace sheaf::sectors {

Accepted AcceptManifest(const v1::SectorManifest& manifest) {
  ledger::Write write;
  write.resource = FormatName(kManifestPattern, {manifest.sector(), "current"});
  write.payload = PayloadOf(manifest);
  Accepted accepted;
  accepted.names.push_back(write.resource);
  accepted.request.writes.push_back(std::move(write));
  return accepted;
}

}  // namespace sheaf::sectors
