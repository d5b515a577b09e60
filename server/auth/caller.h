// Who is calling. Without a policy the server listens on the loopback only and whoever reaches it
// holds every role, as the local user; the name that the client states is recorded as stated.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::auth {

// The actor that changes are recorded under: "local/alice" for a client that states the user name
// "alice", "local" for one that states none. Characters that a name should not have are left out.
std::string LocalActor(std::string_view stated_user);

}  // namespace sheaf::auth
