// Work that is done on all cores.
#pragma once

#include <cstddef>
#include <functional>

namespace sheaf::reports {

// Calls `work` with each number from 0 to below `count`, on as many threads as the machine has
// cores, and returns when all is done.
void OnAllCores(size_t count, const std::function<void(size_t)>& work);

}  // namespace sheaf::reports
