#include "server/auth/policy.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"

namespace sheaf::auth {
namespace {

constexpr size_t kTitleBytes = 500;

// Gathers what the parser finds, with its place.
class Mistakes : public google::protobuf::io::ErrorCollector {
 public:
  explicit Mistakes(std::string file) : file_(std::move(file)) {}

  void AddError(int line, int column, const std::string& text) override {
    Add(absl::StrCat(":", line + 1, ":", column + 1, ": ", text));
  }
  void Add(std::string_view text) { texts_.push_back(absl::StrCat(file_, std::string(text))); }
  bool none() const { return texts_.empty(); }
  absl::Status AsStatus() const {
    return Refusal(absl::StatusCode::kInvalidArgument, "INVALID_POLICY",
                   absl::StrJoin(texts_, "\n"));
  }

 private:
  const std::string file_;
  std::vector<std::string> texts_;
};

bool IsPrincipalId(std::string_view id) {
  return CheckId(id, "").ok() && absl::ascii_islower(id.front()) &&
         std::none_of(id.begin(), id.end(), [](char c) { return absl::ascii_isupper(c); });
}

bool IsMemberState(std::string_view code) {
  return code == "*" ||
         (code.size() == 3 && std::all_of(code.begin(), code.end(), absl::ascii_isupper));
}

void CheckGrant(const v1::Grant& grant, const std::string& where, Mistakes* mistakes) {
  if (grant.role() == v1::ROLE_UNSPECIFIED) {
    mistakes->Add(where +
                  "a grant has no role; write role: CONTRIBUTOR, VERIFIER, SECRETARIAT, "
                  "READER or OPERATOR");
  }
  const bool operates = grant.role() == v1::OPERATOR;
  if (grant.sectors().empty() && !operates) {
    mistakes->Add(where + "a grant names no sectors; write sectors: \"energy\", or \"*\" for all");
  }
  if (operates && (!grant.sectors().empty() || !grant.member_states().empty())) {
    mistakes->Add(where +
                  "an operator has no use for sectors and member states: it never sees "
                  "their records");
  }
  if (grant.unpublished() && grant.role() != v1::READER) {
    mistakes->Add(where +
                  "unpublished is for a READER; other roles read what is unpublished of their "
                  "member states anyhow");
  }
  for (const std::string& sector : grant.sectors()) {
    if (sector == "*" || CheckId(sector, "sector").ok()) continue;
    mistakes->Add(absl::StrCat(where, "'", sector, "' is no id of a sector, nor * or none"));
  }
  for (const std::string& state : grant.member_states()) {
    if (IsMemberState(state)) continue;
    mistakes->Add(absl::StrCat(where, "'", state, "' is no member state; write VNM, or * for all"));
  }
}

void CheckPrincipal(const v1::Principal& principal, Mistakes* mistakes) {
  const std::string where = absl::StrCat(": principal '", principal.id(), "': ");
  if (!IsPrincipalId(principal.id())) {
    mistakes->Add(where +
                  "an id has 1 to 100 characters of a-z 0-9 . _ - and begins with a letter");
  }
  if (principal.title().size() > kTitleBytes) {
    mistakes->Add(absl::StrCat(where, "a title has at most ", kTitleBytes, " bytes"));
  }
  for (const v1::Grant& grant : principal.grants()) CheckGrant(grant, where, mistakes);
  if (principal.id() == kThisMachine && !principal.certificate_names().empty()) {
    mistakes->Add(where + "it stands for callers without a credential and has no certificate");
  }
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Policy>> Policy::Read(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  if (!stream) {
    return Refusal(absl::StatusCode::kUnavailable, "POLICY_UNREADABLE",
                   absl::StrCat(file, ": the policy file cannot be read"));
  }
  return Parse(text.str(), file);
}

absl::StatusOr<std::shared_ptr<const Policy>> Policy::Parse(std::string_view text,
                                                            const std::string& name) {
  const std::shared_ptr<Policy> policy(new Policy);
  Mistakes mistakes(name);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&mistakes);
  if (!parser.ParseFromString(std::string(text), &policy->message_)) return mistakes.AsStatus();
  for (const v1::Principal& principal : policy->message_.principals()) {
    CheckPrincipal(principal, &mistakes);
    if (!policy->by_id_.emplace(principal.id(), &principal).second) {
      mistakes.Add(absl::StrCat(": principal '", principal.id(), "': there are two of this id"));
    }
    for (const std::string& certificate : principal.certificate_names()) {
      const auto [known, is_new] = policy->by_certificate_.emplace(certificate, &principal);
      if (is_new) continue;
      mistakes.Add(absl::StrCat(": principal '", principal.id(), "': the certificate name '",
                                certificate, "' is also of '", known->second->id(), "'"));
    }
  }
  if (!mistakes.none()) return mistakes.AsStatus();
  return policy;
}

const v1::Principal* Policy::Find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

const v1::Principal* Policy::FindByCertificate(std::string_view name) const {
  const auto found = by_certificate_.find(name);
  return found == by_certificate_.end() ? nullptr : found->second;
}

}  // namespace sheaf::auth
