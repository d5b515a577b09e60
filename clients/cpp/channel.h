// What every channel to sheafd is opened with, whoever opens it.
#pragma once

#include <string>

#include "grpcpp/support/channel_arguments.h"

namespace sheaf::client {

// Room for the longest answers and refusals, keepalive that the server puts up with, and short
// waits between attempts to connect. No proxy to this machine.
grpc::ChannelArguments ChannelArguments(const std::string& target);

}  // namespace sheaf::client
