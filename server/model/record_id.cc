#include "server/model/record_id.h"

#include <cstring>

#include "server/base/digest.h"

namespace sheaf::model {
namespace {

constexpr size_t kDigestBytes = 10;
constexpr size_t kTag = 11;
constexpr uint8_t kIsDigest = 1;

// The value of a lower-case hexadecimal digit; -1 for anything else.
int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

bool ReadDigest(std::string_view id, uint8_t* bytes) {
  if (id.size() != 2 * kDigestBytes) return false;
  for (size_t i = 0; i < kDigestBytes; ++i) {
    const int high = HexDigit(id[2 * i]);
    const int low = HexDigit(id[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    bytes[i] = static_cast<uint8_t>(high << 4 | low);
  }
  return true;
}

}  // namespace

RecordId RecordId::Of(std::string_view id, Texts* texts) {
  RecordId packed;
  if (ReadDigest(id, packed.bytes_.data())) {
    packed.bytes_[kTag] = kIsDigest;
    return packed;
  }
  packed.bytes_.fill(0);
  const TextId text = texts->Intern(id);
  std::memcpy(packed.bytes_.data(), &text, sizeof(text));
  return packed;
}

std::string RecordId::ToString(const Texts& texts) const {
  if (bytes_[kTag] == kIsDigest) {
    return Hex({reinterpret_cast<const char*>(bytes_.data()), kDigestBytes});
  }
  TextId text;
  std::memcpy(&text, bytes_.data(), sizeof(text));
  return std::string(texts.Get(text));
}

}  // namespace sheaf::model
