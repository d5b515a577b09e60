// Files of printed figures, in each of the shapes in which they come.
#include "clients/cli/published_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "clients/cli/csv_file.h"

namespace sheaf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class PublishedFile : public testing::Test {
 protected:
  FileRecords<v1::PublishedFigure> Read(const std::string& text) {
    return ReadPublished(ParseCsv(text, problems_), document_, problems_);
  }
  // The figure of that id within the document.
  static v1::PublishedFigure Find(const FileRecords<v1::PublishedFigure>& file,
                                  const std::string& id) {
    for (const v1::PublishedFigure& figure : file.records) {
      if (figure.name() == "publishedFigures/review-2025." + id) return figure;
    }
    ADD_FAILURE() << "no figure " << id;
    return {};
  }

  PublishedDocument document_{"Review", "2025", "2016-2024", {{"C4", "plans/energy"}}};
  FileProblems problems_;
};

constexpr const char* kElements =
    "code,name,characteristic,row_type,counted_in,lines_2020,lines_2023,pct_completed,"
    "pct_in_progress,pct_not_started,has_swp,has_kpis,project_budget_usd,source_lines,"
    "whole_number_splits,note\n"
    "C4,Energy,C,element,,103,193,54,42,4,yes,yes,14557676,2477;swp:2323;usd:3590,3,Two bases.\n"
    "B6,Governance,B,element,B6-B7,,,,,,no,no,,swp:1496,,\n"
    "M&E,Monitoring,X,support,,9,21,86,14,,,,,3305,1,\n";

TEST_F(PublishedFile, ElementsHaveLinesSharesAndMoney) {
  const auto file = Read(kElements);
  EXPECT_TRUE(problems_.empty());
  EXPECT_THAT(file.notes, IsEmpty());
  const auto lines = Find(file, "C4.action_lines.2020");
  EXPECT_EQ(lines.printed(), "103");
  EXPECT_EQ(lines.part_of(), "C");
  EXPECT_EQ(lines.plan(), "plans/energy");
  EXPECT_EQ(lines.source_ref(), "line 2477");
  const auto share = Find(file, "C4.in_progress.2023.share");
  EXPECT_EQ(share.share_of(), "action_lines");
  EXPECT_TRUE(share.one_of_a_split());
  EXPECT_EQ(share.unit(), "%");
  const auto money = Find(file, "C4.project_funding.2016-2024");
  EXPECT_EQ(money.unit(), "USD");
  EXPECT_EQ(money.source_ref(), "line 3590");
}

TEST_F(PublishedFile, ABlankCellIsMissingAndNeverZero) {
  const auto file = Read(kElements);
  const auto lines = Find(file, "B6.action_lines.2023");
  EXPECT_EQ(lines.printed(), "");
  EXPECT_EQ(lines.missing(), v1::BLANK);
  EXPECT_EQ(lines.part_of(), "B6-B7");
  EXPECT_EQ(Find(file, "M-E.not_started.2023.share").missing(), v1::BLANK);
  EXPECT_EQ(Find(file, "M-E.action_lines.2023").part_of(), "");
}

TEST_F(PublishedFile, CharacteristicsArePartsOfAll) {
  const auto file = Read(
      "code,name,lines_2023,pct_completed,pct_in_progress,pct_not_started,project_budget_usd,"
      "budget_pct,projects,strategic_measures,source_lines\n"
      "C,Connectivity,1117,60,31,8,189315749,69.5,,51,2329;46;usd:3599;measures:3954\n");
  EXPECT_EQ(Find(file, "C.action_lines.2023").part_of(), "all");
  EXPECT_EQ(Find(file, "C.action_lines.2023").source_ref(), "line 2329, 46");
  EXPECT_EQ(Find(file, "C.projects.2016-2024").missing(), v1::BLANK);
  EXPECT_EQ(Find(file, "C.strategic_measures").printed(), "51");
  const auto share = Find(file, "C.project_funding.2016-2024.share");
  EXPECT_EQ(share.printed(), "69.5");
  EXPECT_EQ(share.share_of(), "project_funding");
}

TEST_F(PublishedFile, FundingKnowsWhatAddsUp) {
  const auto file = Read(
      "record_id,dimension,scope,year,donor,value_kind,usd_million,projects,share_pct,verb_used,"
      "source_line,note\n"
      "F-9,year,ALL,2024,,annual,83.3,43,>30,registered,3757,More than 30.\n"
      "F-10,year,ALL,2016-2024,,total,,,,,3377,\n"
      "F-3,year,D,2018,,annual_or_cumulative,16.3,,,contributed,3781,\n"
      "F-62,donor,ALL,2016-2024,\"Japan (JAIF, JICA)\",total,74.5,97,,contributed,3793,\n"
      "F-63,donor,C,2016-2024,\"Japan (JAIF, JICA)\",subset,61.8,,,contributed,3793,\n"
      "F-66,donor,ALL,2016-2024,European Union,total,,,,contributed,3793,\n"
      "F-68,donor,ALL,2016-2024,Both together,group_total,223,,82,contributed,3793,\n"
      "F-70,donor,E,2016-2024,Other,total,,1,,contributed,3785,\n");
  EXPECT_TRUE(problems_.empty());
  const auto year = Find(file, "F-9");
  EXPECT_EQ(year.extent(), v1::ANNUAL);
  EXPECT_EQ(year.subject(), "all");
  EXPECT_EQ(year.note(), "The source's word: registered. More than 30.");
  const auto share = Find(file, "F-9.share");
  EXPECT_EQ(share.printed(), ">30");
  EXPECT_THAT(share.derivation().operands(), ElementsAre("review-2025.F-9", "review-2025.F-10"));
  EXPECT_EQ(Find(file, "F-9.projects").measure(), "projects");
  EXPECT_EQ(Find(file, "F-10").missing(), v1::BLANK);
  EXPECT_EQ(Find(file, "F-3").extent(), v1::ANNUAL_OR_CUMULATIVE);
  EXPECT_EQ(Find(file, "F-3").part_of(), "all");
  EXPECT_EQ(Find(file, "F-62").subject(), "Japan");
  EXPECT_EQ(Find(file, "F-63").extent(), v1::SUBSET);
  const auto group = Find(file, "F-68");
  EXPECT_EQ(group.derivation().kind(), v1::Derivation::SUM);
  EXPECT_THAT(group.derivation().operands(), ElementsAre("review-2025.F-62", "review-2025.F-66"));
}

TEST_F(PublishedFile, StatusesOfProjectsAddUpToTheirTotal) {
  const auto file = Read(
      "record_id,record_type,status,projects,projects_pct,usd_million,usd_pct,source_line,note\n"
      "P-1,status,completed,131,56,91,,3373;3754,\n"
      "P-2,status,under implementation,77,,138,>50,3756,\n"
      "P-4,subset,\"completed, filed in 2024\",22,,,,3756,\n"
      "P-5,alternative_reading,ongoing and pending together,,,138,,3754,\n"
      "P-6,total,registered since 2016,233,,,,3754,\n");
  EXPECT_TRUE(problems_.empty());
  EXPECT_EQ(Find(file, "P-1").measure(), "projects_completed");
  EXPECT_EQ(Find(file, "P-1").source_ref(), "line 3373, 3754");
  EXPECT_EQ(Find(file, "P-1.share").share_of(), "projects");
  EXPECT_EQ(Find(file, "P-2.share").missing(), v1::BLANK);
  EXPECT_EQ(Find(file, "P-2.usd.share").printed(), ">50");
  EXPECT_EQ(Find(file, "P-4").measure(), "projects_completed");
  EXPECT_EQ(Find(file, "P-4").extent(), v1::SUBSET);
  EXPECT_EQ(Find(file, "P-5.usd").extent(), v1::ALTERNATIVE);
  EXPECT_THAT(Find(file, "P-6").derivation().operands(),
              ElementsAre("review-2025.P-1", "review-2025.P-2"));
  EXPECT_EQ(Find(file, "P-6.usd").measure(), "project_funding");
}

TEST_F(PublishedFile, DynamicProjectsAreTheSumOfTheirKinds) {
  const auto file = Read(
      "year,sustainability_projects,innovation_projects,capacity_building_projects,"
      "dynamic_projects,all_projects,dynamic_pct_printed,source_line\n"
      "2016,4,5,1,10,25,40,3826\n");
  EXPECT_EQ(Find(file, "all.projects.2016").printed(), "25");
  EXPECT_EQ(Find(file, "all.dynamic_projects.2016.share").share_of(), "projects");
  EXPECT_EQ(Find(file, "all.dynamic_projects.2016").derivation().operands_size(), 3);
}

TEST_F(PublishedFile, TheLongFormHasAColumnForEveryField) {
  const auto file = Read(
      "id,source_ref,subject,measure,share_of,one_of_a_split,unit,period,extent,printed,missing,"
      "derivation,plan,part_of,note\n"
      "fdi,line 346,ASEAN,fdi_growth,,,%,2015-2023,,10.7,,growth_rate a b,,,\n"
      ",,A1,completed,action_lines,yes,%,2023,,,n/a,,energy,A,\n");
  EXPECT_TRUE(problems_.empty());
  const auto growth = Find(file, "fdi");
  EXPECT_EQ(growth.derivation().kind(), v1::Derivation::GROWTH_RATE);
  EXPECT_THAT(growth.derivation().operands(), ElementsAre("review-2025.a", "review-2025.b"));
  const auto share = Find(file, "A1.completed.2023.share");
  EXPECT_EQ(share.missing(), v1::NOT_AVAILABLE);
  EXPECT_EQ(share.plan(), "plans/energy");
}

TEST_F(PublishedFile, FiguresOfTwoDocumentsNeverMeet) {
  EXPECT_EQ(IdPrefixOf("AEC Blueprint 2025: End-Term Review", "2025-10"),
            "aec-blueprint-2025-end-term-review-2025-10.");
  EXPECT_NE(IdPrefixOf("Review", "2025"), IdPrefixOf("Review", "2030"));
}

TEST_F(PublishedFile, TellsWhatIsWrongWithItsRow) {
  Read("subject,measure,unit,printed,derivation,extent\n,x,lines,1,quotient a b,yearly\n");
  const auto problems = problems_.Sorted();
  ASSERT_EQ(problems.size(), 3u);
  EXPECT_EQ(problems[0].row, 2);
  EXPECT_EQ(problems[0].column, "subject");
  EXPECT_THAT(problems[1].text, HasSubstr("annual, cumulative"));
  EXPECT_THAT(problems[2].text, HasSubstr("growth_rate"));
}

TEST_F(PublishedFile, AFileOfNoKnownKindIsRefused) {
  Read("country,year,value\nTHA,2020,1\n");
  EXPECT_THAT(problems_.Sorted().at(0).text, HasSubstr("subject, measure, unit and printed"));
}

}  // namespace
}  // namespace sheaf::cli
