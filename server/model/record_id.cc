#include "server/model/record_id.h"

#include <cstring>

#include "server/base/digest.h"

namespace sheaf::model {
namespace {

constexpr size_t kDigestBytes = 10;
constexpr size_t kTag = 11;
constexpr uint8_t kIsDigest = 1;

// The value of each lower-case hexadecimal digit; kNoDigit for any other character.
constexpr uint8_t kNoDigit = 0x80;
constexpr std::array<uint8_t, 256> kDigitValues = [] {
  std::array<uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (int digit = 0; digit < 16; ++digit) values["0123456789abcdef"[digit]] = digit;
  return values;
}();

uint8_t DigitValue(char c) { return kDigitValues[static_cast<uint8_t>(c)]; }

bool ReadDigest(std::string_view id, uint8_t* bytes) {
  if (id.size() != 2 * kDigestBytes) return false;
  uint8_t seen = 0;
  for (size_t i = 0; i < kDigestBytes; ++i) {
    const uint8_t high = DigitValue(id[2 * i]);
    const uint8_t low = DigitValue(id[2 * i + 1]);
    seen |= high | low;
    bytes[i] = static_cast<uint8_t>(high << 4 | low);
  }
  return (seen & kNoDigit) == 0;
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
