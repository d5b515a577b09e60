// What gRPC says of itself goes into the log of sheafd.
#pragma once

namespace sheaf::api {

// From now on errors that gRPC tells of become lines "gRPC: ..." of the default logger. What a
// client sent is left out, since it may be anybody's, and so are all but twenty lines a minute,
// since whoever sends garbage decides how many there are; how many were left out is said with the
// next one. Thread-safe.
void LogRpcErrors();

}  // namespace sheaf::api
