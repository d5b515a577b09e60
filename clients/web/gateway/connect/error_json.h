// Failures, and the ends of streams, as the JSON that the Connect protocol gives them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "google/rpc/status.pb.h"

namespace sheaf::gateway {

// {"code":"not_found","message":"...","details":[{"type":...,"value":...,"debug":...}]}. A detail
// has a "debug", itself as JSON, where the gateway knows its type.
std::string ErrorJson(const google::rpc::Status& failure);

// Names in lower case and values, several of a name side by side.
using Metadata = std::vector<std::pair<std::string, std::string>>;

// The last message of a stream: {} or {"error":...,"metadata":...}. `failure` of code 0 is none.
std::string EndOfStreamJson(const google::rpc::Status& failure, const Metadata& trailing);

// `text` as a JSON string, in quotes.
std::string JsonString(std::string_view text);

}  // namespace sheaf::gateway
