// The guard: who is calling, by what they show, and whether they may do what they ask for.
//
// Without a policy whoever reaches the server, which then listens on the loopback alone, holds
// every role. With one, a caller is a principal of it, by a token or a certificate, or is refused.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/auth/access.h"
#include "server/auth/certificates.h"
#include "server/auth/policy.h"
#include "server/auth/tokens.h"
#include "server/base/clock.h"
#include "sheaf/v1/access_service.pb.h"

namespace sheaf::auth {

class Guard;

// What a call shows of who makes it. All of it was said by the caller, but for what the connection
// has proved: that the caller holds the key of `certificate`, and where it calls from.
struct Shown {
  std::string_view authorization = {};  // "Bearer sheaf_..."; "" without a token
  std::string certificate = {};  // PEM, with those between it and its authority; "" without one
  bool this_machine = false;
  std::string_view user = {};  // a name that is taken on trust where there is no policy
};

// Somebody who is known. A copy is cheap, and what it may do stays as it was when it called.
class Caller {
 public:
  // What history names as the actor.
  const std::string& actor() const { return actor_; }
  v1::Proof proof() const { return proof_; }
  bool has_every_role() const { return principal_ == nullptr; }
  // Null where it has every role.
  const v1::Principal* principal() const { return principal_; }

  bool May(const Access& access) const;
  // PERMISSION_DENIED (NOT_ALLOWED) where it may not; counted. `what` is what it asked for, in its
  // own words: the refusal says nothing else, not even whether it is there.
  absl::Status Demand(const Access& access, std::string_view what) const;

 private:
  friend class Guard;
  Caller() = default;

  std::string actor_;
  v1::Proof proof_ = v1::THIS_MACHINE;
  std::shared_ptr<const Policy> policy_;
  const v1::Principal* principal_ = nullptr;
  std::shared_ptr<std::atomic<int64_t>> denied_;
};

struct GuardOptions {
  std::string policy_file = {};     // "": no policy
  std::string client_ca_file = {};  // "": no certificate of a client is any good
  std::string crl_file = {};        // "": none is revoked
  std::string token_file = {};
};

// Thread-safe.
class Guard {
 public:
  // Reads the files; their errors as Policy, Authority and Tokens give them. The clock must outlive
  // it.
  static absl::StatusOr<std::unique_ptr<Guard>> Open(GuardOptions options, const Clock* clock);

  // Reads policy, authority and revocation lists anew. Where one is wrong, nothing changes.
  absl::Status Reload();

  // UNAUTHENTICATED (NO_CREDENTIAL, BAD_CREDENTIAL) without more; why is counted and logged.
  absl::StatusOr<Caller> Identify(const Shown& shown) const;

  // Null where there is none.
  std::shared_ptr<const Policy> policy() const;
  Tokens& tokens() const { return *tokens_; }

  int64_t unauthenticated() const { return unauthenticated_; }
  int64_t denied() const { return *denied_; }

 private:
  struct Rules {
    std::shared_ptr<const Policy> policy;
    std::shared_ptr<const Authority> authority;
  };
  struct Known {
    std::vector<std::string> names;
    Micros until;
  };

  Guard(GuardOptions options, const Clock* clock) : options_(std::move(options)), clock_(clock) {}

  absl::StatusOr<Rules> ReadRules() const;
  std::shared_ptr<const Rules> rules() const;
  absl::StatusOr<const v1::Principal*> PrincipalOf(const Rules& rules, const Shown& shown,
                                                   v1::Proof* proof) const;
  absl::StatusOr<const v1::Principal*> ByToken(const Rules& rules, std::string_view header) const;
  absl::StatusOr<const v1::Principal*> ByCertificate(const Rules& rules,
                                                     const std::string& certificate) const;
  absl::StatusOr<std::vector<std::string>> NamesOf(const Rules& rules,
                                                   const std::string& certificate) const;
  absl::Status Refuse(const absl::Status& why) const;

  const GuardOptions options_;
  const Clock* const clock_;
  std::unique_ptr<Tokens> tokens_;
  mutable std::shared_mutex rules_mutex_;
  std::shared_ptr<const Rules> rules_;

  // Certificates that were found good a moment ago: checking signatures costs more than most calls.
  mutable std::mutex known_mutex_;
  mutable std::map<std::string, Known> known_;  // by digest

  mutable std::atomic<int64_t> unauthenticated_ = 0;
  const std::shared_ptr<std::atomic<int64_t>> denied_ = std::make_shared<std::atomic<int64_t>>(0);
  mutable std::mutex log_mutex_;
  mutable Micros logged_second_ = 0;
  mutable int64_t logged_ = 0;    // in that second
  mutable int64_t unlogged_ = 0;  // since the last line
};

}  // namespace sheaf::auth
