// The register of adopted standards and guidelines: non-binding texts of the plan that somebody
// decided.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::faf {

struct Entry {
  int row = 0;
  // The decision by which it is in the register: an adoption before an endorsement, that before an
  // approval, that before a bare issue; of equals, the last.
  plugin::UpdateView decision;
  // What it holds, where that was counted: "14 residue limits; 2 standards".
  std::string contents;
  // Participants that apply it, by code, each with the report that says so.
  std::map<std::string_view, plugin::UpdateView> uptake;
  // Who takes part on the effective date; empty where the members are not on record.
  std::vector<std::string_view> participants;

  // "2 of 10": how many apply it of those who take part; not reported where nobody has said so, for
  // nobody has said that nobody applies it.
  sheaf::v1::Cell UptakeCell() const;
};

// The decision that puts the text of a line into the register, or would if it were non-binding.
std::optional<plugin::UpdateView> DecisionOf(const plugin::Facts& facts, int row);

// By thrust, and then in plan order. Of the lines that share an initiative the first with a
// decision is the entry, whichever of them is counted: it is one text.
std::vector<Entry> EntriesOf(const plugin::Facts& facts);

// Rows of non-binding lines whose text is not in the register yet, in the same order.
std::vector<int> UndecidedOf(const plugin::Facts& facts);

// Every thrust, in plan order, also one without an entry, and its entries.
struct ThrustEntries {
  int row = 0;
  std::vector<Entry> entries;
};
std::vector<ThrustEntries> ByThrust(const plugin::Facts& facts, const std::vector<Entry>& entries);

}  // namespace sheaf::faf
