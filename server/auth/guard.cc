#include "server/auth/guard.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "server/auth/caller.h"
#include "server/base/digest.h"
#include "server/base/status.h"

namespace sheaf::auth {
namespace {

// How long a certificate that was found good is not looked at again, and how many are remembered.
constexpr Micros kKnownFor = 5'000'000;
constexpr size_t kMostKnown = 10'000;
// A caller that tries again and again does not fill the log.
constexpr int64_t kLinesASecond = 10;

constexpr std::string_view kBearer = "Bearer ";

}  // namespace

bool Caller::May(const Access& access) const {
  return principal_ == nullptr || Decide(*principal_, access).grant != nullptr;
}

absl::Status Caller::Demand(const Access& access, std::string_view what) const {
  if (May(access)) return absl::OkStatus();
  ++*denied_;
  std::string grants;
  for (const v1::Grant& grant : principal_->grants()) {
    absl::StrAppend(&grants, grants.empty() ? "" : "; ", Describe(grant));
  }
  return Refusal(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED",
                 absl::StrCat(actor_, " may not ", ActionWord(access.action),
                              what.empty() ? "" : " ", std::string(what),
                              "; the policy grants it: ", grants.empty() ? "nothing" : grants));
}

absl::StatusOr<std::unique_ptr<Guard>> Guard::Open(GuardOptions options, const Clock* clock) {
  std::unique_ptr<Guard> guard(new Guard(std::move(options), clock));
  SHEAF_ASSIGN_OR_RETURN(guard->tokens_, Tokens::Open(guard->options_.token_file, clock));
  SHEAF_RETURN_IF_ERROR(guard->Reload());
  return guard;
}

absl::StatusOr<Guard::Rules> Guard::ReadRules() const {
  Rules rules;
  if (!options_.policy_file.empty()) {
    SHEAF_ASSIGN_OR_RETURN(rules.policy, Policy::Read(options_.policy_file));
  }
  if (!options_.client_ca_file.empty()) {
    SHEAF_ASSIGN_OR_RETURN(rules.authority,
                           Authority::Read(options_.client_ca_file, options_.crl_file));
  }
  return rules;
}

absl::Status Guard::Reload() {
  SHEAF_ASSIGN_OR_RETURN(Rules rules, ReadRules());
  {
    const std::unique_lock lock(rules_mutex_);
    rules_ = std::make_shared<const Rules>(std::move(rules));
  }
  const std::lock_guard lock(known_mutex_);
  known_.clear();
  return absl::OkStatus();
}

std::shared_ptr<const Guard::Rules> Guard::rules() const {
  const std::shared_lock lock(rules_mutex_);
  return rules_;
}

std::shared_ptr<const Policy> Guard::policy() const { return rules()->policy; }

absl::StatusOr<Caller> Guard::Identify(const Shown& shown) const {
  const std::shared_ptr<const Rules> rules = this->rules();
  Caller caller;
  caller.denied_ = denied_;
  if (rules->policy == nullptr) {
    caller.actor_ = LocalActor(shown.user);
    return caller;
  }
  const auto principal = PrincipalOf(*rules, shown, &caller.proof_);
  if (!principal.ok()) return Refuse(principal.status());
  caller.policy_ = rules->policy;
  caller.principal_ = *principal;
  caller.actor_ = caller.principal_->id();
  return caller;
}

absl::StatusOr<const v1::Principal*> Guard::PrincipalOf(const Rules& rules, const Shown& shown,
                                                        v1::Proof* proof) const {
  if (!shown.authorization.empty()) {
    *proof = v1::TOKEN;
    return ByToken(rules, shown.authorization);
  }
  if (!shown.certificate.empty()) {
    *proof = v1::CERTIFICATE;
    return ByCertificate(rules, shown.certificate);
  }
  const v1::Principal* local = shown.this_machine ? rules.policy->Find(kThisMachine) : nullptr;
  if (local != nullptr) return local;
  return absl::UnauthenticatedError("no credential");
}

absl::StatusOr<const v1::Principal*> Guard::ByToken(const Rules& rules,
                                                    std::string_view header) const {
  if (!header.starts_with(kBearer)) return absl::PermissionDeniedError("it is no bearer token");
  SHEAF_ASSIGN_OR_RETURN(const std::string id, tokens_->Check(header.substr(kBearer.size())));
  const v1::Principal* principal = rules.policy->Find(id);
  if (principal != nullptr) return principal;
  return absl::PermissionDeniedError(
      absl::StrCat("a token of ", id, ", which the policy no longer has"));
}

absl::StatusOr<const v1::Principal*> Guard::ByCertificate(const Rules& rules,
                                                          const std::string& certificate) const {
  SHEAF_ASSIGN_OR_RETURN(const auto names, NamesOf(rules, certificate));
  for (const std::string& name : names) {
    const v1::Principal* principal = rules.policy->FindByCertificate(name);
    if (principal != nullptr) return principal;
  }
  return absl::PermissionDeniedError(
      absl::StrCat("certificate of '", names.front(), "': the policy has nobody of that name"));
}

absl::StatusOr<std::vector<std::string>> Guard::NamesOf(const Rules& rules,
                                                        const std::string& certificate) const {
  if (rules.authority == nullptr) {
    return absl::PermissionDeniedError("a certificate, and no authority for clients is set");
  }
  const Micros now = clock_->Now();
  const std::string digest = Sha256(certificate);
  {
    const std::lock_guard lock(known_mutex_);
    const auto known = known_.find(digest);
    if (known != known_.end() && now < known->second.until) return known->second.names;
  }
  SHEAF_ASSIGN_OR_RETURN(const auto names, rules.authority->NamesOf(certificate, now));
  const std::lock_guard lock(known_mutex_);
  if (known_.size() >= kMostKnown) known_.clear();
  known_[digest] = {names, now + kKnownFor};
  return names;
}

absl::Status Guard::Refuse(const absl::Status& why) const {
  ++unauthenticated_;
  const bool none = absl::IsUnauthenticated(why);
  {
    const std::lock_guard lock(log_mutex_);
    const Micros second = clock_->Now() / 1'000'000;
    if (second != logged_second_) logged_ = 0;
    logged_second_ = second;
    if (++logged_ <= kLinesASecond) {
      spdlog::warn("refused a caller: {}{}", std::string(why.message()),
                   unlogged_ == 0 ? "" : absl::StrCat(" (and ", unlogged_, " before it)"));
      unlogged_ = 0;
    } else {
      ++unlogged_;
    }
  }
  if (none) {
    return Refusal(absl::StatusCode::kUnauthenticated, "NO_CREDENTIAL",
                   "the server asks who is calling: show a certificate or a token");
  }
  return Refusal(absl::StatusCode::kUnauthenticated, "BAD_CREDENTIAL",
                 "the certificate or token is not accepted; ask whoever runs the server");
}

}  // namespace sheaf::auth
