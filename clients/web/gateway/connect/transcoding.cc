#include "clients/web/gateway/connect/transcoding.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver.h"
#include "google/protobuf/util/type_resolver_util.h"

namespace sheaf::gateway {
namespace {

namespace util = google::protobuf::util;

constexpr char kPrefix[] = "type.googleapis.com";

util::TypeResolver* Types() {
  static util::TypeResolver* const types = util::NewTypeResolverForDescriptorPool(
      kPrefix, google::protobuf::DescriptorPool::generated_pool());
  return types;
}

std::string UrlOf(std::string_view type) {
  return absl::StrCat(kPrefix, "/", absl::string_view(type.data(), type.size()));
}

}  // namespace

absl::StatusOr<std::string> ToBinary(std::string_view type, std::string_view json) {
  std::string binary;
  // What has no message at all stands for one without fields.
  if (json.empty()) json = "{}";
  const auto status = util::JsonToBinaryString(Types(), UrlOf(type), std::string(json), &binary);
  if (status.ok()) return binary;
  return absl::InvalidArgumentError(absl::StrCat("the message is not the JSON of a ",
                                                 absl::string_view(type.data(), type.size()), ": ",
                                                 std::string(status.message())));
}

absl::StatusOr<std::string> ToJson(std::string_view type, std::string_view binary) {
  std::string json;
  const auto status = util::BinaryToJsonString(Types(), UrlOf(type), std::string(binary), &json);
  if (status.ok()) return json;
  return absl::InvalidArgumentError(absl::StrCat("the bytes are no ",
                                                 absl::string_view(type.data(), type.size()), ": ",
                                                 std::string(status.message())));
}

}  // namespace sheaf::gateway
