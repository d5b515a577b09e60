#include "clients/cli/missing.h"

#include <string>

#include "absl/strings/ascii.h"

namespace sheaf::cli {
namespace {

const Words<v1::MissingReason> kReasons = {{"", v1::BLANK},
                                           {"n/a", v1::NOT_AVAILABLE},
                                           {"not available", v1::NOT_AVAILABLE},
                                           {"not applicable", v1::NOT_APPLICABLE},
                                           {"not reported", v1::NOT_REPORTED}};

}  // namespace

void ReadValue(Cells& cells, std::string_view column, v1::Observation& observation) {
  const std::string text = absl::AsciiStrToLower(cells.Text(column));
  for (const auto& [word, reason] : kReasons) {
    if (text == word) return observation.set_missing(reason);
  }
  const auto value = ParseDecimal(text);
  if (value) return observation.set_value(*value);
  cells.Unexpected(
      column,
      "a number such as 1234.5 (a point, no thousands separators), n/a, not applicable "
      "or not reported");
}

}  // namespace sheaf::cli
