#include "tests/e2e/contract.h"

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/text_format.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <fstream>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace sheaf::e2e {
namespace {

using google::protobuf::MethodDescriptor;

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

std::string ReasonIn(const grpc::Status& status) {
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return "";
  for (const auto& any : details.details()) {
    google::rpc::ErrorInfo info;
    if (any.UnpackTo(&info)) return info.reason();
  }
  return "";
}

// The steps of a call, one after the other: each waits for the one before.
class OneCall {
 public:
  OneCall(const std::shared_ptr<grpc::Channel>& channel, const std::string& path,
          const std::map<std::string, std::string>& metadata)
      : stub_(channel) {
    for (const auto& [key, value] : metadata) context_.AddMetadata(key, value);
    call_ = stub_.PrepareCall(&context_, path, &queue_);
    call_->StartCall(nullptr);
    Wait();
  }
  ~OneCall() {
    queue_.Shutdown();
    while (Wait()) {
    }
  }
  OneCall(const OneCall&) = delete;
  OneCall& operator=(const OneCall&) = delete;

  Contract::Answer Ask(const std::string& request) {
    Contract::Answer answer;
    call_->WriteLast(BufferOf(request), {}, nullptr);
    if (Wait()) {
      grpc::ByteBuffer message;
      call_->Read(&message, nullptr);
      answer.has_message = Wait();
    }
    // What it still has to say does not matter.
    if (answer.has_message) context_.TryCancel();
    call_->Finish(&answer.status, nullptr);
    Wait();
    answer.reason = ReasonIn(answer.status);
    return answer;
  }

 private:
  bool Wait() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }

  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
};

}  // namespace

struct Contract::Parsed {
  google::protobuf::DescriptorPool pool;
  google::protobuf::DynamicMessageFactory messages{&pool};
};

Contract::Contract() : parsed_(std::make_unique<Parsed>()) {
  google::protobuf::FileDescriptorSet files;
  std::ifstream stream(SHEAF_CONTRACT, std::ios::binary);
  EXPECT_TRUE(files.ParseFromIstream(&stream)) << SHEAF_CONTRACT;
  for (const auto& description : files.file()) {
    const auto* file = parsed_->pool.BuildFile(description);
    for (int s = 0; file != nullptr && s < file->service_count(); ++s) {
      const auto* service = file->service(s);
      for (int m = 0; m < service->method_count(); ++m) {
        const std::string method = service->name() + "." + service->method(m)->name();
        methods_.push_back(method);
        by_name_[method] = service->method(m);
      }
    }
  }
}

Contract::~Contract() = default;

Contract::Answer Contract::Call(const std::shared_ptr<grpc::Channel>& channel,
                                const std::string& method, const std::string& request,
                                const std::map<std::string, std::string>& metadata) const {
  const auto found = by_name_.find(method);
  if (found == by_name_.end()) {
    ADD_FAILURE() << "there is no call " << method;
    return {};
  }
  const MethodDescriptor& call = *found->second;
  const std::unique_ptr<google::protobuf::Message> message(
      parsed_->messages.GetPrototype(call.input_type())->New());
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(request, message.get()))
      << method << ": " << request;
  return OneCall(channel, "/" + call.service()->full_name() + "/" + call.name(), metadata)
      .Ask(message->SerializeAsString());
}

}  // namespace sheaf::e2e
