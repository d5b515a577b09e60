// Answers that are worth compressing: listings and reports, of which gzip leaves about a quarter.
#pragma once

#include <grpcpp/grpcpp.h>

namespace sheaf::api {

// Lets what is sent be compressed, where the client says that it takes that; clients on this
// machine do not. To be called before anything is sent.
inline void LetCompress(grpc::CallbackServerContext& context) {
  context.set_compression_level(GRPC_COMPRESS_LEVEL_LOW);
}

}  // namespace sheaf::api
