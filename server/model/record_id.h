// The last part of a record's name, in 12 bytes. Ids that are digests (20 lower-case hexadecimal
// digits) are different for every record: they are held here, and only the others go into the
// dictionary.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/model/texts.h"

namespace sheaf::model {

class RecordId {
 public:
  // On the thread that writes `texts`.
  static RecordId Of(std::string_view id, Texts* texts);

  // The id as it was given.
  std::string ToString(const Texts& texts) const;

  // Of the same dictionary: true exactly for the same id.
  friend bool operator==(const RecordId&, const RecordId&) = default;

 private:
  // The digest's ten bytes, or the four of a text's number; then a zero, then which of the two it
  // is.
  std::array<uint8_t, 12> bytes_{};
};

}  // namespace sheaf::model
