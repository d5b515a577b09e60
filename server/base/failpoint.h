// Named places in the server at which a test can have the process end, as by kill -9.
//
//   Failpoint("commit.before_write");
//
//   SHEAF_FAILPOINTS=commit.before_write=kill@17 sheafd ...    ends at its 17th time there
//
// Built in only where the CMake option SHEAF_FAILPOINTS is on, which it is in builds with tests: a
// server that people install has no switch that kills it. Where they are built in and none is
// armed, a failpoint costs one read of a flag that does not change.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace sheaf {

// Arms what `specification` says, "place=kill@N" with commas between; null or empty arms nothing.
// Before other threads start. INVALID_ARGUMENT for what cannot be read; FAILED_PRECONDITION where
// this build has no failpoints.
absl::Status ArmFailpoints(const char* specification);

#ifdef SHEAF_FAILPOINTS

namespace failpoint {
extern bool any_armed;
void Reach(std::string_view place);
}  // namespace failpoint

// Thread-safe.
inline void Failpoint(std::string_view place) {
  if (failpoint::any_armed) [[unlikely]] {
    failpoint::Reach(place);
  }
}

#else

inline void Failpoint(std::string_view) {}

#endif

}  // namespace sheaf
