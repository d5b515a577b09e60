#include "plugins/transport/streams.h"

#include <algorithm>
#include <map>

namespace sheaf::transport {
namespace {

using plugin::Facts;
using plugin::LineView;

void Take(const LineView& line, plugin::LineTally* lines) {
  if (line.counted) {
    lines->Add(line.headline);
  } else {
    lines->AddElsewhere();
  }
}

int DepthOf(const Facts& facts, int row) {
  int depth = 0;
  while ((row = facts.Line(row).parent_row) >= 0) ++depth;
  return depth;
}

}  // namespace

bool IsHeading(const Facts& facts, const LineView& line) {
  const auto& levels = facts.words().manifest().levels();
  return std::any_of(levels.begin(), levels.end(), [&](const auto& level) {
    return level.id() == line.level && level.heading();
  });
}

std::vector<Branch> BranchesOf(const Facts& facts, const LineFilter& is_taken) {
  std::vector<Branch> branches;
  std::map<int, size_t> at;  // by row
  for (const LineView& line : facts.data().lines()) {
    if (line.vanished) continue;
    if (IsHeading(facts, line)) {
      at.emplace(line.row, branches.size());
      branches.push_back({line.row, DepthOf(facts, line.row), {}});
      continue;
    }
    if (!is_taken(line)) continue;
    for (int row = line.parent_row; row >= 0; row = facts.Line(row).parent_row) {
      const auto above = at.find(row);
      if (above != at.end()) Take(line, &branches[above->second].lines);
    }
  }
  return branches;
}

std::vector<Branch> StreamsAmong(const std::vector<Branch>& branches) {
  std::vector<Branch> streams;
  std::copy_if(branches.begin(), branches.end(), std::back_inserter(streams),
               [](const Branch& branch) { return branch.depth == 0; });
  return streams;
}

plugin::LineTally TotalOf(const std::vector<Branch>& streams) {
  plugin::LineTally total;
  for (const Branch& stream : streams) total += stream.lines;
  return total;
}

std::string ShortTitle(const LineView& line) {
  return std::string(line.title.substr(0, line.title.find(':')));
}

}  // namespace sheaf::transport
