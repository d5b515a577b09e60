// The contract as its .proto files say it, whatever of it a program links: every call of every
// service, and calls with requests that are written as text.
#pragma once

#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace google::protobuf {
class MethodDescriptor;
}  // namespace google::protobuf

namespace sheaf::e2e {

// Not thread-safe.
class Contract {
 public:
  Contract();
  ~Contract();

  // "PlanService.GetPlan", in the order of the files and of what stands in them.
  const std::vector<std::string>& methods() const { return methods_; }

  struct Answer {
    bool has_message = false;  // one came before the end
    grpc::Status status;       // of a call that was broken off after its first message: CANCELLED
    std::string reason;        // of its ErrorInfo; "" without one
  };
  // Sends one request and waits for the first message or the end. `request` is the text of its
  // message; `metadata` goes with the call. A test failure where there is no such method or the
  // text is none.
  Answer Call(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
              const std::string& request, const std::map<std::string, std::string>& metadata) const;

 private:
  struct Parsed;

  std::unique_ptr<Parsed> parsed_;
  std::vector<std::string> methods_;
  std::map<std::string, const google::protobuf::MethodDescriptor*> by_name_;
};

}  // namespace sheaf::e2e
