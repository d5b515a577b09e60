#include "clients/web/gateway/connect/method.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace sheaf::gateway {
namespace {

// The services of this package, and of none below it, are public.
constexpr std::string_view kPackage = "sheaf.v1";
constexpr std::string_view kBeginning = "/sheaf.v1.";

}  // namespace

bool Method::IsOne(std::string_view path) { return path.starts_with(kBeginning); }

Method Method::Find(std::string_view path) {
  if (!IsOne(path) || std::count(path.begin(), path.end(), '/') != 2) return Method(nullptr);
  std::string name(path.substr(1));
  std::replace(name.begin(), name.end(), '/', '.');
  const auto* const method =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(name);
  const bool is_public = method != nullptr && method->file()->package() == kPackage;
  return Method(is_public && Method(method).GrpcPath() == path ? method : nullptr);
}

std::string Method::GrpcPath() const {
  return absl::StrCat("/", method_->service()->full_name(), "/", method_->name());
}

}  // namespace sheaf::gateway
