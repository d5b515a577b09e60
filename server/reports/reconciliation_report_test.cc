// The reconciliation report on a ledger of its own: what it says, and as of when.
#include <gmock/gmock.h>

#include "server/reports/counting_check.h"
#include "server/reports/reporter.h"
#include "server/reports/round_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ReconciliationReport : public RoundFixture {
 protected:
  void PutFigure(const std::string& id, const std::string& fields) {
    auto figure = FromText<v1::PublishedFigure>(fields);
    figure.set_source("Review");
    figure.set_source_date("2025");
    figure.set_unit("lines");
    Put("publishedFigures/" + id, figure);
  }

  v1::Document Report(ledger::Revision revision) {
    Reporter reporter({&model_, &manifests_, nullptr, "1.0.0", ledger_.get()});
    v1::Clocks clocks;
    clocks.set_revision(revision);
    clocks.set_effective_date("2024-12-31");
    const auto document = reporter.Report({.format = "reconciliation", .clocks = clocks});
    EXPECT_TRUE(document.ok()) << document.status();
    return document.ok() ? **document : v1::Document();
  }
  v1::Document Report() { return Report(ledger_->Head()); }
};

TEST_F(ReconciliationReport, WithoutFiguresItSaysHowToRecordThem) {
  EXPECT_THAT(Report().DebugString(), HasSubstr("No published figure is recorded yet"));
}

TEST_F(ReconciliationReport, SaysWhatDisagreesAndKeepsBothFigures) {
  PutFigure("all", "subject: 'all' measure: 'lines' printed: '8'");
  PutFigure("a", "subject: 'A' part_of: 'all' measure: 'lines' printed: '3'");
  PutFigure("b", "subject: 'B' part_of: 'all' measure: 'lines' printed: '4'");
  const v1::Document document = Report();
  const std::string text = document.DebugString();
  EXPECT_THAT(text, HasSubstr("The parts make 7 lines, and 8 lines is printed for all"));
  EXPECT_THAT(text, HasSubstr("reconcile-sum-v1"));
  EXPECT_THAT(BrokenCountingRules(document), IsEmpty());
}

TEST_F(ReconciliationReport, IsAsOfItsRevision) {
  PutFigure("all", "subject: 'all' measure: 'lines' printed: '8'");
  PutFigure("a", "subject: 'A' part_of: 'all' measure: 'lines' printed: '7'");
  const ledger::Revision then = ledger_->Head();
  const std::string before = Report(then).SerializeAsString();
  PutFigure("all", "subject: 'all' measure: 'lines' printed: '7'");
  EXPECT_EQ(Report(then).SerializeAsString(), before);
  EXPECT_THAT(Report().DebugString(), Not(HasSubstr("severity: ERROR")));
}

TEST_F(ReconciliationReport, HoldsPrintedLinesAgainstThePlan) {
  PutLine("energy/A");
  PutLine("energy/B");
  PutFigure("e",
            "subject: 'C4' measure: 'action_lines' period: '2024' printed: '3' "
            "plan: 'plans/energy'");
  EXPECT_THAT(Report().DebugString(), HasSubstr("plans/energy has 2 lines on record"));
}

}  // namespace
}  // namespace sheaf::reports
