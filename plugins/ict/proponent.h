// Who proposed an initiative: a member state, by the attribute `proponent` that the manifest
// declares.
#pragma once

#include <string_view>

#include "plugins/sdk/facts.h"

namespace sheaf::ict {

// By what a proponent is known.
enum class ProponentSource {
  kNotStated,
  kStated,       // by the line itself
  kLeadMember,   // the line's lead body is a member state, or several
  kOfLineAbove,  // by either, of the nearest line above that has one
};

struct Proponent {
  // Names as recorded: "Singapore", "Brunei Darussalam; Philippines". "" where not stated.
  std::string_view names;
  ProponentSource source = ProponentSource::kNotStated;
};

// Bodies of the chain are no proponents: they decide on what a member state proposes.
Proponent ProponentOf(const plugin::Facts& facts, int row);

}  // namespace sheaf::ict
