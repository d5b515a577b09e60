#include "plugins/sdk/dataset.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace sheaf::plugin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

v1::EvaluateRequest Part(const std::string& text) {
  v1::EvaluateRequest part;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &part)) << text;
  return part;
}

v1::EvaluateRequest Header() {
  return Part(R"(header { format: "scorecard" clocks { effective_date: "2024-12-31" } })");
}

// Numbers: 1 area, 2 activity, 3 AMEM, 4 2021, 5 completed, 6 SGP, 7 EN-K-01, 8 2022, 9 %.
v1::EvaluateRequest Words() {
  return Part(R"(dictionary { texts: ["", "area", "activity", "AMEM", "2021", "completed",
                                      "SGP", "EN-K-01", "2022", "%"] })");
}

// An area with two activities.
v1::EvaluateRequest Lines() {
  return Part(R"(lines {
    name: ["plans/energy/lines/A", "plans/energy/lines/A1", "plans/energy/lines/A2"]
    title: ["Power grid", "Build", "Trade"]
    parent_row: [-1, 0, 0]
    level: [1, 2, 2]
    lead_body: [3, 0, 0]
    instrument_type: [0, 0, 0]
    planned_start: [4, 0, 0]
    planned_end: [0, 0, 0]
    member_states: [0, 0, 6]
    shared_initiative: [0, 0, 0]
    tags: [0, 0, 0]
    counted: [false, true, true]
    state: [CANONICAL_STATE_UNSPECIFIED, COMPLETED, CANONICAL_STATE_UNSPECIFIED]
    headline: [HEADLINE_CLASS_UNSPECIFIED, HEADLINE_COMPLETED, HEADLINE_NOT_REPORTED]
    status_word: [0, 5, 0]
    vanished: [false, false, true]
  })");
}

v1::EvaluateRequest Updates() {
  return Part(R"(updates {
    name: ["plans/energy/lines/A1/updates/u1", "plans/energy/lines/A1/updates/u2"]
    line_row: [1, 1]
    member_state: [0, 6]
    reported_status: [5, 5]
    effective_date: [4, 8]
    decision_body: [3, 0]
    meeting: [0, 0]
    unit: [9, 0]
    value: [66.7, nan]
  })");
}

v1::EvaluateRequest Observations() {
  return Part(R"(observations {
    name: ["sectors/energy/kpis/EN-K-01/observations/o1",
           "sectors/energy/kpis/EN-K-01/observations/o2"]
    of: [7, 7]
    is_series: [false, false]
    member_state: [0, 0]
    period: [4, 8]
    value: [0, nan]
    missing: [MISSING_REASON_UNSPECIFIED, NOT_REPORTED]
    kind: [ACTUAL, ACTUAL]
    unit: [9, 9]
    edition: [0, 0]
    source: [0, 0]
  })");
}

Dataset Filled() {
  Dataset data;
  for (v1::EvaluateRequest part : {Header(), Words(), Lines(), Updates(), Observations()}) {
    EXPECT_EQ(data.Add(std::move(part)), absl::OkStatus());
  }
  return data;
}

TEST(Dataset, GivesLinesWithTheirTexts) {
  const Dataset data = Filled();
  ASSERT_EQ(data.lines().size(), 3);
  const LineView& area = data.lines()[0];
  EXPECT_EQ(area.code, "A");
  EXPECT_EQ(area.parent_row, -1);
  EXPECT_EQ(area.level, "area");
  EXPECT_EQ(area.lead_body, "AMEM");
  EXPECT_EQ(area.planned_start, "2021");
  EXPECT_FALSE(area.counted);
  const LineView& build = data.lines()[1];
  EXPECT_EQ(build.name, "plans/energy/lines/A1");
  EXPECT_EQ(build.state, sheaf::v1::COMPLETED);
  EXPECT_EQ(build.headline, sheaf::v1::HEADLINE_COMPLETED);
  EXPECT_EQ(build.status_word, "completed");
  EXPECT_EQ(data.lines()[2].member_states, "SGP");
  EXPECT_TRUE(data.lines()[2].vanished);
}

TEST(Dataset, ALineGivesItsAttributesAndTags) {
  Dataset data;
  ASSERT_TRUE(data.Add(Header()).ok());
  ASSERT_TRUE(data.Add(Words()).ok());
  ASSERT_TRUE(data.Add(Part(R"(dictionary {
    texts: ["budget=12\nproponent=Lao PDR = host", "clmv;sub_strategy"]
  })"))
                  .ok());
  v1::EvaluateRequest lines = Lines();
  for (const uint32_t entry : {0, 10, 0}) lines.mutable_lines()->add_attributes(entry);
  lines.mutable_lines()->set_tags(1, 11);
  ASSERT_TRUE(data.Add(lines).ok());
  EXPECT_EQ(data.lines()[1].attribute("budget"), "12");
  EXPECT_EQ(data.lines()[1].attribute("proponent"), "Lao PDR = host");
  EXPECT_EQ(data.lines()[1].attribute("prop"), "");
  EXPECT_EQ(data.lines()[2].attribute("budget"), "");
  EXPECT_TRUE(data.lines()[1].HasTag("clmv"));
  EXPECT_TRUE(data.lines()[1].HasTag("sub_strategy"));
  EXPECT_FALSE(data.lines()[1].HasTag("sub"));
  EXPECT_FALSE(data.lines()[0].HasTag(""));
}

TEST(Dataset, GivesThePlanOfALine) {
  Dataset data = Filled();
  ASSERT_TRUE(data.Add(Part(R"(plan {
    name: "plans/energy" title: "APAEC" parent_line: "plans/blueprint/lines/C4" parent_row: -1
  })"))
                  .ok());
  ASSERT_TRUE(data.Add(Part(R"(plan {
    name: "plans/grid" parent_line: "plans/energy/lines/A1" parent_row: 1
  })"))
                  .ok());
  ASSERT_EQ(data.plans().size(), 2);
  EXPECT_EQ(data.plans()[1].parent_row, 1);
  const PlanView plan = data.PlanOf(data.lines()[2]);
  EXPECT_EQ(plan.title, "APAEC");
  EXPECT_EQ(plan.parent_line, "plans/blueprint/lines/C4");
  EXPECT_EQ(Filled().PlanOf(data.lines()[2]).name, "plans/energy") << "from an older core";
}

TEST(Dataset, FindsChildrenInPlanOrder) {
  const Dataset data = Filled();
  EXPECT_THAT(data.ChildrenOf(-1), ElementsAre(0));
  EXPECT_THAT(data.ChildrenOf(0), ElementsAre(1, 2));
  EXPECT_THAT(data.ChildrenOf(2), IsEmpty());
}

TEST(Dataset, RowsCountOnOverSeveralParts) {
  Dataset data = Filled();
  v1::EvaluateRequest more = Lines();
  more.mutable_lines()->set_parent_row(0, 2);
  ASSERT_EQ(data.Add(more), absl::OkStatus());
  EXPECT_EQ(data.lines()[3].row, 3);
  EXPECT_THAT(data.ChildrenOf(2), ElementsAre(3));
}

TEST(Dataset, AnUpdateWithoutProgressHasNoValue) {
  const Dataset data = Filled();
  const auto updates = data.UpdatesOf(1);
  ASSERT_EQ(updates.size(), 2);
  EXPECT_EQ(updates[0].value, 66.7);
  EXPECT_EQ(updates[0].unit, "%");
  EXPECT_EQ(updates[0].body, "AMEM");
  EXPECT_EQ(updates[1].value, std::nullopt);
  EXPECT_EQ(updates[1].member_state, "SGP");
  EXPECT_THAT(data.UpdatesOf(2), IsEmpty());
}

TEST(Dataset, ZeroIsAValueAndMissingIsNone) {
  const auto observations = Filled().ObservationsOf("EN-K-01");
  ASSERT_EQ(observations.size(), 2);
  EXPECT_EQ(observations[0].value, 0.0);
  EXPECT_EQ(observations[1].value, std::nullopt);
  EXPECT_EQ(observations[1].missing, sheaf::v1::NOT_REPORTED);
}

TEST(Dataset, FindsFiguresByKpi) {
  Dataset data;
  ASSERT_TRUE(
      data.Add(Part(R"(kpi_figures { kpi: "EN-K-01" targets { year: 2025 value: 32 } })")).ok());
  ASSERT_NE(data.FiguresOf("EN-K-01"), nullptr);
  EXPECT_EQ(data.FiguresOf("EN-K-01")->targets(0).value(), 32);
  EXPECT_EQ(data.FiguresOf("EN-K-02"), nullptr);
}

TEST(Dataset, GivesTheCountsOfEachPlanWhereNoLinesAreSent) {
  Dataset data;
  ASSERT_TRUE(data.Add(Header()).ok());
  ASSERT_TRUE(data.Add(Part(R"(line_counts {
    plan: "plans/apaec-1" plan_title: "APAEC phase I" counted_elsewhere: 2
    classes { headline: HEADLINE_COMPLETED lines: 298 }
  })"))
                  .ok());
  ASSERT_TRUE(data.Add(Part(R"(line_counts { plan: "plans/apaec-2" })")).ok());
  ASSERT_EQ(data.line_counts().size(), 2);
  EXPECT_EQ(data.line_counts()[0].classes(0).lines(), 298);
  EXPECT_EQ(data.line_counts()[0].counted_elsewhere(), 2);
  EXPECT_EQ(data.line_counts()[1].plan(), "plans/apaec-2");
  EXPECT_THAT(data.lines(), IsEmpty());
}

TEST(Dataset, MembersAreThoseOfTheEffectiveDate) {
  Dataset data;
  ASSERT_TRUE(data.Add(Header()).ok());
  ASSERT_TRUE(data.Add(Part(R"(members {
    member_states { name: "memberStates/VNM" joined: "1995-07-28" }
    member_states { name: "memberStates/BRN" joined: "1984-01-07" }
    member_states { name: "memberStates/TLS" joined: "2025-10-26" }
    member_states { name: "memberStates/OLD" joined: "1970-01-01" left: "2024-12-31" }
  })"))
                  .ok());
  EXPECT_THAT(data.MembersAtEffectiveDate(), ElementsAre("BRN", "VNM"));
}

TEST(Dataset, ViewsStayValidWhenItIsMovedAndCopied) {
  Dataset data = Filled();
  const std::string_view title = data.lines()[1].title;
  const Dataset moved = std::move(data);
  EXPECT_EQ(title, "Build");
  Dataset copy;
  {
    const Dataset original = Filled();
    copy = original;
  }
  EXPECT_EQ(copy.lines()[1].title, "Build");
}

struct Malformed {
  const char* name;
  v1::EvaluateRequest part;
  const char* said;
};

class MalformedPart : public ::testing::TestWithParam<Malformed> {};

TEST_P(MalformedPart, IsRefusedInWords) {
  Dataset data = Filled();
  const absl::Status status = data.Add(GetParam().part);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr(GetParam().said));
}

v1::EvaluateRequest With(v1::EvaluateRequest part, void (*change)(v1::EvaluateRequest*)) {
  change(&part);
  return part;
}

INSTANTIATE_TEST_SUITE_P(
    Dataset, MalformedPart,
    ::testing::Values(
        Malformed{"ShortColumn",
                  With(Lines(), [](auto* p) { p->mutable_lines()->mutable_level()->RemoveLast(); }),
                  "lines: column level has 2 entries, name has 3"},
        Malformed{"LongColumn",
                  With(Updates(), [](auto* p) { p->mutable_updates()->add_value(1); }),
                  "updates: column value has 3 entries, name has 2"},
        Malformed{"MissingColumn",
                  With(Observations(), [](auto* p) { p->mutable_observations()->clear_kind(); }),
                  "observations: column kind has 0 entries, name has 2"},
        Malformed{"UnknownText",
                  With(Lines(), [](auto* p) { p->mutable_lines()->set_level(1, 10); }),
                  "lines: column level points to text 10 of a dictionary of 10"},
        Malformed{"ShortOptionalColumn",
                  With(Lines(), [](auto* p) { p->mutable_lines()->add_attributes(0); }),
                  "lines: column attributes has 1 entries, name has 3"},
        Malformed{"PlanOfNoLine", Part(R"(plan { name: "plans/grid" parent_row: 3 })"),
                  "plan 'plans/grid' points to line 3; expected -1 to 2"},
        Malformed{"ChildBeforeParent",
                  With(Lines(), [](auto* p) { p->mutable_lines()->set_parent_row(0, 3); }),
                  "lines: column parent_row points to line 3; expected -1 to 2"},
        Malformed{"NoSuchLine",
                  With(Updates(), [](auto* p) { p->mutable_updates()->set_line_row(0, 3); }),
                  "updates: column line_row points to line 3; expected 0 to 2"},
        Malformed{"NegativeLine",
                  With(Updates(), [](auto* p) { p->mutable_updates()->set_line_row(0, -1); }),
                  "updates: column line_row points to line -1"},
        Malformed{"SecondHeader", Header(), "a second header"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(Dataset, ADictionaryStartsWithTheEmptyText) {
  Dataset data;
  EXPECT_THAT(std::string(data.Add(Part(R"(dictionary { texts: "area" })")).message()),
              HasSubstr("entry 0 is 'area'"));
}

TEST(Dataset, APartOfANewerCoreIsPassedOver) {
  Dataset data;
  EXPECT_EQ(data.Add(v1::EvaluateRequest()), absl::OkStatus());
}

}  // namespace
}  // namespace sheaf::plugin
