// Where a figure comes from, as the one free text that other formats give it: readable for people,
// and read back as it was.
//
//   Edition: AEC end-term review
//   Source: ASEANstats
//   Printed at: 2359
//   Final after revision.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::cli::exchange {

struct Remark {
  std::string edition;
  std::string source;
  std::string source_ref;
  // Of a context series, where the format has no place for it.
  std::string unit;
  std::string note;

  bool operator==(const Remark&) const = default;
};

// Empty where all of it is.
std::string RemarkText(const Remark& remark);
// Of any text: what has none of our beginnings is a note.
Remark ParseRemark(std::string_view text);
// True where `remark` comes back the same: no line break but in the note, and no note that begins
// like a field.
bool IsReadBack(const Remark& remark);

}  // namespace sheaf::cli::exchange
