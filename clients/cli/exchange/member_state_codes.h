// Codes of places as other formats write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheaf/v1/member_state.pb.h"

namespace sheaf::cli::exchange {

// The ISO 3166-1 alpha-3 code of a member state that `known` or `more` has, by its code of three
// letters or of two; "" for the region as a whole, written ASEAN, _T or not at all. Nothing for
// another place.
std::optional<std::string> AreaOfCode(std::string_view code,
                                      const std::vector<v1::MemberState>& known,
                                      const std::vector<v1::MemberState>& more = {});

// For people: what is expected.
std::string AreaExpected();

}  // namespace sheaf::cli::exchange
