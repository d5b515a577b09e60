// What the server holds of one plan, for somebody who is about to push to it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cpp/connection.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::cli {

struct HeldRecords {
  v1::Plan plan;
  std::map<std::string, v1::Line> lines;  // by code
  std::map<std::string, v1::Update>
      updates;  // by name; those that the caller may read and that stand
  // As ManifestOf has it.
  v1::SectorManifest manifest;
  // Today, as the server has it, and its newest revision.
  std::string today;
  int64_t revision = 0;
};

// Of the plan's sector; one without words for a plan that is of none. Errors: those of the server.
absl::StatusOr<v1::SectorManifest> ManifestOf(client::Connection& connection, const v1::Plan& plan);

absl::StatusOr<HeldRecords> ReadHeld(client::Connection& connection, const std::string& plan);

// The version of the update `name` that had this etag; nothing where there was none, or it may not
// be read.
std::optional<v1::Update> VersionWith(client::Connection& connection, const std::string& name,
                                      const std::string& etag);

}  // namespace sheaf::cli
