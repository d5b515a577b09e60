#include "plugins/ict/proponent.h"

#include <algorithm>

namespace sheaf::ict {
namespace {

using plugin::Facts;

bool IsMemberState(const Facts& facts, std::string_view name) {
  const auto& states = facts.data().member_states();
  return std::any_of(states.begin(), states.end(), [name](const sheaf::v1::MemberState& state) {
    return state.title() == name || state.short_title() == name;
  });
}

std::string_view Trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// True where every name of "Brunei Darussalam; Philippines" is a member state's.
bool AreMemberStates(const Facts& facts, std::string_view names) {
  if (names.empty()) return false;
  while (!names.empty()) {
    const std::string_view name = names.substr(0, names.find(';'));
    if (!IsMemberState(facts, Trimmed(name))) return false;
    names.remove_prefix(std::min(name.size() + 1, names.size()));
  }
  return true;
}

Proponent OwnOf(const Facts& facts, int row) {
  const plugin::LineView& line = facts.Line(row);
  if (const std::string_view stated = line.attribute("proponent"); !stated.empty()) {
    return {stated, ProponentSource::kStated};
  }
  if (AreMemberStates(facts, line.lead_body)) {
    return {line.lead_body, ProponentSource::kLeadMember};
  }
  return {};
}

}  // namespace

Proponent ProponentOf(const Facts& facts, int row) {
  const Proponent own = OwnOf(facts, row);
  if (own.source != ProponentSource::kNotStated) return own;
  for (int above = facts.Line(row).parent_row; above >= 0; above = facts.Line(above).parent_row) {
    const Proponent proponent = OwnOf(facts, above);
    if (proponent.source != ProponentSource::kNotStated) {
      return {proponent.names, ProponentSource::kOfLineAbove};
    }
  }
  return {};
}

}  // namespace sheaf::ict
