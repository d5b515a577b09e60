// Files that Sheaf did not write, as others publish them: what of them is read, told and refused.
#include <string>

#include "clients/cli/exchange/exchange_files.h"
#include "clients/cli/exchange/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli::exchange {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ForeignFile : public ::testing::Test {
 protected:
  ForeignFile() {
    scope_.sector = "energy";
    v1::KpiDefinition& kpi = *scope_.manifest.add_kpis();
    kpi.set_code("EN-K-02");
    kpi.set_title("Renewables in primary supply");
    kpi.set_unit("% of primary supply");
    kpi.add_indicators("renewables_share");
    v1::MemberState& state = scope_.member_states.emplace_back();
    state.set_name("memberStates/VNM");
    state.set_iso2("VN");
  }

  FileContent Read(std::string_view format, std::string_view bytes) const {
    FileContent content;
    ReadText(*FindFormat(format), "", "file", bytes, scope_, content);
    return content;
  }
  // What is wrong, a text each: "row:column: text".
  static std::vector<std::string> Problems(const FileContent& content) {
    std::vector<std::string> texts;
    for (const auto& [file, problems] : content.problems) {
      for (const FileProblem& problem : problems.Sorted()) {
        texts.push_back(std::to_string(problem.row) + ":" + problem.column + ": " + problem.text);
      }
    }
    return texts;
  }
  static const v1::Observation& Only(const FileContent& content) {
    EXPECT_THAT(Problems(content), IsEmpty());
    EXPECT_THAT(content.records.figures, SizeIs(1));
    EXPECT_EQ(content.records.figures[0].parent(), "sectors/energy/kpis/EN-K-02");
    return content.records.figures[0].observation();
  }

  ReadingScope scope_;
};

class SdmxFile : public ForeignFile {};

TEST_F(SdmxFile, Version1HasADataflowAndNoAction) {
  const auto content =
      Read("sdmx-csv",
           "DATAFLOW,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE\n"
           "IAEG:ENERGY(1.0),S,VN,renewables_share,2024-S2,15.6,E,PERCENT\n");
  const v1::Observation& observation = Only(content);
  EXPECT_EQ(observation.member_state(), "VNM");
  EXPECT_EQ(observation.period(), "2024-H2");
  EXPECT_EQ(observation.value(), 15.6);
  EXPECT_EQ(observation.kind(), v1::ESTIMATE);
  EXPECT_EQ(observation.unit(), "") << "the unit of a KPI is its manifest's";
}

TEST_F(SdmxFile, Version1WithLabelsAndSemicolonsHasDecimalCommas) {
  const auto content =
      Read("sdmx-csv",
           "DATAFLOW;REF_AREA: Zone;INDICATOR: Indicateur;TIME_PERIOD: Temps;OBS_VALUE\n"
           "X:E(1.0): Energie;VNM: Viet Nam;EN-K-02: Part: totale;2021: 2021;15,6\n");
  EXPECT_EQ(Only(content).value(), 15.6);
  EXPECT_EQ(Only(content).period(), "2021");
}

TEST_F(SdmxFile, Version2WithNamesInColumnsOfTheirOwn) {
  const auto content =
      Read("sdmx-csv",
           "STRUCTURE[;],STRUCTURE_ID,STRUCTURE_NAME,ACTION,SERIES_KEY,GEO,Area,SERIES,Series,TIME_"
           "PERIOD,Time,OBS_VALUE,Value\n"
           "dataflow,X:E(1.0.0),Energy,I,VNM.K,VNM,Viet Nam,EN-K-02,Share,2021-M06,,15.6,\n");
  EXPECT_EQ(Only(content).period(), "2021-06");
}

TEST_F(SdmxFile, Version21MergesAndMarksWhatIsMissing) {
  const auto content =
      Read("sdmx-csv",
           "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
           "dataflow,X:E(1.0.0),M,VNM,EN-K-02,2021-Q1,NaN,L\n");
  EXPECT_FALSE(Only(content).has_value()) << "missing is never zero";
  EXPECT_EQ(Only(content).missing(), v1::NOT_AVAILABLE);
}

TEST_F(SdmxFile, WhatWouldBeAWrongFigureIsRefusedWithRowAndColumn) {
  const auto content =
      Read("sdmx-csv",
           "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n"
           "dataflow,X:E(1.0),D,VNM,EN-K-02,2021,1,0\n"
           "dataflow,X:E(1.0),I,VNM,EN-K-02,2021,1,6\n"
           "dataflow,X:E(1.0),I,USA,EN-K-02,2021-W05,1 000,0\n");
  EXPECT_THAT(Problems(content),
              ElementsAre(HasSubstr("2:ACTION: found 'D'"), HasSubstr("3:UNIT_MULT: found '6'"),
                          HasSubstr("4:REF_AREA: found 'USA'"),
                          HasSubstr("4:TIME_PERIOD: found '2021-W05'"),
                          HasSubstr("4:OBS_VALUE: found '1 000'")));
}

TEST_F(SdmxFile, ADimensionThatTellsValuesApartIsNotLeftOut) {
  const auto content =
      Read("sdmx-csv",
           "DATAFLOW,SEX,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,CONTACT\n"
           "X:E(1.0),F,A,VNM,EN-K-02,2021,1,a\nX:E(1.0),M,A,VNM,EN-K-02,2021,2,b\n");
  EXPECT_THAT(Problems(content), ElementsAre(HasSubstr("1:SEX: found 2 values of this dimension")));
}

TEST_F(SdmxFile, OfNoVersionIsSaidSo) {
  EXPECT_THAT(Problems(Read("sdmx-csv", "REF_AREA,OBS_VALUE\nVNM,1\n")),
              ElementsAre(HasSubstr("STRUCTURE (SDMX-CSV 2.0 and 2.1) or DATAFLOW")));
}

class Dhis2File : public ForeignFile {};

TEST_F(Dhis2File, TakesPeriodAndOrganisationUnitFromTheSetToo) {
  const auto content =
      Read("dhis2", R"({"dataSet": "x", "period": "2024Q2", "orgUnit": "VN", "dataValues": [)"
                    R"({"dataElement": "EN-K-02", "value": "15.6", "comment": "first count",)"
                    R"( "categoryOptionCombo": "HllvX50cXC0"}]})");
  EXPECT_EQ(Only(content).period(), "2024-Q2");
  EXPECT_EQ(Only(content).member_state(), "VNM");
  EXPECT_EQ(Only(content).note(), "first count");
}

TEST_F(Dhis2File, EveryProblemNamesItsValue) {
  const auto content = Read(
      "dhis2",
      R"({"dataValues": [{"dataElement": "EN-K-02", "period": "2024W7", "orgUnit": "x", "value": "many"},)"
      R"({"period": "2024April", "orgUnit": "ASEAN", "value": 3, "categoryOptionCombo": "F"}]})");
  EXPECT_THAT(Problems(content),
              ElementsAre(HasSubstr("dataValues[0].value: found 'many'"),
                          HasSubstr("dataValues[0].period: found '2024W7'"),
                          HasSubstr("dataValues[0].orgUnit: found 'x'"),
                          HasSubstr("dataValues[1].categoryOptionCombo: found 'F'"),
                          HasSubstr("dataValues[1].dataElement: found nothing"),
                          HasSubstr("dataValues[1].period: found '2024April'")));
}

class IatiFile : public ForeignFile {
 protected:
  // An activity in Viet Nam with one indicator of this content.
  static std::string Activity(const std::string& indicator) {
    return "<iati-activities "
           "version=\"2.03\">\n<iati-activity>\n<iati-identifier>XM-1-A</iati-identifier>\n"
           "<reporting-org ref=\"XM-1\" type=\"40\"><narrative>A Bank</narrative></reporting-org>\n"
           "<recipient-country code=\"VN\"/>\n<result "
           "type=\"2\"><title><narrative>R</narrative></title>\n" +
           indicator + "</result></iati-activity></iati-activities>";
  }
  static std::string Period(const std::string& first, const std::string& last,
                            const std::string& content) {
    return "<period><period-start iso-date=\"" + first + "\"/><period-end iso-date=\"" + last +
           "\"/>" + content + "</period>\n";
  }
};

TEST_F(IatiFile, GivesFiguresOfAKpiByItsCode) {
  const auto content = Read(
      "iati", Activity("<indicator measure=\"2\"><title><narrative>Any</narrative></title>"
                       "<reference vocabulary=\"99\" code=\"EN-K-02\"/>"
                       "<baseline year=\"2015\" value=\"12\"/>" +
                       Period("2021-01-01", "2021-12-31",
                              "<target value=\"23\"/><actual value=\"15.6\"><comment><narrative>as "
                              "counted</narrative></comment></actual>") +
                       "</indicator>"));
  ASSERT_THAT(content.records.figures, SizeIs(3));
  EXPECT_EQ(content.records.figures[0].baseline().value(), 12);
  EXPECT_EQ(content.records.figures[1].target().year(), 2021);
  const v1::Observation& actual = content.records.figures[2].observation();
  EXPECT_EQ(actual.period(), "2021");
  EXPECT_EQ(actual.member_state(), "VNM") << "the one country of the activity";
  EXPECT_EQ(actual.source(), "A Bank");
  EXPECT_EQ(actual.source_ref(), "XM-1-A");
  EXPECT_EQ(actual.note(), "as counted");
  EXPECT_THAT(content.records.lines, IsEmpty());
}

TEST_F(IatiFile, GivesFiguresOfAKpiByItsTitle) {
  const auto content =
      Read("iati", Activity("<indicator measure=\"2\"><title><narrative>renewables in PRIMARY "
                            "supply</narrative></title>" +
                            Period("2021-01-01", "2021-06-30", "<actual value=\"15.6\"/>") +
                            "</indicator>"));
  EXPECT_EQ(Only(content).period(), "2021-H1");
}

TEST_F(IatiFile, TellsWhatItDoesNotRead) {
  const auto content =
      Read("iati", Activity("<indicator measure=\"1\"><title><narrative>Renewables in primary "
                            "supply</narrative></title>\n" +
                            Period("2019-07-01", "2020-06-30", "<actual value=\"1\"/>") +
                            Period("2021-01-01", "2021-12-31",
                                   "<actual value=\"many\"/><actual/><actual "
                                   "value=\"2\"><dimension name=\"sex\" value=\"f\"/></actual>") +
                            "</indicator><indicator measure=\"1\"><title><narrative>Wells "
                            "dug</narrative></title></indicator>"));
  EXPECT_THAT(content.records.figures, IsEmpty());
  EXPECT_THAT(content.notes,
              ElementsAre(HasSubstr("is no year, half, quarter or month"),
                          HasSubstr("'many' is no number"), HasSubstr("has no value"),
                          HasSubstr("the part 'sex f'"), HasSubstr("'Wells dug'")));
  EXPECT_THAT(content.notes[1],
              HasSubstr("file:9: iati-activity[1]/result[1]/indicator[1]/period[2]/actual[1]: "));
}

TEST_F(IatiFile, WithADocumentTypeIsRefused) {
  const auto content = Read("iati",
                            "<!DOCTYPE x [<!ENTITY e SYSTEM "
                            "\"file:///etc/passwd\">]><iati-activities version=\"2.03\"/>");
  EXPECT_THAT(Problems(content), ElementsAre(HasSubstr("has a document type")));
}

TEST_F(IatiFile, OfAnotherKindIsRefused) {
  EXPECT_THAT(Problems(Read("iati", "<rss/>")),
              ElementsAre(HasSubstr("found 'rss', expected iati-activities")));
  EXPECT_THAT(Problems(Read("iati", "<iati-activities version=\"1.05\"/>")),
              ElementsAre(HasSubstr("found '1.05'")));
  EXPECT_THAT(Problems(Read("iati", "<iati-activities version=\"2.03\">\n<a>")),
              ElementsAre(HasSubstr("2:: is not well-formed XML")));
  EXPECT_THAT(Problems(Read("iati", "<a>\xff</a>")), ElementsAre(HasSubstr("byte 4 is not UTF-8")));
}

class JsonFile : public ForeignFile {};

TEST_F(JsonFile, NamesTheRecordThatDoesNotFit) {
  const auto content = Read(
      "json",
      R"({"format": "sheaf-plan-records-1", "lines": [{"name": "plans/a/lines/b"}, {"tittle": "x"}], "more": 1})");
  EXPECT_THAT(Problems(content), Contains(HasSubstr("lines[1]: ")));
  EXPECT_THAT(Problems(content), Contains(HasSubstr("0:more: is not known")));
  EXPECT_THAT(content.records.lines, SizeIs(1));
}

TEST_F(JsonFile, OfAnotherFormatIsRefused) {
  EXPECT_THAT(Problems(Read("json", "{\"format\": \"x\"}")),
              ElementsAre(HasSubstr("found 'x', expected sheaf-plan-records-1")));
  EXPECT_THAT(Problems(Read("json", "[1")), ElementsAre(HasSubstr("is no JSON object")));
}

}  // namespace
}  // namespace sheaf::cli::exchange
