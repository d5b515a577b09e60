// How many calls are open on each connection, as gRPC counts them for its own diagnosis: all that
// the client began, also those of which the server was told nothing yet.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sheaf::api {

// The peers of connections to servers of this process on which more than `streams_max` calls are
// open: "ipv4:127.0.0.1:4711". Thread-safe; takes some 20 microseconds a connection.
std::vector<std::string> PeersWithMoreThan(int64_t streams_max);

}  // namespace sheaf::api
