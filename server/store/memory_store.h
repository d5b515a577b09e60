// A store that forgets: for tests of what stands on a store, and to show that the port is one.
#pragma once

#include <memory>

#include "server/store/store.h"

namespace sheaf::store {

// Keeps every value ever written, so that a cursor can see the state when it was made.
std::unique_ptr<Store> MakeMemoryStore();

}  // namespace sheaf::store
