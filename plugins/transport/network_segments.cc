#include "plugins/transport/network_segments.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "plugins/sdk/layout.h"
#include "plugins/transport/network_growth.h"

namespace sheaf::transport {
namespace {

using plugin::Facts;
using plugin::LineView;
using plugin::UpdateView;
using sheaf::v1::Cell;
using sheaf::v1::Section;

constexpr std::string_view kTag = "infrastructure";
constexpr std::string_view kLengthUnit = "km";
// Ports that a measure covers, where it is no segment of its own.
constexpr std::string_view kPortsUnit = "network ports covered";

struct Segment {
  int row = 0;
  std::optional<UpdateView> last;  // the last fact, of the region or of a member state
  std::optional<UpdateView> length;
  std::optional<UpdateView> ports;
};

Segment SegmentOf(const Facts& facts, int row) {
  Segment segment;
  segment.row = row;
  for (const UpdateView& update : facts.Of(row)) {
    segment.last = update;
    if (update.value && update.unit == kLengthUnit) segment.length = update;
    if (update.value && update.unit == kPortsUnit) segment.ports = update;
  }
  return segment;
}

// Counted lines about something that is built or that has a length or ports.
std::vector<Segment> SegmentsOf(const Facts& facts) {
  std::vector<Segment> segments;
  for (const LineView& line : facts.data().lines()) {
    if (!line.counted || line.vanished) continue;
    const Segment segment = SegmentOf(facts, line.row);
    const bool is_physical = Facts::HasTag(line, kTag) || segment.length || segment.ports;
    if (is_physical) segments.push_back(segment);
  }
  return segments;
}

// "" where nobody has said anything.
std::string WordOf(const Facts& facts, const Segment& segment) {
  return segment.last ? std::string(facts.words().TitleOf(segment.last->status)) : "";
}

std::string StatesText(const LineView& line) {
  if (line.member_states.empty()) return "all";
  std::string states(line.member_states);
  for (size_t at = 0; (at = states.find(';', at)) != std::string::npos; at += 2) {
    states.replace(at, 1, ", ");
  }
  return states;
}

Cell MeasureCell(const std::optional<UpdateView>& measure) {
  if (!measure) return layout::Blank();
  return layout::From(layout::Number(*measure->value), measure->name);
}

Cell DateCell(const Segment& segment) {
  if (!segment.last) return layout::Blank();
  return segment.last->effective_date.empty() ? layout::Text("not stated")
                                              : layout::Date(segment.last->effective_date);
}

void AddSegment(const Facts& facts, const Segment& segment, layout::TableLayout* table) {
  const LineView& line = facts.Line(segment.row);
  Cell length = MeasureCell(segment.length);
  if (!segment.length && !segment.ports) {
    length = layout::WithTone(layout::Missing(sheaf::v1::NOT_REPORTED), sheaf::v1::MUTED);
  }
  table->Row({layout::From(layout::Text(Facts::Label(line)), line.name),
              layout::Text(StatesText(line)), length, MeasureCell(segment.ports),
              segment.last ? layout::From(layout::Text(WordOf(facts, segment)), segment.last->name)
                           : layout::Missing(sheaf::v1::NOT_REPORTED),
              DateCell(segment)},
             sheaf::v1::ROW_ROLE_UNSPECIFIED, 1);
}

void AddSegments(const Facts& facts, const std::vector<Segment>& segments, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Segments"));
  table.Column("segment", "Segment")
      .Column("member_states", "Member states")
      .NumberColumn("length", "Length", "km")
      .NumberColumn("ports", "Ports", "covered")
      .Column("state", "State")
      .Column("as_of", "As of");
  int group = -1;
  for (const Segment& segment : segments) {
    const int above = facts.Line(segment.row).parent_row;
    int goal = above < 0 ? segment.row : above;
    while (facts.Line(goal).parent_row >= 0 &&
           facts.Line(facts.Line(goal).parent_row).parent_row >= 0) {
      goal = facts.Line(goal).parent_row;
    }
    if (goal != group) table.Group(facts.Line(goal).title);
    group = goal;
    AddSegment(facts, segment, &table);
  }
}

struct Stretch {
  int64_t segments = 0;
  double length = 0;
};

// Lengths by the last word on the segment.
std::map<std::string, Stretch> LengthsByWord(const Facts& facts,
                                             const std::vector<Segment>& segments) {
  std::map<std::string, Stretch> by_word;
  for (const Segment& segment : segments) {
    if (!segment.length) continue;
    Stretch& stretch = by_word[WordOf(facts, segment)];
    ++stretch.segments;
    stretch.length += *segment.length->value;
  }
  return by_word;
}

void AddFigures(const Facts& facts, const std::vector<Segment>& segments, Section* section) {
  const auto all = static_cast<int64_t>(segments.size());
  const auto reported = std::count_if(segments.begin(), segments.end(),
                                      [](const Segment& segment) { return segment.last; });
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "Segments reported on", layout::Share(reported, all),
                       "of those on record");
  for (const auto& [word, stretch] : LengthsByWord(facts, segments)) {
    layout::AddKeyFigure(figures, word, layout::Number(stretch.length, "km", 0),
                         "in " + std::to_string(stretch.segments) +
                             (stretch.segments == 1 ? " segment" : " segments"));
  }
}

void AddBars(const Facts& facts, const std::vector<Segment>& segments, Section* section) {
  const auto measured = std::count_if(segments.begin(), segments.end(),
                                      [](const Segment& segment) { return segment.length; });
  if (measured < 2) return;
  sheaf::v1::Chart* chart =
      layout::AddChart(section, sheaf::v1::Chart::BARS, "Length of the segments that report one",
                       "Segment", "Length, km");
  chart->set_unit("km");
  sheaf::v1::Series* series = chart->add_series();
  series->set_title("Length");
  for (const Segment& segment : segments) {
    if (!segment.length) continue;
    chart->add_labels(std::string(facts.Line(segment.row).code));
    series->add_points()->set_value(*segment.length->value);
  }
}

Section LayOutSegments(const Facts& facts) {
  Section section = layout::MakeSection("network-segments", "Network segments", "transport");
  const std::vector<Segment> segments = SegmentsOf(facts);
  if (segments.empty()) {
    layout::AddParagraph(&section, "The plan names no segment of a network.");
    return section;
  }
  layout::AddParagraph(&section,
                       "Rail links, highways, dry ports, sea links and ports of the plan: every "
                       "counted line that builds something, or that reports a length or ports. "
                       "The state is the last word, of the region or of a member state. Lengths "
                       "are of the segment, not of what has been built of it.");
  AddFigures(facts, segments, &section);
  AddSegments(facts, segments, &section);
  AddBars(facts, segments, &section);
  return section;
}

}  // namespace

std::vector<Section> LayOutNetworkSegments(const Facts& facts) {
  return {LayOutSegments(facts), LayOutNetworkGrowth(facts)};
}

}  // namespace sheaf::transport
