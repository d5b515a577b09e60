// The RPCs of the public contract, looked up by name in the descriptors that are linked into the
// program. An RPC that is added to the contract needs nothing here.
#pragma once

#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"

namespace sheaf::gateway {

// What one RPC is, and takes and gives.
class Method {
 public:
  // The one that `path`, "/sheaf.v1.PlanService/GetPlan", stands for; IsKnown() says whether there
  // is one.
  static Method Find(std::string_view path);
  // Whether `path` has the form of one, known or not: then no file of the page is meant.
  static bool IsOne(std::string_view path);

  bool IsKnown() const { return method_ != nullptr; }
  // "/sheaf.v1.PlanService/GetPlan", as gRPC calls it.
  std::string GrpcPath() const;
  std::string_view RequestType() const { return method_->input_type()->full_name(); }
  std::string_view ResponseType() const { return method_->output_type()->full_name(); }
  bool StreamsRequests() const { return method_->client_streaming(); }
  bool StreamsAnswers() const { return method_->server_streaming(); }
  bool HasNoSideEffects() const {
    return method_->options().idempotency_level() ==
           google::protobuf::MethodOptions::NO_SIDE_EFFECTS;
  }

 private:
  explicit Method(const google::protobuf::MethodDescriptor* method) : method_(method) {}
  const google::protobuf::MethodDescriptor* method_;
};

}  // namespace sheaf::gateway
