// The policy: who there is, and what is granted to whom. What no grant allows is refused.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "sheaf/v1/policy.pb.h"

namespace sheaf::auth {

// The principal that stands for whoever calls from the server's own machine without a credential.
inline constexpr std::string_view kThisMachine = "local";

// Never changes once it is read; what it gives out lives as long as it.
class Policy {
 public:
  // The policy in `file`. INVALID_ARGUMENT with every mistake and its line where it can be told;
  // UNAVAILABLE where the file cannot be read.
  static absl::StatusOr<std::shared_ptr<const Policy>> Read(const std::string& file);
  // The same of a text; `name` is what mistakes are reported in.
  static absl::StatusOr<std::shared_ptr<const Policy>> Parse(std::string_view text,
                                                             const std::string& name);

  // Null where there is none.
  const v1::Principal* Find(std::string_view id) const;
  // Whose certificate it is that has this name; null where nobody's.
  const v1::Principal* FindByCertificate(std::string_view name) const;

  const v1::Policy& message() const { return message_; }

 private:
  Policy() = default;

  v1::Policy message_;
  std::map<std::string, const v1::Principal*, std::less<>> by_id_;
  std::map<std::string, const v1::Principal*, std::less<>> by_certificate_;
};

}  // namespace sheaf::auth
