// The reports of member states: all of them beside each other, and one by itself.
#include <gmock/gmock.h>

#include "server/reports/core_formats_fixture.h"
#include "server/reports/counting_check.h"

namespace sheaf::reports {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kEffective[] = "2024-06-30";

class MemberStatesTest : public CoreFormatsTest {
 protected:
  v1::Document Map() { return Get("member-states", kEffective, ""); }

  absl::StatusOr<std::shared_ptr<const v1::Document>> AskFor(const std::string& state) {
    return Ask({.format = "member-state", .clocks = ClocksOn(kEffective), .member_state = state});
  }
  v1::Document Of(const std::string& state) {
    const auto document = AskFor(state);
    EXPECT_TRUE(document.ok()) << document.status();
    return document.ok() ? **document : v1::Document();
  }
};

TEST_F(MemberStatesTest, TheMapHasWhatEachHasCompletedAndWhyThereIsNothing) {
  PutLine("A");
  PutLine("B", "level: 'action' member_states: 'KHM' member_states: 'THA'");
  PutLine("C");
  Say("A", "completed", "2023", "KHM");
  Say("A", "on_going", "2023-05", "THA");
  Say("B", "completed", "2024-02", "KHM");
  Say("C", "completed", "2022");  // of the region: of no state by itself
  const v1::Document document = Map();
  const Reports report(document);
  EXPECT_THAT(report.Rows("achievement"), ElementsAre("State KHM | 2 of 2 | 2 of 2 | ",
                                                      "State LAO | NOT_REPORTED | NOT_REPORTED | ",
                                                      "State THA | 0 of 2 | 0 of 2 | "));
  EXPECT_THAT(report.Rows("coverage"),
              ElementsAre("State KHM | 2 of 2 | 2 of 2 | ", "State LAO | 0 of 1 | 0 of 1 | ",
                          "State THA | 1 of 2 | 1 of 2 | "));
  EXPECT_THAT(report.Rows("latest"), ElementsAre("State KHM | 2024-02 | 2024-02 | ",
                                                 "State LAO | NOT_REPORTED | NOT_REPORTED | ",
                                                 "State THA | 2023-05 | 2023-05 | "));
  EXPECT_THAT(report.Rows("lines"),
              ElementsAre("State KHM | 3 | 2 | 2 | 2 | ", "State LAO | 2 | 1 | 0 | 0 | ",
                          "State THA | 3 | 2 | 1 | 0 | "));
  EXPECT_THAT(BrokenCountingRules(document), IsEmpty());
}

TEST_F(MemberStatesTest, ASectorWithoutReportsByStatesIsNotReportedAndNoPartIsNotApplicable) {
  PutLine("A");
  Say("A", "completed", "2023");
  EXPECT_THAT(Reports(Map()).Rows("achievement").front(), HasSubstr("NOT_REPORTED"));
  PutLine("B", "level: 'action' member_states: 'KHM'");
  Say("B", "on_going", "2023", "KHM");
  EXPECT_THAT(Reports(Map()).Rows("achievement"),
              ElementsAre("State KHM | 0 of 1 | 0 of 1 | ",
                          "State LAO | NOT_APPLICABLE | NOT_APPLICABLE | ",
                          "State THA | NOT_APPLICABLE | NOT_APPLICABLE | "));
}

TEST_F(MemberStatesTest, TheMapSaysTheSameAsTheSectorsOwnReport) {
  PutLine("A");
  PutLine("B");
  Say("A", "completed", "2023", "KHM");
  Say("B", "on_going", "2023", "THA");
  Say("B", "withdrawn", "2024-02", "KHM");
  const auto own = Reports(Get("progress", kEffective)).Rows("member-states");
  ASSERT_FALSE(own.empty());
  EXPECT_THAT(own.front(), HasSubstr("State KHM | 2 | 1 | 0 | 0 | 0 | 1 | 1 of 1"));
  EXPECT_THAT(Reports(Map()).Rows("achievement").front(), "State KHM | 1 of 1 | 1 of 1 | ");
}

TEST_F(MemberStatesTest, OneStateIsShownWithItsWordsItsSilenceAndItsInstruments) {
  PutLine("A", "level: 'action' title: 'Codes'");
  PutLine("B", "level: 'action' title: 'Grid'");
  PutLine("T", "level: 'action' title: 'Treaty' instrument_type: BINDING");
  Say("A", "on_going", "2022", "KHM");
  Say("A", "held", "2024-01", "KHM");
  Say("A", "planned", "2026", "KHM");
  Say("B", "on_going", "2023", "THA");
  Say("T", "signed", "2022");
  Say("T", "pending_ratification", "2023-03", "KHM");
  Say("T", "ratified", "2023-03", "THA");
  const v1::Document document = Of("KHM");
  const Reports report(document);
  EXPECT_THAT(
      report.Rows("words"),
      ElementsAre("Codes (A) | On-going | In progress | 2022 |  | APAEC | ",
                  "Treaty (T) | pending_ratification | In progress | 2023-03 |  | APAEC | "));
  EXPECT_THAT(report.Rows("outstanding"), ElementsAre(AllOf(HasSubstr("Grid (B) | "))));
  EXPECT_THAT(report.Rows("instruments"),
              ElementsAre("Pending ratification | 1 | ", "All | 1 | ",
                          "Treaty (T) | Pending ratification | 2023-03 | Awaiting ratification or "
                          "force | outstanding | APAEC | "));
  EXPECT_EQ(report.Figure("Takes part in"), "3");
  EXPECT_EQ(report.Figure("With a word from it"), "2 of 3");
  EXPECT_EQ(report.Figure("Latest word"), "2024-01");
  EXPECT_THAT(BrokenCountingRules(document), IsEmpty());
}

TEST_F(MemberStatesTest, FiguresThatAreGivenForItAreListedWithWhyOneIsMissing) {
  Put("sectors/energy/kpis/K-1/observations/a",
      FromText<v1::Observation>("value: 7 period: '2022' kind: ACTUAL member_state: 'KHM'"));
  Put("sectors/energy/kpis/K-1/observations/b",
      FromText<v1::Observation>(
          "missing: NOT_AVAILABLE period: '2023' member_state: 'KHM' kind: ACTUAL"));
  Put("sectors/energy/kpis/K-1/observations/c",
      FromText<v1::Observation>("value: 9 period: '2022' kind: ACTUAL member_state: 'THA'"));
  EXPECT_THAT(Reports(Of("KHM")).Rows("observations"),
              ElementsAre(AllOf(HasSubstr("K-1 | Lines trained | 7 (2022) |")),
                          AllOf(HasSubstr("K-1 | Lines trained | NOT_AVAILABLE |"))));
}

TEST_F(MemberStatesTest, AStateThatIsNotRegisteredOrNotNamedIsRefusedAndOtherFormatsTakeNone) {
  const auto refused = [&](const Asked& asked, const std::string& said) {
    const auto document = Ask(asked);
    EXPECT_EQ(document.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(document.status().message()), HasSubstr(said));
  };
  const v1::Clocks clocks = ClocksOn(kEffective);
  refused({.format = "member-state", .clocks = clocks, .member_state = "XYZ"},
          "'XYZ' is not registered; the members are KHM, LAO, THA");
  refused({.format = "member-state", .clocks = clocks}, "say which in member_state");
  refused({.format = "overview", .clocks = clocks, .member_state = "KHM"},
          "of no single member state");
}

TEST_F(MemberStatesTest, TwoStatesAreTwoReportsOfOneReporter) {
  PutLine("A");
  Say("A", "completed", "2023", "KHM");
  OpenLedger();
  Reporter reporter({&model_, &manifests_, nullptr, "1.0.0", ledger_.get()});
  Asked asked{.format = "member-state", .clocks = ClocksOn(kEffective), .member_state = "KHM"};
  EXPECT_THAT((*reporter.Report(asked))->title(), HasSubstr("State KHM"));
  asked.member_state = "THA";
  EXPECT_THAT((*reporter.Report(asked))->title(), HasSubstr("State THA"));
}

}  // namespace
}  // namespace sheaf::reports
