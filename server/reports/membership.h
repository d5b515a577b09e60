// Who is a member state on the effective date: "8 of 10" in 2023 is not "8 of 11".
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "proto/values/partial_date.h"
#include "server/model/model.h"

namespace sheaf::reports {

// Immutable, so safe on any thread.
class Membership {
 public:
  // `effective` is a whole day.
  Membership(const model::View& view, PartialDate effective);

  // False where the view has no member state at all: then nobody can say who takes part.
  bool known() const { return !titles_.empty(); }
  // Members on the effective date, in the order of their codes.
  const std::vector<std::string>& codes() const { return codes_; }
  bool Has(std::string_view code) const;
  // Whether the view has a record of it, member or not.
  bool IsRegistered(std::string_view code) const { return titles_.contains(code); }
  // The name that tables use; the code itself where it is not registered.
  std::string TitleOf(std::string_view code) const;

 private:
  std::vector<std::string> codes_;
  std::map<std::string, std::string, std::less<>> titles_;
};

// The codes in a text that joins them by ";", in order.
std::vector<std::string> SplitCodes(std::string_view joined);

}  // namespace sheaf::reports
