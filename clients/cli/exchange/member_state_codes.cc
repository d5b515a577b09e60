#include "clients/cli/exchange/member_state_codes.h"

#include "clients/cli/exchange/plan_records.h"

namespace sheaf::cli::exchange {

std::optional<std::string> AreaOfCode(std::string_view code,
                                      const std::vector<v1::MemberState>& known,
                                      const std::vector<v1::MemberState>& more) {
  if (code.empty() || code == "ASEAN" || code == "_T") return "";
  for (const auto* states : {&known, &more}) {
    for (const v1::MemberState& state : *states) {
      const std::string_view iso3 = PartOfName(state.name(), 1);
      if (code == iso3 || code == state.iso2()) return std::string(iso3);
    }
  }
  return std::nullopt;
}

std::string AreaExpected() {
  return "a member state such as VNM or VN, or ASEAN for the region as a whole";
}

}  // namespace sheaf::cli::exchange
