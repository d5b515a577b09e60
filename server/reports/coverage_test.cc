// The report on how far the data of KPIs go.
#include "server/reports/core_formats_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class CoverageTest : public CoreFormatsTest {
 protected:
  void Observe(const std::string& id, const std::string& kpi, const std::string& fields) {
    Put("sectors/energy/kpis/" + kpi + "/observations/" + id, FromText<v1::Observation>(fields));
  }
};

TEST_F(CoverageTest, SaysHowOldTheLatestValueIs) {
  Observe("a", "K-2", "value: 20 period: '2021' kind: ACTUAL");
  Observe("b", "K-2", "value: 22 period: '2022' kind: ACTUAL");
  const v1::Document document = Get("coverage", "2025-06-30");
  EXPECT_THAT(Reports(document).Rows("kpis-energy"),
              Contains(StartsWith("K-2 | Intensity | Outcome | 22 (2022) | 2 | 1 |")));
  EXPECT_DOUBLE_EQ(document.sections(1).blocks(0).table().rows(1).cells(4).number(), 2.5);
}

TEST_F(CoverageTest, CountsTheMemberStatesOfTheDayThatHaveAValue) {
  Observe("k", "K-1", "value: 3 period: '2023' member_state: 'KHM' kind: ACTUAL");
  Observe("l", "K-1", "missing: NOT_AVAILABLE period: '2023' member_state: 'LAO' kind: ACTUAL");
  Observe("v", "K-1",
          "value: 3 period: '2023' member_state: 'VNM' kind: ACTUAL");  // no member here
  const v1::Document document = Get("coverage", "2024-12-31");
  const Reports report(document);
  EXPECT_THAT(report.Rows("kpis-energy"), Contains(HasSubstr("| 1 of 3 |")));
  EXPECT_THAT(report.Rows("kpis-energy"), Contains("K-1 | 2023 | NOT_AVAILABLE | NOT_REPORTED | "));
}

TEST_F(CoverageTest, AValueThatIsKnownIsNotHiddenByALaterOneThatIsMissing) {
  Observe("a", "K-1", "value: 3 period: '2022' member_state: 'KHM' kind: ACTUAL");
  Observe("b", "K-1", "value: 4 period: '2026' member_state: 'KHM' kind: ACTUAL");
  const v1::Document document = Get("coverage", "2024-12-31");
  EXPECT_THAT(Reports(document).Rows("kpis-energy"),
              Contains("K-1 | 2022 | NOT_REPORTED | NOT_REPORTED | "))
      << "what is about a later year is not known yet";
}

TEST_F(CoverageTest, WhatIsOnlyForeseenIsToldAsThat) {
  Observe("f", "K-2", "value: 30 period: '2030' kind: FORECAST");
  const v1::Document document = Get("coverage", "2024-12-31");
  EXPECT_THAT(Reports(document).Rows("kpis-energy"),
              Contains(HasSubstr("Intensity | Outcome | NOT_REPORTED |")));
  EXPECT_THAT(document.sections(1).blocks(0).table().notes(0), StartsWith("Forecasts only"));
}

TEST_F(CoverageTest, AllSectorsAreSummedAsCountsOfKpis) {
  Observe("a", "K-2", "value: 20 period: '2021' kind: ACTUAL");
  const v1::Document document = Get("coverage", "2024-12-31", "");
  EXPECT_THAT(Reports(document).Rows("summary"),
              ElementsAre(HasSubstr("| 1 of "), StartsWith("All | ")));
}

}  // namespace
}  // namespace sheaf::reports
