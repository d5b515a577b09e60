#include "server/ledger/keys.h"

#include <algorithm>

#include "server/base/digest.h"

namespace sheaf::ledger {
namespace {

constexpr char kEndOfName = '\0';
constexpr size_t kBeforeName = 2;                    // kind and number of parts
constexpr size_t kAfterName = 1 + sizeof(uint64_t);  // end of name and revision

int Parts(std::string_view name) {
  return static_cast<int>(std::count(name.begin(), name.end(), '/')) + 1;
}

bool HasEmptyPart(std::string_view name) {
  return name.empty() || name.front() == '/' || name.back() == '/' ||
         name.find("//") != std::string_view::npos;
}

template <typename Integer>
void AppendBigEndian(std::string& bytes, Integer value) {
  for (int shift = 8 * (sizeof(Integer) - 1); shift >= 0; shift -= 8) {
    bytes += static_cast<char>(value >> shift & 0xff);
  }
}

template <typename Integer>
Integer FromBigEndian(std::string_view bytes) {
  Integer value = 0;
  for (size_t i = 0; i < sizeof(Integer); ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

}  // namespace

absl::Status CheckResource(std::string_view resource) {
  const int parts = Parts(resource);
  if (!HasEmptyPart(resource) && parts % 2 == 0 && parts <= kDeepest &&
      resource.size() <= kLongestName && resource.find(kEndOfName) == std::string_view::npos) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError("'" + std::string(resource.substr(0, 100)) +
                                    "' is not a resource name; write collections and ids in turn, "
                                    "as in plans/energy/lines/EN-1");
}

std::string EntryKey(Revision revision) {
  std::string key(1, kEntryKind);
  AppendBigEndian64(key, static_cast<uint64_t>(revision));
  return key;
}

std::string RequestKey(std::string_view actor, std::string_view request_id) {
  std::string both;
  AppendBigEndian32(both, static_cast<uint32_t>(actor.size()));
  both.append(actor).append(request_id);
  return kRequestKind + Sha256(both);
}

std::string VersionKeysFrom(int parts, std::string_view name) {
  std::string key{kVersionKind, static_cast<char>(parts)};
  return key.append(name);
}

std::string VersionKeysAfter(int parts, std::string_view resource) {
  return VersionKeysFrom(parts, resource) + static_cast<char>(kEndOfName + 1);
}

std::string VersionKey(std::string_view resource, Revision revision) {
  std::string key = VersionKeysFrom(Parts(resource), resource);
  key += kEndOfName;
  AppendBigEndian64(key, ~static_cast<uint64_t>(revision));
  return key;
}

std::string EndOfPrefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (!prefix.empty()) ++prefix.back();
  return prefix;
}

absl::StatusOr<VersionName> ParseVersionKey(std::string_view key) {
  if (key.size() <= kBeforeName + kAfterName || key[0] != kVersionKind) {
    return absl::DataLossError("a version has the impossible key " + Hex(key));
  }
  VersionName version;
  version.resource = key.substr(kBeforeName, key.size() - kBeforeName - kAfterName);
  version.revision = static_cast<Revision>(~BigEndian64(key.substr(key.size() - sizeof(uint64_t))));
  if (key[1] != Parts(version.resource) || key[key.size() - kAfterName] != kEndOfName) {
    return absl::DataLossError("a version has the impossible key " + Hex(key));
  }
  return version;
}

void AppendBigEndian64(std::string& bytes, uint64_t value) { AppendBigEndian(bytes, value); }
void AppendBigEndian32(std::string& bytes, uint32_t value) { AppendBigEndian(bytes, value); }
uint64_t BigEndian64(std::string_view bytes) { return FromBigEndian<uint64_t>(bytes); }
uint32_t BigEndian32(std::string_view bytes) { return FromBigEndian<uint32_t>(bytes); }

}  // namespace sheaf::ledger
