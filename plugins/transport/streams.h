// The streams of the transport plan and the goals below them, with the lines that they hold.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "plugins/sdk/facts.h"
#include "plugins/sdk/line_tally.h"

namespace sheaf::transport {

// A heading of the plan with all counted lines below it, by class.
struct Branch {
  int row = 0;
  int depth = 0;  // 0: a stream
  plugin::LineTally lines;
};

// True for what orders the plan and is in no total.
bool IsHeading(const plugin::Facts& facts, const plugin::LineView& line);

// Streams, each followed by its goals, in plan order. Only lines for which `is_taken` holds are
// tallied; a line is in its goal and in its stream. Vanished ones are left out.
using LineFilter = std::function<bool(const plugin::LineView&)>;
std::vector<Branch> BranchesOf(const plugin::Facts& facts, const LineFilter& is_taken);
// The streams among them.
std::vector<Branch> StreamsAmong(const std::vector<Branch>& branches);
// What all streams hold together.
plugin::LineTally TotalOf(const std::vector<Branch>& streams);

// "Air transport" of "Air transport: stronger ASEAN single aviation market".
std::string ShortTitle(const plugin::LineView& line);

}  // namespace sheaf::transport
