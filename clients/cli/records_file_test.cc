#include "clients/cli/records_file.h"

#include <string>

#include "clients/cli/csv_file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RecordsFileTest : public ::testing::Test {
 protected:
  FileTable Table(const std::string& text) {
    FileTable table = ParseCsv(text, problems_);
    EXPECT_TRUE(problems_.empty());
    return table;
  }

  void ExpectOnlyProblem(int64_t row, const std::string& column, const std::string& part) {
    ASSERT_THAT(problems_.Sorted(), SizeIs(1));
    EXPECT_EQ(problems_.Sorted()[0].row, row);
    EXPECT_EQ(problems_.Sorted()[0].column, column);
    EXPECT_THAT(problems_.Sorted()[0].text, HasSubstr(part));
  }

  FileProblems problems_;
};

using PlanFileTest = RecordsFileTest;

TEST_F(PlanFileTest, ReadsEveryColumnOfALine) {
  const auto file = ReadLines(
      Table(
          "line_code,parent_code,level,title,lead_body,instrument_type,planned_start,planned_end,"
          "member_states,shared_initiative,tags,source_line\n"
          "EN-1,EN,action,A title,AMEM,non_binding,2021,2025-06,LAO; THA,SAR,carry_over;clmv,24\n"),
      "energy", problems_);
  EXPECT_TRUE(problems_.empty());
  ASSERT_THAT(file.records, SizeIs(1));
  const v1::Line& line = file.records[0];
  EXPECT_EQ(line.name(), "plans/energy/lines/EN-1");
  EXPECT_EQ(line.parent_code(), "EN");
  EXPECT_EQ(line.level(), "action");
  EXPECT_EQ(line.title(), "A title");
  EXPECT_EQ(line.lead_body(), "AMEM");
  EXPECT_EQ(line.instrument_type(), v1::NON_BINDING);
  EXPECT_EQ(line.planned_start(), "2021");
  EXPECT_EQ(line.planned_end(), "2025-06");
  EXPECT_THAT(line.member_states(), ElementsAre("LAO", "THA"));
  EXPECT_EQ(line.shared_initiative(), "SAR");
  EXPECT_THAT(line.tags(), ElementsAre("carry_over", "clmv"));
  EXPECT_EQ(line.source_ref(), "24");
  EXPECT_TRUE(line.attributes().empty());
  EXPECT_THAT(file.lines, ElementsAre(2));
}

TEST_F(PlanFileTest, OtherColumnsBecomeAttributesWithOneNoteEach) {
  const auto file = ReadLines(Table("line_code,parent_code,level,title,sector_hint,refers_to\n"
                                    "A,,pillar,One,energy,\nB,A,area,Two,ict,MPAC\n"),
                              "apt", problems_);
  EXPECT_THAT(file.notes, ElementsAre(HasSubstr("'sector_hint'"), HasSubstr("'refers_to'")));
  EXPECT_EQ(file.records[0].attributes().size(), 1u) << "a blank cell states nothing";
  EXPECT_EQ(file.records[1].attributes().at("refers_to"), "MPAC");
}

TEST_F(PlanFileTest, TitlesInOtherLanguagesHaveAColumnEach) {
  const auto file = ReadLines(Table("line_code,parent_code,level,title,title_vi,title_pt_TL\n"
                                    "A,,pillar,Power grid,Lưới điện,\nB,A,area,Gas,,Gás\n"),
                              "apt", problems_);
  EXPECT_THAT(file.notes, IsEmpty()) << "they are known";
  EXPECT_EQ(file.records[0].titles().at("vi"), "Lưới điện");
  EXPECT_EQ(file.records[0].titles().size(), 1u) << "a blank cell states nothing";
  EXPECT_EQ(file.records[1].titles().at("pt-tl"), "Gás");
  EXPECT_TRUE(file.records[1].attributes().empty());
}

TEST_F(PlanFileTest, AMissingColumnIsToldOnce) {
  const auto file = ReadLines(Table("line_code,level\nA,pillar\nB,pillar\n"), "apt", problems_);
  EXPECT_THAT(file.records, IsEmpty());
  ExpectOnlyProblem(1, "", "missing columns: parent_code, title");
}

TEST_F(PlanFileTest, ACodeThatStandsTwiceIsRefusedWithTheRowOfTheFirst) {
  ReadLines(Table("line_code,parent_code,level,title\nA,,x,\"One\nmore\"\nB,,x,Two\nA,,x,Three\n"),
            "apt", problems_);
  ExpectOnlyProblem(5, "line_code", "found 'A' again, which is on row 2");
}

TEST_F(PlanFileTest, RequiredCellsAndKnownWordsAreChecked) {
  ReadLines(Table("line_code,parent_code,level,title,instrument_type\nA,,x,,\nB,,x,Two,maybe\n"),
            "apt", problems_);
  ASSERT_THAT(problems_.Sorted(), SizeIs(2));
  EXPECT_EQ(problems_.Sorted()[0].column, "title");
  EXPECT_EQ(problems_.Sorted()[1].text, "found 'maybe', expected one of binding, non_binding");
}

using UpdateFileTest = RecordsFileTest;

TEST_F(UpdateFileTest, ReadsEveryColumnOfAnUpdate) {
  const auto file = ReadUpdates(
      Table(
          "line_code;member_state;reported_status;effective_date;reporting_period;value;unit;"
          "narrative;challenges;recommendations;risk;mitigation;next_steps;evidence;decision_body;"
          "meeting;decision_date;decision_verb;note;source_line;own\n"
          "EN-1;LAO;signed;2020-11;2020-H2;0;member states;n;c;r;k;m;s;"
          "\"Report | https://a.example/x ; Minutes\";AMEM;AMEM-38;2020;noted;x;7;y\n"),
      problems_);
  EXPECT_TRUE(problems_.empty());
  ASSERT_THAT(file.records, SizeIs(1));
  EXPECT_EQ(file.records[0].line_code(), "EN-1");
  const v1::Update& update = file.records[0].update();
  EXPECT_EQ(update.name(), "") << "the server gives it one, from its content";
  EXPECT_EQ(update.member_state(), "LAO");
  EXPECT_EQ(update.reported_status(), "signed");
  EXPECT_EQ(update.effective_date(), "2020-11");
  EXPECT_EQ(update.reporting_period(), "2020-H2");
  EXPECT_TRUE(update.has_progress()) << "zero is a value";
  EXPECT_EQ(update.progress().unit(), "member states");
  EXPECT_EQ(update.narrative() + update.challenges() + update.recommendations() + update.risk() +
                update.mitigation() + update.next_steps(),
            "ncrkms");
  ASSERT_EQ(update.evidence_size(), 2);
  EXPECT_EQ(update.evidence(0).title(), "Report");
  EXPECT_EQ(update.evidence(0).uri(), "https://a.example/x");
  EXPECT_EQ(update.evidence(1).title(), "Minutes");
  EXPECT_EQ(update.decision().body(), "AMEM");
  EXPECT_EQ(update.decision().meeting(), "AMEM-38");
  EXPECT_EQ(update.decision().date(), "2020");
  EXPECT_EQ(update.decision().verb(), "noted");
  EXPECT_EQ(update.note(), "x");
  EXPECT_EQ(update.source_ref(), "7");
  EXPECT_EQ(update.attributes().at("own"), "y");
}

TEST_F(UpdateFileTest, OfAFormWhatIsAskedIsNotPushedAndBlankRowsAreLeftOut) {
  const auto file =
      ReadUpdates(Table("line_code,due_round,member_state,reported_status,effective_date,"
                        "reporting_period,note,due_state,mine\n"
                        "EN-1,A title,VNM,completed,2026-05,2026,,DUE,\n"
                        "EN-2,Another,VNM,,,2026,,OVERDUE,\n"
                        "EN-3,A third,VNM,on_going,2026-05,2026,,DUE,x\n"),
                  problems_);
  EXPECT_TRUE(problems_.empty());
  ASSERT_THAT(file.records, SizeIs(2));
  EXPECT_EQ(file.records[0].line_code(), "EN-1");
  EXPECT_TRUE(file.records[0].update().attributes().empty());
  EXPECT_EQ(file.records[1].update().attributes().at("mine"), "x");
  EXPECT_THAT(file.lines, ElementsAre(2, 4));
  EXPECT_THAT(file.notes, ElementsAre(HasSubstr("'mine' is kept as an attribute"),
                                      "1 row without an answer left out"));
}

TEST_F(UpdateFileTest, ARowThatIsFilledInByHalfIsToldAndSoIsAnEmptyForm) {
  ReadUpdates(Table("line_code,due_round,reported_status,note\nEN-1,A,,for later\n"), problems_);
  ExpectOnlyProblem(2, "reported_status", "found nothing");
  problems_ = FileProblems();
  ReadUpdates(Table("line_code,due_round,reported_status,note\nEN-1,A,,\n"), problems_);
  ExpectOnlyProblem(0, "reported_status", "found nothing in any row");
}

TEST_F(UpdateFileTest, WithoutValueAndDecisionThereIsNoProgressAndNoDecision) {
  const auto file =
      ReadUpdates(Table("line_code,reported_status,value,unit,meeting\nEN-1,held,,,\n"), problems_);
  EXPECT_FALSE(file.records[0].update().has_progress());
  EXPECT_FALSE(file.records[0].update().has_decision());
}

TEST_F(UpdateFileTest, NumbersAreStrict) {
  for (const char* value : {"\"1,234\"", "1.234.5", "12%", "1e3", "nan", "0x10", "+5", "1 000"}) {
    problems_ = {};
    ReadUpdates(
        Table("line_code,reported_status,value,unit\nEN-1,held," + std::string(value) + ",x\n"),
        problems_);
    ExpectOnlyProblem(2, "value", "expected a number such as 1234.5");
  }
}

TEST_F(UpdateFileTest, AValueAndItsUnitNeedEachOther) {
  ReadUpdates(Table("line_code,reported_status,value,unit\nEN-1,held,5,\nEN-1,held,,km\n"),
              problems_);
  ASSERT_THAT(problems_.Sorted(), SizeIs(2));
  EXPECT_EQ(problems_.Sorted()[0].column, "unit");
  EXPECT_EQ(problems_.Sorted()[1].column, "value");
}

TEST_F(UpdateFileTest, ProblemsCarryPhysicalRows) {
  ReadUpdates(Table("line_code,reported_status,note\nEN-1,held,\"a\nb\nc\"\nEN-2,,\n"), problems_);
  ExpectOnlyProblem(5, "reported_status", "required");
}

constexpr char kKpiHeader[] =
    "sector,kpi_code,name,level,unit,direction,baseline_value,baseline_year,target_value,target_"
    "year,"
    "actual_value,actual_year,kind,source_line,edition\n";

class KpiFileTest : public RecordsFileTest {
 protected:
  FileRecords<v1::Figure> Read(const std::string& rows) {
    return ReadKpis(Table(kKpiHeader + rows), problems_);
  }
};

TEST_F(KpiFileTest, ARowYieldsABaselineATargetAndAnObservation) {
  const auto file =
      Read("energy,EN-K-01,Intensity,outcome,%,up,0,2005,32,2025,27,2022,actual,7,AEC\n");
  EXPECT_TRUE(problems_.empty());
  ASSERT_THAT(file.records, SizeIs(3));
  for (const v1::Figure& figure : file.records) {
    EXPECT_EQ(figure.parent(), "sectors/energy/kpis/EN-K-01");
    EXPECT_EQ(figure.row(), 0);
    EXPECT_EQ(figure.stated().title(), "Intensity");
    EXPECT_EQ(figure.stated().unit(), "%");
    EXPECT_EQ(figure.stated().level(), v1::OUTCOME);
    EXPECT_EQ(figure.stated().direction(), v1::UP);
  }
  EXPECT_TRUE(file.records[0].baseline().has_value()) << "zero is a value";
  EXPECT_EQ(file.records[0].baseline().year(), 2005);
  EXPECT_EQ(file.records[1].target().value(), 32);
  EXPECT_EQ(file.records[1].target().year(), 2025);
  EXPECT_EQ(file.records[1].target().edition(), "AEC");
  EXPECT_EQ(file.records[2].observation().value(), 27);
  EXPECT_EQ(file.records[2].observation().period(), "2022");
  EXPECT_EQ(file.records[2].observation().kind(), v1::ACTUAL);
  EXPECT_EQ(file.records[2].observation().source_ref(), "7");
}

TEST_F(KpiFileTest, TheOrderOfRowsVersionsTheTargets) {
  const auto file = Read(
      "energy,K,,,,,,,30,2025,,,,,A\n"
      "energy,K,,,,,,,32,2025,27,2022,actual,,A\n"
      "energy,K,,,,,,,32,2025,29.2,2025,forecast,,A\n"
      "energy,L,,,,,,,5,2025,,,,,A\n");
  std::vector<std::pair<double, int>> targets;
  for (const v1::Figure& figure : file.records) {
    if (figure.has_target())
      targets.emplace_back(figure.target().value(), figure.target().ordinal());
  }
  EXPECT_THAT(targets, ElementsAre(std::pair(30.0, 0), std::pair(32.0, 1), std::pair(5.0, 0)))
      << "a target that a row only repeats is one; each KPI counts for itself";
}

TEST_F(KpiFileTest, AspirationalMarksTheTargetWhereverItIsSaid) {
  for (const char* rows : {"energy,K,,,,,,,23,2025,,,aspirational,,A\n"
                           "energy,K,,,,,,,23,2025,16.2,2021,actual,,A\n",
                           "energy,K,,,,,,,23,2025,16.2,2021,actual,,A\n"
                           "energy,K,,,,,,,23,2025,,,aspirational,,A\n"}) {
    const auto file = Read(rows);
    EXPECT_TRUE(problems_.empty());
    ASSERT_THAT(file.records, SizeIs(2));
    for (const v1::Figure& figure : file.records) {
      EXPECT_TRUE(!figure.has_target() || figure.target().aspirational());
    }
  }
}

TEST_F(KpiFileTest, AYearWithoutValueIsATargetAndABlankYearIsNotStated) {
  const auto file = Read("energy,K,,,,,,,,2030,,,,,\nenergy,L,,,,,,,10,,4,,actual,,\n");
  EXPECT_TRUE(problems_.empty());
  ASSERT_THAT(file.records, SizeIs(3));
  EXPECT_FALSE(file.records[0].target().has_value());
  EXPECT_EQ(file.records[0].target().year(), 2030);
  EXPECT_EQ(file.records[1].target().year(), 0);
  EXPECT_EQ(file.records[2].observation().period(), "");
}

TEST_F(KpiFileTest, ARowThatStatesNothingYieldsNothingButKeepsItsPlace) {
  const auto file = Read("energy,K,,,,,,,,,,,,,\nenergy,L,,,,,,,,,4,2020,actual,,\n");
  EXPECT_TRUE(problems_.empty());
  ASSERT_THAT(file.records, SizeIs(1));
  EXPECT_EQ(file.records[0].row(), 1);
  EXPECT_EQ(file.lines[file.records[0].row()], 3);
}

TEST_F(KpiFileTest, TwoEditionsOfOneValueAreTwoObservations) {
  const auto file =
      Read("energy,K,,,,,,,,,27,2022,actual,,A\nenergy,K,,,,,,,,,27,2022,actual,,B\n");
  EXPECT_THAT(file.records, SizeIs(2));
}

TEST_F(KpiFileTest, TheKindMustFitTheRow) {
  Read(
      "energy,K,,,,,,,,,27,2022,,,\n"
      "energy,K,,,,,,,,,27,2022,guess,,\n"
      "energy,K,,,,,,,,,,,actual,,\n"
      "energy,K,,,,,,,23,2025,27,2022,aspirational,,\n");
  const auto problems = problems_.Sorted();
  ASSERT_THAT(problems, SizeIs(4));
  EXPECT_EQ(problems[0].column, "kind");
  EXPECT_THAT(problems[1].text, HasSubstr("found 'guess', expected one of actual, estimate"));
  EXPECT_EQ(problems[2].column, "actual_value");
  EXPECT_THAT(problems[3].text, HasSubstr("states a target only"));
}

TEST_F(KpiFileTest, ValuesMayBeMissingForAReason) {
  const auto file = Read(
      "energy,K,,,,,,,,,n/a,2022,actual,,\n"
      "energy,K,,,,,,,,,Not applicable,2022,actual,,\n"
      "energy,K,,,,,,,,,not reported,2022,actual,,\n"
      "energy,K,,,,,,,,,,2022,actual,,\n"
      "energy,K,,,,,,,,,none,2022,actual,,\n");
  std::vector<v1::MissingReason> reasons;
  for (const v1::Figure& figure : file.records) reasons.push_back(figure.observation().missing());
  reasons.resize(4);
  EXPECT_THAT(reasons,
              ElementsAre(v1::NOT_AVAILABLE, v1::NOT_APPLICABLE, v1::NOT_REPORTED, v1::BLANK));
  ExpectOnlyProblem(6, "actual_value", "found 'none'");
}

TEST_F(KpiFileTest, YearsAreYears) {
  Read("energy,K,,,,,0,05,,,,,,,\nenergy,K,,,,,,,3,2025-06,,,,,\n");
  ASSERT_THAT(problems_.Sorted(), SizeIs(2));
  EXPECT_EQ(problems_.Sorted()[0].column, "baseline_year");
  EXPECT_EQ(problems_.Sorted()[1].column, "target_year");
}

using ObservationFileTest = RecordsFileTest;

TEST_F(ObservationFileTest, ReadsObservationsUnderTheirIndicator) {
  const auto file = ReadObservations(
      Table("indicator,member_state,year,value,unit,source\n"
            "population,BRN,2005,363100,people,UN\npopulation,TLS,2005,,people,\n"),
      "energy", problems_);
  EXPECT_TRUE(problems_.empty());
  ASSERT_THAT(file.records, SizeIs(2));
  EXPECT_EQ(file.records[0].parent(), "sectors/energy/series/population");
  EXPECT_EQ(file.records[0].observation().value(), 363100);
  EXPECT_EQ(file.records[0].observation().period(), "2005");
  EXPECT_EQ(file.records[0].observation().kind(), v1::ACTUAL);
  EXPECT_EQ(file.records[0].observation().source(), "UN");
  EXPECT_EQ(file.records[1].observation().missing(), v1::BLANK);
  EXPECT_EQ(file.records[1].row(), 1);
}

using MemberStateFileTest = RecordsFileTest;

TEST_F(MemberStateFileTest, ReadsGroupsFromYesAndNo) {
  const auto file = ReadMemberStates(
      Table("iso3,iso2,name,asean_short_name,joined,asean6,clmv,provenance,note\n"
            "LAO,LA,Lao People's Democratic Republic,Lao PDR,1997-07-23,no,yes,p,n\n"
            "TLS,TL,Timor-Leste,Timor-Leste,2025-10-26,no,maybe,,\n"),
      problems_);
  ASSERT_THAT(file.records, SizeIs(2));
  EXPECT_EQ(file.records[0].name(), "memberStates/LAO");
  EXPECT_EQ(file.records[0].title(), "Lao People's Democratic Republic");
  EXPECT_EQ(file.records[0].short_title(), "Lao PDR");
  EXPECT_EQ(file.records[0].joined(), "1997-07-23");
  EXPECT_THAT(file.records[0].groups(), ElementsAre("clmv"));
  ExpectOnlyProblem(3, "clmv", "found 'maybe', expected one of yes, no");
}

TEST(ColumnOfTest, TranslatesTheServersFieldsToTheFilesColumns) {
  EXPECT_EQ(ColumnOf("name", LineColumns()), "line_code");
  EXPECT_EQ(ColumnOf("title", LineColumns()), "title");
  EXPECT_EQ(ColumnOf("source_ref", LineColumns()), "source_line");
  EXPECT_EQ(ColumnOf("attributes[own]", LineColumns()), "own");
  EXPECT_EQ(ColumnOf("attributes.own", LineColumns()), "own");
  EXPECT_EQ(ColumnOf("titles.vi", LineColumns()), "title_vi");
  EXPECT_EQ(ColumnOf("titles[pt-tl]", LineColumns()), "title_pt-tl");
  EXPECT_EQ(ColumnOf("progress.value", UpdateColumns()), "value");
  EXPECT_EQ(ColumnOf("progress.unit", UpdateColumns()), "unit");
  EXPECT_EQ(ColumnOf("decision.meeting", UpdateColumns()), "meeting");
  EXPECT_EQ(ColumnOf("decision.body", UpdateColumns()), "decision_body");
  EXPECT_EQ(ColumnOf("evidence[2].uri", UpdateColumns()), "evidence");
  EXPECT_EQ(ColumnOf("period", ObservationColumns()), "year");
  EXPECT_EQ(ColumnOf("parent", KpiColumns()), "kpi_code");
  EXPECT_EQ(ColumnOf("title", MemberStateColumns()), "name");
  EXPECT_EQ(ColumnOf("", LineColumns()), "");
}

}  // namespace
}  // namespace sheaf::cli
