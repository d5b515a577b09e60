// What sectors ask of a data set: ages, places across plans, and what is known of a KPI.
#include "plugins/sdk/facts.h"

#include <gmock/gmock.h>

#include "plugins/sdk/dataset_builder.h"
#include "plugins/sdk/kpi_reading.h"
#include "plugins/sdk/line_tally.h"
#include "plugins/sdk/section_reader.h"

namespace sheaf::plugin {
namespace {

using ::testing::HasSubstr;

sheaf::v1::SectorManifest Manifest() {
  sheaf::v1::SectorManifest manifest;
  manifest.set_sector("fish");
  const auto add = [&](const char* code, sheaf::v1::KpiLevel level,
                       sheaf::v1::Availability availability) {
    sheaf::v1::KpiDefinition* kpi = manifest.add_kpis();
    kpi->set_code(code);
    kpi->set_title(std::string("Title of ") + code);
    kpi->set_level(level);
    kpi->set_availability(availability);
    kpi->set_owner("SEAFDEC");
    return kpi;
  };
  add("CATCH", sheaf::v1::OUTPUT, sheaf::v1::AVAILABLE);
  add("INCOME", sheaf::v1::IMPACT, sheaf::v1::PROXY_ONLY);
  add("BOATS", sheaf::v1::OUTCOME, sheaf::v1::THIRD_PARTY)->set_stands_in_for("INCOME");
  add("STOCKS", sheaf::v1::OUTCOME, sheaf::v1::NONE);
  add("LICENCES", sheaf::v1::OUTPUT, sheaf::v1::COMPUTABLE);
  return manifest;
}

class FactsTest : public ::testing::Test {
 protected:
  Facts Read(const DatasetBuilder& builder) {
    data_ = builder.Build();
    return Facts(&data_, &words_);
  }

  const Vocabulary words_{Manifest()};
  Dataset data_;
};

TEST_F(FactsTest, AgesAreWholeMonthsFromTheLastDayThatADateCanMean) {
  EXPECT_EQ(Facts::MonthsBetween("2024-01-15", "2024-02-14"), 0);
  EXPECT_EQ(Facts::MonthsBetween("2024-01-15", "2024-02-15"), 1);
  EXPECT_EQ(Facts::MonthsBetween("2024-01-31", "2024-02-29"), 1) << "the last day of February";
  EXPECT_EQ(Facts::MonthsBetween("2022", "2024-12-31"), 24);
  EXPECT_EQ(Facts::MonthsBetween("2023-12", "2024-01-28"), 0);
  EXPECT_EQ(Facts::MonthsBetween("2022", "2022-01-28"), std::nullopt) << "which came first?";
  EXPECT_EQ(Facts::MonthsBetween("", "2022"), std::nullopt);
  EXPECT_EQ(Facts::MonthsBetween("2022", ""), std::nullopt);
}

TEST_F(FactsTest, AWordIsOlderThanItsMonthsOnTheDayAfter) {
  const Facts facts = Read(DatasetBuilder("2024-12-31"));
  EXPECT_FALSE(facts.IsOlderThan("2023-12", 12));
  EXPECT_TRUE(facts.IsOlderThan("2023-12-30", 12));
  EXPECT_FALSE(facts.IsOlderThan("", 12)) << "nobody can say";
  EXPECT_EQ(facts.AgeInMonths("2023-12-30"), 12);
}

TEST_F(FactsTest, AChildPlanStandsUnderTheLineThatItSpellsOut) {
  DatasetBuilder builder("2024-12-31");
  builder.AddLine({.code = "T1"});
  builder.AddLine({.code = "A", .parent = "T1"});
  builder.AddLine({.code = "G", .plan = "child"});
  builder.AddLine({.code = "X", .parent = "G", .plan = "child"});
  builder.AddPlan({.id = "test"});
  builder.AddPlan({.id = "child", .title = "Child", .parent_line = "A"});
  const Facts facts = Read(builder);
  EXPECT_EQ(facts.TopOf(3), 2) << "in its own plan";
  EXPECT_EQ(facts.RootOf(3), 0);
  EXPECT_EQ(facts.Above(2), 1);
  EXPECT_EQ(facts.Above(0), -1);
}

TEST_F(FactsTest, PlansInACircleHaveATop) {
  DatasetBuilder builder("2024-12-31");
  builder.AddLine({.code = "A", .plan = "a"});
  builder.AddLine({.code = "B", .plan = "b"});
  builder.AddPlan({.id = "a", .title = "", .parent_line = "B"});
  builder.AddPlan({.id = "b", .title = "", .parent_line = "A"});
  const Facts facts = Read(builder);
  EXPECT_GE(facts.RootOf(0), 0);
}

TEST_F(FactsTest, SaysWhyAKpiHasNoValue) {
  const Facts facts = Read(DatasetBuilder("2024-12-31"));
  const auto why = [&](const char* kpi) { return WhyNoValue(facts, *words_.Kpi(kpi)); };
  EXPECT_EQ(why("INCOME"), "It is not measured; BOATS stands in for it.");
  EXPECT_EQ(why("BOATS"), "The data are with SEAFDEC; none were sent.");
  EXPECT_THAT(why("STOCKS"), HasSubstr("nobody is known to collect one"));
  EXPECT_THAT(why("CATCH"), HasSubstr("Declared as available from SEAFDEC"));
  EXPECT_THAT(why("LICENCES"), HasSubstr("Nothing is on record"));
}

TEST_F(FactsTest, AForecastIsNoLatestValue) {
  DatasetBuilder builder("2024-12-31");
  builder.AddObservation({.of = "CATCH", .period = "2022", .value = 3});
  builder.AddObservation({.of = "CATCH", .period = "2023", .value = 4});
  builder.AddObservation({.of = "CATCH", .period = "2023", .value = 5});
  builder.AddObservation(
      {.of = "CATCH", .period = "2030", .value = 9, .kind = sheaf::v1::FORECAST});
  builder.AddObservation({.of = "CATCH", .member_state = "THA", .period = "2024", .value = 1});
  const Facts facts = Read(builder);
  EXPECT_EQ(LatestValue(facts, "CATCH")->value, 5.0) << "of one period, the one recorded last";
  EXPECT_FALSE(LatestValue(facts, "BOATS").has_value());
}

TEST_F(FactsTest, ValuesOfMemberStatesAreNoneOfTheRegion) {
  DatasetBuilder builder("2024-12-31");
  builder.AddObservation({.of = "BOATS", .member_state = "THA", .period = "2024", .value = 1});
  const Facts facts = Read(builder);
  EXPECT_FALSE(LatestValue(facts, "BOATS").has_value());
  EXPECT_EQ(WhyNoValue(facts, *words_.Kpi("BOATS")),
            "Values of member states are on record, none of the region.");
}

TEST_F(FactsTest, ACellWithoutAValueBearsTheReasonAsANote) {
  const Facts facts = Read(DatasetBuilder("2024-12-31"));
  sheaf::v1::Table table;
  layout::TableLayout filled(&table);
  const sheaf::v1::Cell cell = LatestValueCell(facts, *words_.Kpi("STOCKS"), &filled);
  EXPECT_EQ(TextOf(cell), "not reported");
  ASSERT_EQ(cell.notes_size(), 1);
  EXPECT_EQ(table.notes(cell.notes(0) - 1), WhyNoValue(facts, *words_.Kpi("STOCKS")));
}

TEST(LineTallyTest, AddsUpLinesAndTallies) {
  LineTally all;
  LineTally one;
  one.Add(sheaf::v1::HEADLINE_COMPLETED);
  one.Add(sheaf::v1::HEADLINE_EXCLUDED);
  one.AddElsewhere();
  all += one;
  all += one;
  EXPECT_EQ(all.Counted(), 4);
  EXPECT_EQ(all.Denominator(), 2);
  EXPECT_EQ(all.counted_elsewhere(), 2);
}

}  // namespace
}  // namespace sheaf::plugin
