#include "server/auth/tokens.h"

#include <fcntl.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/util/time_util.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/digest.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"

namespace sheaf::auth {
namespace {

using google::protobuf::util::TimeUtil;

// "sheaf_<id>_<secret>": who finds one in a log or a mail knows what it is, and `sheaf token
// revoke` takes the id.
constexpr std::string_view kPrefix = "sheaf_";
constexpr size_t kIdBytes = 8;
constexpr size_t kSecretBytes = 32;

absl::Status Invalid(std::string_view field, std::string text) {
  Problems problems;
  problems.Add(Problem::kNoRow, field, std::move(text));
  return problems.AsStatus("INVALID_TOKEN");
}

absl::Status CheckWanted(const NewToken& wanted) {
  if (wanted.life < Tokens::kShortestLife || wanted.life > Tokens::kLongestLife) {
    return Invalid("life", "a token lives between a minute and 400 days");
  }
  if (wanted.purpose.size() <= Tokens::kPurposeBytes) return absl::OkStatus();
  return Invalid("purpose", absl::StrCat("it has ", wanted.purpose.size(), " bytes; at most ",
                                         Tokens::kPurposeBytes, " are kept"));
}

bool Same(const std::string& one, const std::string& other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

absl::Status CannotWrite(const std::string& file) {
  return Refusal(absl::StatusCode::kUnavailable, "TOKENS_NOT_WRITTEN",
                 absl::StrCat(file, ": ", std::strerror(errno)));
}

bool WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return false;
    bytes.remove_prefix(written < 0 ? 0 : static_cast<size_t>(written));
  }
  return fsync(descriptor) == 0;
}

// Nobody but the server's user reads it.
absl::Status WriteWhole(const std::string& file, std::string_view bytes) {
  const std::string draft = file + ".new";
  const int descriptor = open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return CannotWrite(draft);
  const bool written = WriteAll(descriptor, bytes);
  const absl::Status status = written ? absl::OkStatus() : CannotWrite(draft);
  close(descriptor);
  if (!status.ok()) return status;
  if (std::rename(draft.c_str(), file.c_str()) != 0) return CannotWrite(file);
  const int folder = open(std::filesystem::path(file).parent_path().c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = folder >= 0 && fsync(folder) == 0;
  if (folder >= 0) close(folder);
  return synced ? absl::OkStatus() : CannotWrite(file);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Tokens>> Tokens::Open(std::string file, const Clock* clock) {
  std::unique_ptr<Tokens> tokens(new Tokens(std::move(file), clock));
  SHEAF_RETURN_IF_ERROR(tokens->Load());
  return tokens;
}

absl::Status Tokens::Load() {
  if (!std::filesystem::exists(file_)) return absl::OkStatus();
  std::ifstream stream(file_, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  if (!stream || !google::protobuf::TextFormat::ParseFromString(text.str(), &tokens_)) {
    return absl::DataLossError(absl::StrCat(file_,
                                            ": it is no file of tokens; put it right, or "
                                            "take it away and issue all tokens anew"));
  }
  for (int i = 0; i < tokens_.tokens_size(); ++i) {
    by_id_[std::string(IdOf(tokens_.tokens(i).token().name()))] = i;
  }
  return absl::OkStatus();
}

absl::Status Tokens::Keep(v1::TokenFile tokens) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(tokens, &text);
  SHEAF_RETURN_IF_ERROR(WriteWhole(file_, text));
  tokens_ = std::move(tokens);
  for (int i = 0; i < tokens_.tokens_size(); ++i) {
    by_id_[std::string(IdOf(tokens_.tokens(i).token().name()))] = i;
  }
  return absl::OkStatus();
}

absl::StatusOr<Tokens::Created> Tokens::Create(const NewToken& wanted) {
  SHEAF_RETURN_IF_ERROR(CheckWanted(wanted));
  const std::string id = Hex(RandomBytes(kIdBytes));
  const std::string secret = Hex(RandomBytes(kSecretBytes));
  const Micros now = clock_->Now();
  v1::KeptToken kept;
  v1::Token* token = kept.mutable_token();
  token->set_name("tokens/" + id);
  token->set_principal(wanted.principal);
  token->set_purpose(wanted.purpose);
  token->set_created_by(wanted.created_by);
  *token->mutable_create_time() = TimeUtil::MicrosecondsToTimestamp(now);
  *token->mutable_expire_time() = TimeUtil::MicrosecondsToTimestamp(now + wanted.life);
  kept.set_secret_sha256(Sha256(secret));
  const std::unique_lock lock(mutex_);
  v1::TokenFile tokens = tokens_;
  *tokens.add_tokens() = kept;
  SHEAF_RETURN_IF_ERROR(Keep(std::move(tokens)));
  return Created{kept.token(), absl::StrCat(std::string(kPrefix), id, "_", secret)};
}

const v1::KeptToken* Tokens::FindKept(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &tokens_.tokens(found->second);
}

absl::StatusOr<std::string> Tokens::Check(std::string_view secret) const {
  if (!secret.starts_with(kPrefix)) return absl::PermissionDeniedError("it is no token of ours");
  secret.remove_prefix(kPrefix.size());
  const std::string_view id = secret.substr(0, secret.find('_'));
  const std::string digest = Sha256(secret.substr(std::min(secret.size(), id.size() + 1)));
  const Micros now = clock_->Now();
  const std::shared_lock lock(mutex_);
  const v1::KeptToken* kept = FindKept(id);
  if (kept == nullptr) return absl::PermissionDeniedError("a token that was never issued here");
  const v1::Token& token = kept->token();
  if (!Same(digest, kept->secret_sha256())) {
    return absl::PermissionDeniedError(absl::StrCat(token.name(), " with another secret"));
  }
  if (token.has_revoke_time()) {
    return absl::PermissionDeniedError(absl::StrCat(token.name(), " of ", token.principal(),
                                                    " was revoked by ", token.revoked_by()));
  }
  if (TimeUtil::TimestampToMicroseconds(token.expire_time()) <= now) {
    return absl::PermissionDeniedError(
        absl::StrCat(token.name(), " of ", token.principal(), " has expired"));
  }
  return token.principal();
}

absl::StatusOr<v1::Token> Tokens::Find(std::string_view name) const {
  const std::shared_lock lock(mutex_);
  const v1::KeptToken* kept = NameFits(name, "tokens/*") ? FindKept(IdOf(name)) : nullptr;
  if (kept != nullptr) return kept->token();
  return Refusal(
      absl::StatusCode::kNotFound, "NO_SUCH_TOKEN",
      absl::StrCat("there is no token '", std::string(name), "'; 'sheaf token list' names them"));
}

absl::StatusOr<v1::Token> Tokens::Revoke(std::string_view name, std::string_view by) {
  SHEAF_ASSIGN_OR_RETURN(v1::Token token, Find(name));
  const std::unique_lock lock(mutex_);
  v1::TokenFile tokens = tokens_;
  v1::Token* kept = tokens.mutable_tokens(by_id_.find(IdOf(name))->second)->mutable_token();
  if (kept->has_revoke_time()) return *kept;
  *kept->mutable_revoke_time() = TimeUtil::MicrosecondsToTimestamp(clock_->Now());
  kept->set_revoked_by(std::string(by));
  token = *kept;
  SHEAF_RETURN_IF_ERROR(Keep(std::move(tokens)));
  return token;
}

std::vector<v1::Token> Tokens::List(std::string_view principal) const {
  const std::shared_lock lock(mutex_);
  std::vector<v1::Token> found;
  for (const v1::KeptToken& kept : tokens_.tokens()) {
    if (principal.empty() || kept.token().principal() == principal) found.push_back(kept.token());
  }
  return found;
}

}  // namespace sheaf::auth
