// What every channel to sheafd is opened with, whoever opens it.
#pragma once

#include <string>

#include "grpcpp/support/channel_arguments.h"

namespace sheaf::client {

// Whether what is sent is compressed (gzip), and answers may be. To this machine it costs more than
// it saves.
enum class Compression { kToOtherMachines, kAlways, kNever };

bool IsCompressed(Compression compression, const std::string& target);

// Room for the longest answers and refusals, keepalive that the server puts up with, and short
// waits between attempts to connect. No proxy to this machine.
grpc::ChannelArguments ChannelArguments(const std::string& target,
                                        Compression compression = Compression::kToOtherMachines);

}  // namespace sheaf::client
