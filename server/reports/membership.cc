#include "server/reports/membership.h"

#include <algorithm>

#include "server/base/resource_name.h"

namespace sheaf::reports {
namespace {

PartialDate DateOrNone(const std::string& text) {
  return PartialDate::Parse(text).value_or(PartialDate());
}

bool IsMember(const v1::MemberState& state, PartialDate day) {
  const PartialDate joined = DateOrNone(state.joined());
  const PartialDate left = DateOrNone(state.left());
  return joined.SortsAs(day) <= 0 && (!left.stated() || left.SortsAs(day) > 0);
}

}  // namespace

Membership::Membership(const model::View& view, PartialDate effective) {
  for (const v1::MemberState& state : view.MemberStates()) {
    const std::string code(IdOf(state.name()));
    titles_[code] = !state.short_title().empty() ? state.short_title()
                    : !state.title().empty()     ? state.title()
                                                 : code;
    if (IsMember(state, effective)) codes_.push_back(code);
  }
  std::sort(codes_.begin(), codes_.end());
}

bool Membership::Has(std::string_view code) const {
  return std::binary_search(codes_.begin(), codes_.end(), code);
}

std::string Membership::TitleOf(std::string_view code) const {
  const auto found = titles_.find(code);
  return found == titles_.end() ? std::string(code) : found->second;
}

std::vector<std::string> SplitCodes(std::string_view joined) {
  std::vector<std::string> codes;
  while (!joined.empty()) {
    const size_t end = std::min(joined.find(';'), joined.size());
    if (end > 0) codes.emplace_back(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
  return codes;
}

}  // namespace sheaf::reports
