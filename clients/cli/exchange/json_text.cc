#include "clients/cli/exchange/json_text.h"

#include <memory>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver.h"
#include "google/protobuf/util/type_resolver_util.h"

namespace sheaf::cli::exchange {
namespace {

constexpr char kUrlPrefix[] = "type.googleapis.com";

// Maps are serialised in the order of their keys only where that is asked for.
std::string SameBytes(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream out(&stream);
  out.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&out);
  out.Trim();
  return bytes;
}

google::protobuf::util::TypeResolver& Resolver() {
  static auto* const resolver = google::protobuf::util::NewTypeResolverForDescriptorPool(
      kUrlPrefix, google::protobuf::DescriptorPool::generated_pool());
  return *resolver;
}

// Without the words of the library around it.
absl::Status Refused(const google::protobuf::util::Status& status) {
  return absl::InvalidArgumentError(std::string(status.message().data(), status.message().size()));
}

}  // namespace

std::string JsonLine(const google::protobuf::Message& message) {
  std::string json;
  // Fails for an Any of an unknown type only; the contract has none.
  (void)google::protobuf::util::BinaryToJsonString(
      &Resolver(), std::string(kUrlPrefix) + "/" + message.GetDescriptor()->full_name(),
      SameBytes(message), &json);
  return json;
}

absl::StatusOr<google::protobuf::Struct> ParseJsonObject(std::string_view text) {
  google::protobuf::Struct object;
  const auto status =
      google::protobuf::util::JsonStringToMessage({text.data(), text.size()}, &object);
  if (!status.ok()) return Refused(status);
  return object;
}

absl::Status JsonToMessage(const google::protobuf::Value& value,
                           google::protobuf::Message& message) {
  std::string json;
  auto status = google::protobuf::util::MessageToJsonString(value, &json);
  if (status.ok()) status = google::protobuf::util::JsonStringToMessage(json, &message);
  return status.ok() ? absl::OkStatus() : Refused(status);
}

}  // namespace sheaf::cli::exchange
