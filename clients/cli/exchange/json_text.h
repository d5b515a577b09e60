// Protobuf's JSON, the same bytes for the same message, and objects read record by record.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/struct.pb.h"

namespace sheaf::cli::exchange {

// On one line, fields that are not set left out, maps in the order of their keys.
std::string JsonLine(const google::protobuf::Message& message);

// The object in `text`. INVALID_ARGUMENT where it is no JSON, or something else than an object;
// nested more than a hundred deep counts as no JSON.
absl::StatusOr<google::protobuf::Struct> ParseJsonObject(std::string_view text);

// `value` as `message`. INVALID_ARGUMENT with the field that is unknown or does not fit.
absl::Status JsonToMessage(const google::protobuf::Value& value,
                           google::protobuf::Message& message);

}  // namespace sheaf::cli::exchange
