#include "clients/cpp/chain_verifier.h"

#include <string_view>

#include "google/protobuf/util/time_util.h"

namespace sheaf::client {
namespace {

using google::protobuf::util::TimeUtil;

constexpr char kPublicVersion = 1;
constexpr size_t kPublicFixedSize = 1 + 8 + 8 + 4;

uint64_t BigEndian(std::string_view bytes) {
  uint64_t value = 0;
  for (const unsigned char byte : bytes) value = value << 8 | byte;
  return value;
}

absl::Status DoesNotFit(const Checkpoint& link, std::string_view problem) {
  return absl::DataLossError(NameOf(link) + " does not fit: " + std::string(problem));
}

}  // namespace

std::string NameOf(const Checkpoint& place) {
  const std::string name = "revision " + std::to_string(place.revision);
  const int64_t seconds = place.commit_time / 1'000'000;
  // Before the year 10000: what TimeUtil takes.
  if (seconds <= 0 || seconds > TimeUtil::kTimestampMaxSeconds) return name;
  return name + " of " + TimeUtil::ToString(TimeUtil::SecondsToTimestamp(seconds));
}

absl::Status ChainVerifier::Take(const v1::ChainLink& link) {
  if (taken_ == digests_.size() || !link.public_bytes().empty()) {
    const absl::Status status = TakeLink(link);
    if (!status.ok()) return status;
  } else if (link.revision() != link_.revision) {
    return Finish();
  }
  if (with_changes_) return TakeChanges(link);
  at_ = link_;
  return absl::OkStatus();
}

absl::Status ChainVerifier::TakeLink(const v1::ChainLink& link) {
  absl::Status status = Finish();
  if (status.ok()) status = ReadPublicBytes(link);
  if (!status.ok()) return status;
  if (Sha256({at_.hash, link.public_bytes()}) != link.hash()) {
    return DoesNotFit(link_, "its hash is not that of its contents and of the revision before");
  }
  link_.hash = link.hash();
  ++links_;
  return absl::OkStatus();
}

// What the link says of itself must be what was hashed, and follow the link before.
absl::Status ChainVerifier::ReadPublicBytes(const v1::ChainLink& link) {
  link_ = {at_.revision + 1, TimeUtil::TimestampToMicroseconds(link.commit_time()), ""};
  digests_.clear();
  taken_ = 0;
  const std::string_view bytes = link.public_bytes();
  if (bytes.size() < kPublicFixedSize || bytes[0] != kPublicVersion ||
      link.hash().size() != kHashSize ||
      bytes.size() != kPublicFixedSize + BigEndian(bytes.substr(17, 4)) * kHashSize) {
    return DoesNotFit(link_, "it cannot be read; a newer sheaf may be needed");
  }
  const auto revision = static_cast<int64_t>(BigEndian(bytes.substr(1, 8)));
  const auto commit_time = static_cast<int64_t>(BigEndian(bytes.substr(9, 8)));
  if (revision != link_.revision || link.revision() != revision) {
    return DoesNotFit({link_.revision, 0, ""},
                      "the server sent revision " + std::to_string(revision) + " in its place");
  }
  if (commit_time != link_.commit_time) {
    return DoesNotFit(link_, "the server gives it another time than the chain does");
  }
  if (commit_time < at_.commit_time) {
    return DoesNotFit(link_, "it is older than the revision before");
  }
  for (size_t at = kPublicFixedSize; at < bytes.size(); at += kHashSize) {
    digests_.emplace_back(bytes.substr(at, kHashSize));
  }
  if (!with_changes_) taken_ = digests_.size();
  return absl::OkStatus();
}

absl::Status ChainVerifier::TakeChanges(const v1::ChainLink& link) {
  for (const v1::SealedChange& change : link.changes()) {
    if (taken_ == digests_.size()) return DoesNotFit(link_, "it has more changes than digests");
    const std::string& digest = digests_[taken_++];
    if (change.salt().empty() && change.stored().empty()) {
      ++withheld_;
    } else if (Sha256({change.salt(), change.stored()}) == digest) {
      ++changes_;
    } else {
      return DoesNotFit(link_, "its change " + std::to_string(taken_) + " of " +
                                   std::to_string(digests_.size()) +
                                   " does not have the digest that was recorded");
    }
  }
  if (taken_ == digests_.size()) at_ = link_;
  return absl::OkStatus();
}

absl::Status ChainVerifier::Finish() const {
  if (taken_ == digests_.size()) return absl::OkStatus();
  return DoesNotFit(link_, "the server sent " + std::to_string(taken_) + " of its " +
                               std::to_string(digests_.size()) + " changes");
}

}  // namespace sheaf::client
