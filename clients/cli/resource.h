// Reading any resource by its name, whichever service holds it.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cpp/connection.h"
#include "google/protobuf/message.h"
#include "sheaf/v1/clocks.pb.h"

namespace sheaf::cli {

// "plans/energy", "plans/energy/lines/X", ".../updates/Y", "sectors/energy" (its manifest),
// "sectors/energy/kpis/K" (its definition), figures, "memberStates/IDN",
// "publications/energy-2024". NOT_FOUND where it did not exist at `as_of`; INVALID_ARGUMENT where
// `name` is no resource's name.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> GetResource(
    client::Connection& connection, const std::string& name, const v1::AsOf& as_of);

}  // namespace sheaf::cli
