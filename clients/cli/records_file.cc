#include "clients/cli/records_file.h"

#include <algorithm>

namespace sheaf::cli {
namespace {

constexpr std::string_view kAttributes = "attributes";

// True where `field` is `entry`, or a part or an item of it.
bool LiesUnder(std::string_view field, std::string_view entry) {
  if (field.substr(0, entry.size()) != entry) return false;
  return field.size() == entry.size() || field[entry.size()] == '.' || field[entry.size()] == '[';
}

// The key in "attributes.x", "attributes[x]" or "attributes["x"]".
std::string AttributeOf(std::string_view field) {
  std::string key;
  for (const char c : field.substr(kAttributes.size())) {
    const bool bracket = c == '[' || c == ']' || c == '"';
    if (!bracket && !(c == '.' && key.empty())) key += c;
  }
  return key;
}

}  // namespace

std::string ColumnOf(std::string_view field, const FieldColumns& columns) {
  if (LiesUnder(field, kAttributes) && field != kAttributes) return AttributeOf(field);
  std::pair<std::string_view, std::string_view> best;
  for (const auto& entry : columns) {
    if (LiesUnder(field, entry.first) && entry.first.size() >= best.first.size()) best = entry;
  }
  return std::string(best.first.empty() ? field : best.second);
}

}  // namespace sheaf::cli
