// The formats made of the plan's lines: stream scorecard, milestone completion, network segments
// and carry-over, on data sets filled by hand and at random.
#include <gmock/gmock.h>

#include <map>
#include <random>

#include "plugin_manifest.h"
#include "plugins/sdk/dataset_builder.h"
#include "plugins/sdk/questions.h"
#include "plugins/sdk/sample_data.h"
#include "plugins/sdk/section_reader.h"
#include "plugins/transport/transport_sector.h"

namespace sheaf::transport {
namespace {

using plugin::Dataset;
using plugin::DatasetBuilder;
using plugin::FigureOf;
using plugin::RowWith;
using plugin::Says;
using sheaf::v1::Section;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kCompleted = sheaf::v1::HEADLINE_COMPLETED;
constexpr auto kInProgress = sheaf::v1::HEADLINE_IN_PROGRESS;
constexpr auto kNotStarted = sheaf::v1::HEADLINE_NOT_STARTED;
constexpr auto kNotReported = sheaf::v1::HEADLINE_NOT_REPORTED;
constexpr auto kExcluded = sheaf::v1::HEADLINE_EXCLUDED;

std::vector<Section> Ask(const Dataset& data, std::string_view format) {
  Transport transport(plugin::ParseManifest(kManifest));
  return plugin::AskFor(format, data, transport).sections;
}

// Land transport with rail and highways, and facilitation, which is named for the next plan.
DatasetBuilder Plan(const std::string& effective_date = "2024-12-31") {
  DatasetBuilder plan(effective_date);
  plan.AddMembers();
  plan.AddLine(
      {.code = "L", .level = "workstream", .title = "Land transport: safe", .planned_end = "2025"});
  plan.AddLine({.code = "L-G1", .parent = "L", .level = "strategic_goal", .title = "Rail"});
  plan.AddLine({.code = "L-1",
                .parent = "L-G1",
                .level = "action",
                .planned_end = "2016",
                .tags = "infrastructure",
                .counted = true,
                .headline = kInProgress});
  plan.AddLine({.code = "L-2",
                .parent = "L-1",
                .level = "milestone",
                .member_states = "KHM;VNM",
                .tags = "infrastructure",
                .counted = true,
                .headline = kInProgress});
  plan.AddLine({.code = "L-3",
                .parent = "L-1",
                .level = "milestone",
                .counted = true,
                .headline = kCompleted});
  plan.AddLine({.code = "F", .level = "workstream", .title = "Facilitation"});
  plan.AddLine({.code = "F-G1", .parent = "F", .level = "key_outcome", .tags = "carry_over"});
  plan.AddLine({.code = "F-1", .parent = "F-G1", .level = "action", .counted = true});
  plan.AddLine(
      {.code = "F-2", .parent = "F-G1", .level = "action", .counted = true, .headline = kExcluded});
  plan.AddLine({.code = "F-3",
                .parent = "F-G1",
                .level = "action",
                .tags = "digital;carry_over",
                .counted = true,
                .headline = kCompleted});
  plan.AddUpdate({.line = "L-2",
                  .member_state = "KHM",
                  .status = "on_going",
                  .date = "2023",
                  .value = 255,
                  .unit = "km"});
  plan.AddUpdate({.line = "L-3", .status = "signed", .date = "2018"});
  plan.AddUpdate({.line = "L-3", .status = "completed", .date = "2021-05"});
  plan.AddUpdate({.line = "L-3", .status = "held", .date = "2023"});
  plan.AddUpdate({.line = "F-3", .status = "adopted", .date = ""});
  return plan;
}

TEST(StreamScorecardTest, CountsLinesByStreamGoalAndClass) {
  const Section section = Ask(Plan().Build(), "stream-scorecard").at(0);
  auto land = RowWith(section, "Land transport");
  EXPECT_EQ(land["counted_lines"], "3");
  EXPECT_EQ(land["completed"], "1 of 3");
  EXPECT_EQ(land["in_progress"], "2 of 3");
  EXPECT_EQ(RowWith(section, "Rail")["in_progress"], "2 of 3");
  EXPECT_EQ(RowWith(section, "F-G1")["excluded"], "1");
  auto all = RowWith(section, "All streams");
  EXPECT_EQ(all["counted_lines"], "6");
  EXPECT_EQ(all["completed"], "2 of 5") << "of those not excluded";
  EXPECT_EQ(FigureOf(section, "Begun or completed"), "4 of 5");
}

TEST(StreamScorecardTest, ShowsWhatIsCountedElsewhere) {
  DatasetBuilder plan("2024-12-31");
  plan.AddLine({.code = "M", .level = "workstream"});
  plan.AddLine({.code = "M-1", .parent = "M", .level = "action", .shared_initiative = "SAR"});
  const Section section = Ask(plan.Build(), "stream-scorecard").at(0);
  EXPECT_EQ(RowWith(section, "M")["counted_elsewhere"], "1");
  EXPECT_EQ(RowWith(section, "M")["counted_lines"], "0");
}

int64_t CountIn(std::map<std::string, std::string>& row, const std::string& column) {
  return std::stoll(row[column]);  // "3 of 5" begins with its numerator
}

// Plans of any shape: whatever is counted, each line is in one class, and a stream holds its goals.
TEST(StreamScorecardTest, ObeysTheCountingRulesOnPlansOfAnyShape) {
  std::mt19937 random(20251026);
  const auto any = [&random](int below) { return static_cast<int>(random() % below); };
  const sheaf::v1::HeadlineClass classes[] = {kCompleted, kInProgress, kNotStarted, kNotReported,
                                              kExcluded};
  for (int trial = 0; trial < 200; ++trial) {
    DatasetBuilder plan("2024-12-31");
    std::map<std::string, int64_t> counted;  // by branch
    std::vector<std::string> streams;
    std::map<std::string, std::vector<std::string>> goals_of;
    for (int s = 0; s < 1 + any(4); ++s) {
      const std::string stream = "S" + std::to_string(s) + ".";
      streams.push_back(stream);
      plan.AddLine({.code = stream, .level = "workstream"});
      for (int g = 0; g < any(4); ++g) {
        const std::string goal = stream + "G" + std::to_string(g) + ".";
        goals_of[stream].push_back(goal);
        plan.AddLine({.code = goal, .parent = stream, .level = "strategic_goal"});
        for (int l = 0; l < any(6); ++l) {
          const std::string code = goal + "L" + std::to_string(l) + ".";
          const bool is_counted = any(5) > 0, has_vanished = any(8) == 0;
          plan.AddLine({.code = code,
                        .parent = goal,
                        .level = "action",
                        .counted = is_counted && !has_vanished,
                        .headline = classes[any(5)],
                        .vanished = has_vanished});
          if (!is_counted || has_vanished) continue;
          ++counted[goal];
          ++counted[stream];
          ++counted["All streams"];
        }
      }
    }
    const Section section = Ask(plan.Build(), "stream-scorecard").at(0);
    const auto row_of = [&section](const std::string& code) {
      return RowWith(section, code == "All streams" ? code : "(" + code + ")");
    };
    std::vector<std::string> branches = streams;
    branches.push_back("All streams");
    for (const auto& [stream, goals] : goals_of) {
      branches.insert(branches.end(), goals.begin(), goals.end());
    }
    for (const std::string& branch : branches) {
      auto row = row_of(branch);
      ASSERT_EQ(CountIn(row, "counted_lines"), counted[branch]) << branch;
      int64_t in_classes = CountIn(row, "excluded");
      for (const char* one : {"completed", "in_progress", "not_started", "not_reported"}) {
        in_classes += CountIn(row, one);
      }
      ASSERT_EQ(in_classes, counted[branch]) << branch;
    }
    for (const char* column : {"completed", "in_progress", "not_started", "not_reported"}) {
      int64_t of_streams = 0;
      for (const std::string& stream : streams) {
        auto row = row_of(stream);
        int64_t of_goals = 0;
        for (const std::string& goal : goals_of[stream]) {
          auto goal_row = row_of(goal);
          of_goals += CountIn(goal_row, column);
        }
        ASSERT_EQ(CountIn(row, column), of_goals) << stream << " " << column;
        of_streams += of_goals;
      }
      auto all = row_of("All streams");
      ASSERT_EQ(CountIn(all, column), of_streams) << column;
    }
  }
}

TEST(MilestoneCompletionTest, CountsMilestonesApartFromActions) {
  const Section section = Ask(Plan().Build(), "milestone-completion").at(0);
  EXPECT_EQ(FigureOf(section, "Milestones completed"), "1 of 2");
  EXPECT_EQ(FigureOf(section, "Actions completed"), "1 of 3");
  EXPECT_EQ(RowWith(section, "Land transport")["completed"], "1 of 2");
}

TEST(MilestoneCompletionTest, GivesTheYearOfTheWordThatCompletedTheMilestone) {
  const Section section = Ask(Plan().Build(), "milestone-completion").at(1);
  EXPECT_EQ(RowWith(section, "2021")["all"], "1") << "the event of 2023 completed nothing";
  EXPECT_THAT(RowWith(section, "2023"), IsEmpty());
  EXPECT_THAT(RowWith(section, "Date not stated"), IsEmpty()) << "F-3 is an action";
}

TEST(NetworkSegmentsTest, ShowsLengthStateAndMemberStates) {
  const Section section = Ask(Plan().Build(), "network-segments").at(0);
  auto row = RowWith(section, "L-2");
  EXPECT_EQ(row["length"], "255");
  EXPECT_EQ(row["member_states"], "KHM, VNM");
  EXPECT_EQ(row["state"], "On-going");
  EXPECT_EQ(row["as_of"], "2023");
  EXPECT_EQ(RowWith(section, "L-1")["length"], "not reported") << "which is not zero";
  EXPECT_THAT(RowWith(section, "L-3"), IsEmpty());
  EXPECT_EQ(FigureOf(section, "On-going"), "255");
  EXPECT_EQ(FigureOf(section, "Segments reported on"), "1 of 2");
}

TEST(NetworkSegmentsTest, ComputesTheGrowthOfTheNetworksBesideThePublishedOne) {
  DatasetBuilder data("2024-12-31");
  data.AddBaseline("TR-K-01", 100, 2020);
  data.AddObservation({.of = "TR-K-01", .period = "2022", .value = 121});
  data.AddObservation({.of = "TR-K-02", .period = "2022", .value = 9});
  const Section section = Ask(data.Build(), "network-segments").at(1);
  EXPECT_EQ(RowWith(section, "TR-K-01")["computed"], "10.00");
  EXPECT_EQ(RowWith(section, "TR-K-01")["published"], "9");
  EXPECT_EQ(RowWith(section, "TR-K-03")["computed"], "n/a");
  EXPECT_TRUE(Says(section, "No baseline with a year is on record."));
}

TEST(CarryOverTest, NamesTheReasonAndTheLastWord) {
  const std::vector<Section> sections = Ask(Plan().Build(), "carry-over");
  ASSERT_THAT(sections, SizeIs(3));
  EXPECT_EQ(RowWith(sections[1], "F-G1")["reason"], "Named for the next plan");
  EXPECT_EQ(RowWith(sections[1], "F-1")["reason"],
            "Named for the next plan with F-G1; not reported");
  EXPECT_EQ(RowWith(sections[1], "F-3")["reason"], "Named for the next plan; completed");
  EXPECT_EQ(RowWith(sections[1], "F-3")["last_word"], "Adopted, date not stated");
  EXPECT_EQ(RowWith(sections[2], "L-2")["reason"], "In progress");
  EXPECT_EQ(RowWith(sections[2], "L-2")["last_word"], "On-going 2023, 255 km (KHM)");
  EXPECT_THAT(RowWith(sections[2], "L-3"), IsEmpty()) << "completed";
  EXPECT_THAT(RowWith(sections[1], "F-2"), IsEmpty()) << "excluded";
}

TEST(CarryOverTest, SummarisesByStream) {
  const Section section = Ask(Plan().Build(), "carry-over").at(0);
  EXPECT_EQ(RowWith(section, "Land transport")["open"], "2 of 3");
  EXPECT_EQ(RowWith(section, "Facilitation")["named"], "2");
  EXPECT_EQ(RowWith(section, "All streams")["open"], "3 of 5");
  EXPECT_TRUE(Says(section, "The plan runs until the end of 2025"));
  EXPECT_TRUE(Says(Ask(Plan("2026-02-01").Build(), "carry-over").at(0), "The plan ended in 2025."));
}

TEST(CarryOverTest, SaysWhereTheExpectedDateHasPassed) {
  const Section section = Ask(Plan().Build(), "carry-over").at(2);
  EXPECT_EQ(RowWith(section, "L-1")["expected"], "2016");
  EXPECT_TRUE(Says(section, "This date has passed."));
}

TEST(PlanFormatsTest, SayThatThereIsNothingRatherThanShowAnEmptyTable) {
  const Dataset data = DatasetBuilder("2024-12-31").Build();
  for (const char* format :
       {"stream-scorecard", "milestone-completion", "network-segments", "carry-over"}) {
    const std::vector<Section> sections = Ask(data, format);
    EXPECT_TRUE(Says(sections.at(0), "no ") || Says(sections.at(0), "No ")) << format;
    for (const Section& section : sections) {
      EXPECT_FALSE(plugin::HasEmptyTable(section)) << format << " " << section.id();
    }
  }
}

TEST(PlanFormatsTest, TheSameDataGiveTheSameBytes) {
  DatasetBuilder builder = Plan();
  plugin::AddSampleFigures("transport", &builder);
  const Dataset data = builder.Build();
  const sheaf::v1::SectorManifest manifest = plugin::ParseManifest(kManifest);
  for (const auto& format : manifest.report_formats()) {
    std::string first, second;
    for (const Section& section : Ask(data, format.id())) first += section.SerializeAsString();
    for (const Section& section : Ask(data, format.id())) second += section.SerializeAsString();
    EXPECT_EQ(first, second) << format.id();
  }
}

TEST(TransportKpiRegisterTest, ShowsEveryFigureOfTheRegisterWithItsYearAndKind) {
  DatasetBuilder data("2024-12-31");
  plugin::AddSampleFigures("transport", &data);
  const std::vector<Section> sections = Ask(data.Build(), "kpi-register");
  EXPECT_THAT(plugin::UnshownFigures("transport", sections), IsEmpty());
  // A figure that is not on record is found missing: the check can fail.
  const Dataset nothing = DatasetBuilder("2024-12-31").Build();
  EXPECT_FALSE(plugin::UnshownFigures("transport", Ask(nothing, "kpi-register")).empty());
}

TEST(TransportKpiRegisterTest, SaysWhyThereIsNoValue) {
  const Dataset data = DatasetBuilder("2024-12-31").Build();
  const std::vector<Section> sections = Ask(data, "kpi-register");
  std::string reasons;
  for (const Section& section : sections) {
    EXPECT_FALSE(plugin::HasEmptyTable(section)) << section.id();
    for (const auto& block : section.blocks()) {
      for (const auto& row : block.table().rows()) {
        if (row.cells_size() == 6) reasons += row.cells(5).text() + "\n";
      }
    }
  }
  EXPECT_THAT(reasons, ::testing::HasSubstr("nobody is known to collect one."));
  EXPECT_THAT(reasons, ::testing::HasSubstr("It is not measured; TR-X-01 stands in for it."));
}

}  // namespace
}  // namespace sheaf::transport
