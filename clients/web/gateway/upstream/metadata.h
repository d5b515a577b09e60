// Metadata between gRPC and HTTP.
#pragma once

#include <grpcpp/client_context.h>

#include <map>
#include <string>

#include "clients/web/gateway/connect/error_json.h"

namespace sheaf::gateway {

// What is the server's own, in the form that HTTP gives it: binary values ("-bin") as base64. What
// is gRPC's is left out.
Metadata ReadMetadata(const std::multimap<grpc::string_ref, grpc::string_ref>& metadata);

// The bytes of a message.
std::string BytesOf(const grpc::ByteBuffer& buffer);
grpc::ByteBuffer BufferOf(const std::string& bytes);

}  // namespace sheaf::gateway
