#include "server/reports/dataset.h"

#include <gmock/gmock.h>

#include "plugins/sdk/dataset.h"
#include "server/reports/kpi_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class DatasetTest : public KpiFixture {
 protected:
  DatasetTest() {
    AddEnergyKpis(&manifest_);
    PutMembers({"KHM", "LAO", "THA"});
  }

  // The data set as a plugin reads it; with counts, that of a format that is counts_only.
  plugin::Dataset Read(std::string_view effective,
                       const std::vector<PlanCounts>* counts = nullptr) {
    PutManifest(manifest_);
    plans_ = Assess(effective);
    std::erase_if(plans_, [](const PlanAssessment& plan) {
      return plan.tree.plan.sector != "energy";  // as the reporter asks
    });
    rules_ = manifests_.At("energy", view_->revision());
    plugin::v1::EvaluateHeader header;
    header.set_format("scorecard");
    header.mutable_clocks()->set_effective_date(std::string(effective));
    Dataset dataset({view_.get(), rules_.get(), &plans_, Day(effective), counts}, header);
    plugin::Dataset read;
    plugin::v1::EvaluateRequest part;
    for (parts_ = 0; dataset.Next(&part); ++parts_) {
      const absl::Status status = read.Add(part);
      EXPECT_TRUE(status.ok()) << status;
    }
    return read;
  }

  std::vector<PlanAssessment> plans_;
  int parts_ = 0;
};

TEST_F(DatasetTest, ALineCarriesWhatTheCoreComputed) {
  PutLine("PH1", "level: 'area' planned_end: '2020'");
  PutLine("A",
          "level: 'action' parent_code: 'PH1' instrument_type: BINDING member_states: 'KHM' "
          "member_states: 'THA' lead_body: 'HAPUA' shared_initiative: 'ACTS' tags: 'clmv'");
  Say("A", "on_going", "2023");
  const plugin::Dataset data = Read("2024-06-30");
  EXPECT_EQ(data.header().format(), "scorecard");
  ASSERT_THAT(data.lines(), SizeIs(2));
  const plugin::LineView& line = data.lines()[1];
  EXPECT_EQ(line.name, "plans/energy/lines/A");
  EXPECT_EQ(line.parent_row, 0);
  EXPECT_EQ(line.level, "action");
  EXPECT_EQ(line.lead_body, "HAPUA");
  EXPECT_EQ(line.member_states, "KHM;THA");
  EXPECT_EQ(line.shared_initiative, "ACTS");
  EXPECT_EQ(line.instrument_type, v1::BINDING);
  EXPECT_TRUE(line.counted);
  EXPECT_EQ(line.state, v1::IN_PROGRESS);
  EXPECT_EQ(line.headline, v1::HEADLINE_IN_PROGRESS);
  EXPECT_EQ(line.status_word, "on_going");
  EXPECT_FALSE(data.lines()[0].counted);
  EXPECT_EQ(data.lines()[0].planned_end, "2020");
  EXPECT_THAT(data.MembersAtEffectiveDate(), ElementsAre("KHM", "LAO", "THA"));
}

TEST_F(DatasetTest, ALineCarriesTheAttributesThatTheManifestDeclares) {
  PutLine("A",
          "level: 'action' attributes { key: 'proponent' value: 'Lao PDR = host' } "
          "attributes { key: 'remark' value: 'a column of the import' }");
  PutLine("B");
  EXPECT_EQ(Read("2024-06-30").lines()[0].attribute("proponent"), "") << "nobody has declared it";
  *manifest_.add_attributes() =
      FromText<v1::AttributeDefinition>("id: 'proponent' title: 'Proponent' type: TEXT");
  const plugin::Dataset data = Read("2024-06-30");
  EXPECT_EQ(data.lines()[0].attribute("proponent"), "Lao PDR = host");
  EXPECT_EQ(data.lines()[0].attribute("remark"), "");
  EXPECT_EQ(data.lines()[1].attribute("proponent"), "");
}

TEST_F(DatasetTest, AChildPlanPointsToTheLineThatItSpellsOut) {
  const auto child = [](std::string_view line) {
    v1::Plan plan = PlanOf("energy", "Child");
    plan.set_parent_line(std::string(line));
    return plan;
  };
  Put("plans/grid", child("plans/energy/lines/B"));
  Put("plans/lost", child("plans/energy/lines/GONE"));
  Put("plans/trade", PlanOf("trade", "Of another sector"));
  Put("plans/zeal", child("plans/trade/lines/T"));
  PutLine("A");
  PutLine("B");
  PutLine("grid/G");
  PutLine("trade/T");
  const plugin::Dataset data = Read("2024-06-30");
  ASSERT_THAT(data.plans(), SizeIs(4)) << "those of the sector, by id";
  EXPECT_EQ(data.plans()[0].name, "plans/energy");
  EXPECT_EQ(data.plans()[0].title, "APAEC");
  EXPECT_EQ(data.plans()[0].parent_row, -1);
  EXPECT_EQ(data.plans()[1].name, "plans/grid");
  EXPECT_EQ(data.plans()[1].parent_line, "plans/energy/lines/B");
  EXPECT_EQ(data.lines().at(data.plans()[1].parent_row).code, "B");
  EXPECT_EQ(data.plans()[2].parent_row, -1) << "no such line";
  EXPECT_EQ(data.plans()[3].parent_row, -1) << "a line of another sector";
  EXPECT_EQ(data.PlanOf(data.lines()[2]).name, "plans/grid");
}

TEST_F(DatasetTest, WhatHasNotHappenedIsLeftOutButForExpectations) {
  PutLine("A");
  Say("A", "on_going", "2023");
  Say("A", "completed", "2025");
  Say("A", "planned", "2027");
  std::vector<std::string_view> words;
  const plugin::Dataset data = Read("2024-06-30");
  for (const plugin::UpdateView& update : data.updates()) words.push_back(update.status);
  EXPECT_THAT(words, ElementsAre("on_going", "planned"));
}

TEST_F(DatasetTest, ValuesOfLaterPeriodsAreLeftOutButForForecasts) {
  PutEnergyFigures();
  const plugin::Dataset data = Read("2021-12-31");
  EXPECT_THAT(data.ObservationsOf("EN-K-01"), SizeIs(1)) << "the forecast";
  EXPECT_THAT(data.ObservationsOf("EN-K-02"), SizeIs(2)) << "2021 and the forecast";
  ASSERT_NE(data.FiguresOf("EN-K-01"), nullptr);
  EXPECT_THAT(data.FiguresOf("EN-K-01")->targets(), SizeIs(3));
}

TEST_F(DatasetTest, ObservationsComeByKpiAndThenAsRecorded) {
  Observe("EN-K-02", 1, "2020");
  Observe("EN-K-01", 2, "2020");
  Observe("EN-K-02", 3, "2019");
  std::vector<double> values;
  const plugin::Dataset data = Read("2024-06-30");
  for (const plugin::ObservationView& observation : data.observations()) {
    values.push_back(observation.value.value());
  }
  EXPECT_THAT(values, ElementsAre(2, 1, 3));
  EXPECT_EQ(data.observations()[0].name, "sectors/energy/kpis/EN-K-01/observations/o1");
}

TEST_F(DatasetTest, CountsComeInsteadOfLinesAndUpdates) {
  PutEnergyFigures();
  PutLine("A");
  Say("A", "on_going", "2023");
  PlanCounts first{{}, {}, 3};
  first.plan.id = "energy";
  first.plan.title = "APAEC";
  first.counts.Add(v1::HEADLINE_IN_PROGRESS, 7);
  PlanCounts second;
  second.plan.id = "energy-2";
  const std::vector<PlanCounts> counts = {first, second};
  const plugin::Dataset data = Read("2024-06-30", &counts);
  EXPECT_THAT(data.lines(), SizeIs(0));
  EXPECT_THAT(data.updates(), SizeIs(0));
  ASSERT_THAT(data.line_counts(), SizeIs(2));
  const plugin::v1::LineCounts& energy = data.line_counts()[0];
  EXPECT_EQ(energy.plan(), "plans/energy");
  EXPECT_EQ(energy.plan_title(), "APAEC");
  EXPECT_EQ(energy.counted_elsewhere(), 3);
  ASSERT_THAT(energy.classes(), SizeIs(1)) << "a class without lines is left out";
  EXPECT_EQ(energy.classes(0).headline(), v1::HEADLINE_IN_PROGRESS);
  EXPECT_EQ(energy.classes(0).lines(), 7);
  EXPECT_THAT(data.line_counts()[1].classes(), SizeIs(0));
  ASSERT_THAT(data.plans(), SizeIs(2));
  EXPECT_EQ(data.plans()[0].title, "APAEC");
  EXPECT_THAT(data.ObservationsOf("EN-K-01"), SizeIs(3)) << "figures do not grow with the lines";
  EXPECT_THAT(data.MembersAtEffectiveDate(), SizeIs(3));
}

TEST_F(DatasetTest, LargeDataSetsComeInParts) {
  const int lines = 2 * Dataset::kRowsPerPart + 5;
  for (int i = 0; i < lines; ++i) PutLine("L" + std::to_string(i));
  for (int i = 0; i < Dataset::kRowsPerPart + 3; ++i) Say("L7", "on_going", "2023");
  Say("L8", "completed", "2023");
  const plugin::Dataset data = Read("2024-06-30");
  EXPECT_THAT(data.lines(), SizeIs(lines));
  EXPECT_THAT(data.updates(), SizeIs(Dataset::kRowsPerPart + 4));
  EXPECT_EQ(data.updates().back().line_row, 8);
  EXPECT_EQ(data.lines().back().code, "L" + std::to_string(lines - 1));
  EXPECT_GE(parts_, 7) << "header, members, dictionary, three of lines, two of updates";
}

TEST_F(DatasetTest, PlansOfOneSectorFollowEachOther) {
  Put("plans/energy-2", PlanOf("energy", "Second"));
  PutLine("A");
  PutLine("energy-2/B");
  PutLine("energy-2/C", "level: 'activity' parent_code: 'B'");
  Say("energy-2/C", "completed", "2020");
  const plugin::Dataset data = Read("2024-06-30");
  ASSERT_THAT(data.lines(), SizeIs(3));
  EXPECT_EQ(data.lines()[2].parent_row, 1);
  EXPECT_EQ(data.updates()[0].line_row, 2);
}

}  // namespace
}  // namespace sheaf::reports
