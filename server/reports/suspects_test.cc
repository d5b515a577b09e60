// Suspected duplicates: which pairs are, which are not, and what a decision does.
#include "server/reports/suspects.h"

#include "server/reports/core_formats_fixture.h"
#include "server/sectors/duplicate.h"
#include "server/sectors/records.h"

namespace sheaf::reports {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class SuspectsTest : public CoreFormatsTest {
 protected:
  SuspectsTest() {
    Put("plans/apaec", PlanOf("energy", "APAEC"));
    Put("plans/adm", PlanOf("", "Digital"));
  }

  v1::Document Report() {
    OpenLedger();
    return Get("suspected-duplicates", "2024-12-31", "");
  }
  std::vector<std::string> Open() {
    const v1::Document document = Report();
    return Reports(document).Rows("open");
  }
  void Decide(const std::string& line, const std::string& other, v1::DuplicateDecision decision) {
    v1::DuplicatePair pair;
    pair.set_line(line);
    pair.set_other_line(other);
    pair.set_decision(decision);
    pair.set_reason("looked at");
    Put(sectors::DuplicateName(line, other), pair);
  }
};

TEST_F(SuspectsTest, TitlesThatAreAlikeInTwoPlansAre) {
  PutLine("apaec/E1", "title: 'Smart grid data platform'");
  PutLine("adm/D1", "title: 'Platform for smart grid data'");
  PutLine("adm/D2", "title: 'Digital skills'");
  EXPECT_THAT(Open(), ElementsAre("apaec E1 | Smart grid data platform | adm D1 | "
                                  "Platform for smart grid data | 100 |  | "));
}

TEST_F(SuspectsTest, LinesOfOneSharedInitiativeAreNot) {
  PutLine("apaec/E1", "title: 'Smart grid data' shared_initiative: 'GRID'");
  PutLine("adm/D1", "title: 'Smart grid data' shared_initiative: 'GRID'");
  EXPECT_THAT(Open(), IsEmpty());
}

TEST_F(SuspectsTest, ALineAndThoseBesideOrAboveItAreNot) {
  PutLine("apaec/E1", "title: 'Smart grid data' level: 'action'");
  PutLine("apaec/E2", "title: 'Smart grid data' level: 'action'");
  PutLine("apaec/E3", "title: 'Smart grid data' level: 'action' parent_code: 'E1'");
  EXPECT_THAT(Open(), ElementsAre(AllOf(HasSubstr("apaec E2 |"), HasSubstr("apaec E3 |"))))
      << "two branches of one plan are";
}

TEST_F(SuspectsTest, TheSameEvidenceMakesASuspicionOfTitlesThatDiffer) {
  PutLine("apaec/E1", "title: 'Interconnection'");
  PutLine("adm/D1", "title: 'Cables'");
  v1::Update update;
  update.set_reported_status("on_going");
  update.add_evidence()->set_title("Report");
  update.mutable_evidence(0)->set_uri("https://example.org/grid.pdf");
  Put("plans/apaec/lines/E1/updates/a", update);
  Put("plans/adm/lines/D1/updates/b", update);
  EXPECT_THAT(Open(), ElementsAre(HasSubstr("https://example.org/grid.pdf")));
}

TEST_F(SuspectsTest, WhatIsDismissedIsNoLongerSuspected) {
  PutLine("apaec/E1", "title: 'Smart grid data'");
  PutLine("adm/D1", "title: 'Smart grid data'");
  Decide("plans/apaec/lines/E1", "plans/adm/lines/D1", v1::DISMISSED);
  const v1::Document document = Report();
  const Reports report(document);
  EXPECT_THAT(report.Rows("open"), IsEmpty());
  EXPECT_THAT(report.Rows("decided"), Contains(HasSubstr("two initiatives | looked at")));
  EXPECT_THAT(report.Rows("counted-twice"), IsEmpty());
}

TEST_F(SuspectsTest, WhatIsConfirmedIsAFindingUntilBothLinesShareAnInitiative) {
  PutLine("apaec/E1", "title: 'Smart grid data'");
  PutLine("adm/D1", "title: 'Smart grid data'");
  Decide("plans/apaec/lines/E1", "plans/adm/lines/D1", v1::CONFIRMED);
  const v1::Document twice = Report();
  EXPECT_THAT(twice.DebugString(), HasSubstr("still counted twice"));
  PutLine("apaec/E1", "title: 'Smart grid data' shared_initiative: 'GRID'");
  PutLine("adm/D1", "title: 'Smart grid data' shared_initiative: 'GRID'");
  const v1::Document once = Report();
  EXPECT_THAT(once.DebugString(), Not(HasSubstr("still counted twice")));
}

}  // namespace
}  // namespace sheaf::reports
