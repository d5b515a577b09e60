// Tokens: secrets that stand for a principal. The file keeps their SHA-256 digests, and keeps what
// is over too: who had access, from when to when, who gave it and who ended it.
#pragma once

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/base/clock.h"
#include "sheaf/v1/access_service.pb.h"
#include "sheaf/v1/token_file.pb.h"

namespace sheaf::auth {

inline constexpr Micros kMinute = 60'000'000;
inline constexpr Micros kDay = kMinute * 60 * 24;

struct NewToken {
  std::string principal = {};
  std::string purpose = {};
  Micros life = 90 * kDay;
  std::string created_by = {};
};

// Thread-safe. Every change is on disk before it is told.
class Tokens {
 public:
  static constexpr Micros kShortestLife = kMinute;
  static constexpr Micros kLongestLife = 400 * kDay;
  static constexpr size_t kPurposeBytes = 200;

  // Those in `file`, which is made with the first one. DATA_LOSS where it is no such file. The
  // clock must outlive it.
  static absl::StatusOr<std::unique_ptr<Tokens>> Open(std::string file, const Clock* clock);

  struct Created {
    v1::Token token;
    std::string secret;
  };
  // INVALID_ARGUMENT for a life or a purpose that is too long or too short; UNAVAILABLE where the
  // file cannot be written: then there is none.
  absl::StatusOr<Created> Create(const NewToken& wanted);

  // The principal that `secret` stands for now. PERMISSION_DENIED where it stands for nobody, with
  // why, which is for the log and never for the caller; no secret is in it.
  absl::StatusOr<std::string> Check(std::string_view secret) const;

  // NOT_FOUND where there is none. One that is over stays as it is.
  absl::StatusOr<v1::Token> Revoke(std::string_view name, std::string_view by);

  absl::StatusOr<v1::Token> Find(std::string_view name) const;
  // Of one principal, or of all where it is "". The oldest first.
  std::vector<v1::Token> List(std::string_view principal) const;

 private:
  Tokens(std::string file, const Clock* clock) : file_(std::move(file)), clock_(clock) {}

  absl::Status Load();
  // Writes `tokens`, and takes them on where that succeeded. With mutex_ held.
  absl::Status Keep(v1::TokenFile tokens);
  const v1::KeptToken* FindKept(std::string_view id) const;

  const std::string file_;
  const Clock* const clock_;
  mutable std::shared_mutex mutex_;
  v1::TokenFile tokens_;
  std::map<std::string, int, std::less<>> by_id_;  // place in tokens_
};

}  // namespace sheaf::auth
