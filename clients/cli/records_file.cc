#include "clients/cli/records_file.h"

#include <algorithm>

namespace sheaf::cli {
namespace {

constexpr std::string_view kAttributes = "attributes";
constexpr std::string_view kTitles = "titles";

// True where `field` is `entry`, or a part or an item of it.
bool LiesUnder(std::string_view field, std::string_view entry) {
  if (field.substr(0, entry.size()) != entry) return false;
  return field.size() == entry.size() || field[entry.size()] == '.' || field[entry.size()] == '[';
}

// The key in "attributes.x", "attributes[x]" or "attributes["x"]", where `map` is "attributes".
std::string KeyOf(std::string_view field, std::string_view map) {
  std::string key;
  for (const char c : field.substr(map.size())) {
    const bool bracket = c == '[' || c == ']' || c == '"';
    if (!bracket && !(c == '.' && key.empty())) key += c;
  }
  return key;
}

}  // namespace

std::string ColumnOf(std::string_view field, const FieldColumns& columns) {
  if (LiesUnder(field, kAttributes) && field != kAttributes) {
    return KeyOf(field, kAttributes);
  }
  if (LiesUnder(field, kTitles) && field != kTitles) return "title_" + KeyOf(field, kTitles);
  std::pair<std::string_view, std::string_view> best;
  for (const auto& entry : columns) {
    if (LiesUnder(field, entry.first) && entry.first.size() >= best.first.size()) best = entry;
  }
  return std::string(best.first.empty() ? field : best.second);
}

}  // namespace sheaf::cli
