#include "server/reports/declared_attributes.h"

#include <algorithm>

namespace sheaf::reports {
namespace {

bool IsDeclared(std::string_view id, const v1::SectorManifest& manifest) {
  const auto& attributes = manifest.attributes();
  return std::any_of(attributes.begin(), attributes.end(),
                     [id](const v1::AttributeDefinition& each) { return each.id() == id; });
}

}  // namespace

std::string DeclaredAttributes(std::string_view held, const v1::SectorManifest& manifest) {
  std::string declared;
  while (!held.empty()) {
    const std::string_view one = held.substr(0, held.find('\n'));
    held.remove_prefix(std::min(one.size() + 1, held.size()));
    if (!IsDeclared(one.substr(0, one.find('=')), manifest)) continue;
    if (!declared.empty()) declared += '\n';
    declared += one;
  }
  return declared;
}

}  // namespace sheaf::reports
