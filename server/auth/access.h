// What a call wants to do, and what of a policy decides whether it may.
#pragma once

#include <string>
#include <string_view>

#include "sheaf/v1/policy.pb.h"

namespace sheaf::auth {

// What a call wants to do, and to whose records.
struct Access {
  // Nothing of a sector's.
  static Access Of(v1::Action action) { return {.action = action}; }
  // Of one sector; "": of plans of no sector. `member_state` is who it speaks for; "": the region.
  static Access OfSector(v1::Action action, std::string_view sector,
                         std::string_view member_state = "") {
    return {action, Scope::kSector, std::string(sector), std::string(member_state), false};
  }
  // Of every sector, and of plans of none.
  static Access OfAll(v1::Action action, std::string_view member_state = "") {
    return {action, Scope::kAll, "", std::string(member_state), false};
  }

  enum class Scope { kNothing, kSector, kAll };

  v1::Action action = v1::ACTION_UNSPECIFIED;
  Scope scope = Scope::kNothing;
  std::string sector = {};
  std::string member_state = {};
  // Only a grant that names the member state speaks for it: not one for all of them.
  bool as_member_state = false;
};

// Whether holders of `role` do `action` at all; a READER reads what is unpublished where its grant
// says so.
bool RoleDoes(v1::Role role, v1::Action action);

// True where the grant allows it: by its role, its sectors, and, for what speaks for somebody
// (PUSH, VERIFY and READ_UNPUBLISHED), its member states.
bool Allows(const v1::Grant& grant, const Access& access);

// For people: "push in sector energy for VNM".
std::string Describe(const Access& access);
// "contributor for sector energy and member state VNM".
std::string Describe(const v1::Grant& grant);
// "push"; as `sheaf policy explain` takes it.
std::string ActionWord(v1::Action action);

// What of a principal's grants decides. `grant` is the first that allows it, of the principal's;
// null where none does. `reason` is a sentence for people.
struct Decision {
  const v1::Grant* grant = nullptr;
  std::string reason;
};

Decision Decide(const v1::Principal& principal, const Access& access);

}  // namespace sheaf::auth
