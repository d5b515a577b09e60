// Plans go from one server to another in every format: what comes back is the same bytes. What a
// format cannot carry is told before, and IATI is what its schema says where that is at hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "pugixml.hpp"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kPlans[] = {"transport", "energy", "ict", "faf"};

std::string BytesOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// The bytes of a file, or of every file of a folder.
std::map<std::string, std::string> FilesOf(const fs::path& path) {
  std::map<std::string, std::string> files;
  if (!fs::is_directory(path)) return {{"", BytesOf(path)}};
  for (const auto& entry : fs::directory_iterator(path))
    files[entry.path().filename()] = BytesOf(entry.path());
  return files;
}

class Exchange : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    from_ = new RealServer;
    from_->ImportEverything();
    from_->Done({"push",
                 from_->WriteFile(
                     "more.csv",
                     "line_code,member_state,reported_status,effective_date,value,unit,narrative,"
                     "challenges,evidence,note\n"
                     "EN-APG-012,VNM,completed,2024-11,,,\"=HYPERLINK(\"\"x\"\")\",-5 lines,"
                     "Report|https://example.org/a.pdf,@one\n"
                     "EN-APG-012,LAO,on_going,2024,2.5,projects,\"Two\nlines, <b>\",,,\n"),
                 "--plan", "energy"});
    from_->Done({"observation", "import",
                 from_->WriteFile(
                     "values.csv",
                     "indicator,member_state,year,value,unit,kind,note\n"
                     "EN-K-02,VNM,2022,n/a,,actual,=not yet\nEN-K-02,LAO,2022-Q3,70.5,,estimate,\n"
                     "population,VNM,2022,98186856,persons,actual,\n"),
                 "--sector", "energy"});
  }
  static void TearDownTestSuite() {
    delete from_;
    from_ = nullptr;
  }

  static std::string ExportOf(const RealServer& server, const std::string& plan,
                              const std::string& format, const std::string& name) {
    const std::string path = server.folder() + "/" + name;
    server.Done({"export", "--plan", plan, "--to", format, "--output", path});
    return path;
  }

  // The two servers' revisions are numbered otherwise.
  static std::string WithoutClocks(const std::string& csv) {
    std::istringstream lines(csv);
    std::string kept, line;
    while (std::getline(lines, line)) {
      if (line.rfind("document,,known_at,", 0) != 0) kept += line + "\n";
    }
    return kept;
  }

  static RealServer* from_;
};

RealServer* Exchange::from_ = nullptr;

class WholePlan : public Exchange, public ::testing::WithParamInterface<std::string> {};

TEST_P(WholePlan, ComesOutOfASecondServerAsItCameOutOfTheFirst) {
  const RealServer to;
  if (GetParam() == "iati") to.Done({"member", "import", DataFile("members.csv")});
  for (const std::string plan : kPlans) {
    const std::string first = ExportOf(*from_, plan, GetParam(), GetParam() + "-" + plan);
    to.Done({"import", "--from", GetParam(), first});
    const std::string second = ExportOf(to, plan, GetParam(), plan);
    EXPECT_EQ(FilesOf(second), FilesOf(first)) << plan;
    const auto revision = to.Status().revision();
    to.Done({"import", "--from", GetParam(), first});
    EXPECT_EQ(to.Status().revision(), revision) << plan << " again changes nothing";
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, WholePlan, ::testing::Values("csv", "json", "iati"));

class FiguresOfASector : public Exchange, public ::testing::WithParamInterface<std::string> {};

TEST_P(FiguresOfASector, ComeOutOfASecondServerAsTheyCameOutOfTheFirst) {
  const RealServer to;
  to.Done({"member", "import", DataFile("members.csv")});
  for (const std::string plan : kPlans) {
    const std::string first = ExportOf(*from_, plan, GetParam(), GetParam() + "-" + plan);
    to.Done({"import", "--from", GetParam(), first, "--sector", plan});
    to.Done(
        {"plan", "import", DataFile("plans/" + plan + ".csv"), "--plan", plan, "--sector", plan});
    EXPECT_EQ(FilesOf(ExportOf(to, plan, GetParam(), plan)), FilesOf(first)) << plan;
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, FiguresOfASector, ::testing::Values("sdmx-csv", "dhis2"),
                         [](const auto& info) {
                           return info.param == "dhis2" ? "dhis2" : "sdmx_csv";
                         });

TEST_F(Exchange, ReportsOfTheSecondServerAreThoseOfTheFirst) {
  const RealServer to;
  for (const std::string plan : kPlans) {
    to.Done({"import", "--from", "json", ExportOf(*from_, plan, "json", "report-" + plan)});
    const std::vector<std::string> report = {"report",     "--sector", plan, "--format",
                                             "compliance", "--as",     "csv"};
    EXPECT_EQ(WithoutClocks(to.Done(report)), WithoutClocks(from_->Done(report))) << plan;
  }
}

TEST_F(Exchange, LossesAreToldBeforeAnythingIsWrittenAndAfterAnExport) {
  const std::vector<std::string> to_dhis2 = {"export", "--plan", "energy", "--to", "dhis2"};
  auto explain = to_dhis2;
  explain.push_back("--explain-loss");
  const Ended explained = from_->Sheaf(explain);
  EXPECT_EQ(explained.exit_code, 0);
  EXPECT_THAT(explained.out,
              AllOf(HasSubstr("lines"), HasSubstr("85"), HasSubstr("no reason why there is none")));
  EXPECT_THAT(explained.out, Not(HasSubstr("dataValues")));
  const Ended exported = from_->Sheaf(to_dhis2);
  EXPECT_THAT(exported.err, HasSubstr("note: dhis2 does not carry lines, of 85 records"));
  const Ended whole =
      from_->Sheaf({"export", "--plan", "energy", "--to", "json", "--explain-loss"});
  EXPECT_THAT(whole.out, HasSubstr("json carries all of plans/energy"));
}

// What every consumer of IATI relies on, whether the schema is at hand or not.
TEST_F(Exchange, IatiHasWhatItsReadersLookFor) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_file(ExportOf(*from_, "transport", "iati", "transport.xml").c_str()));
  const auto root = document.child("iati-activities");
  EXPECT_STREQ(root.attribute("version").value(), "2.03");
  std::map<std::string, int> ids;
  for (const auto activity : root.children("iati-activity"))
    ++ids[activity.child("iati-identifier").text().get()];
  EXPECT_EQ(ids.size(), 153u) << "the plan and each of its lines";
  for (const auto activity : root.children("iati-activity")) {
    const std::string id = activity.child("iati-identifier").text().get();
    for (const char* needed : {"reporting-org", "title", "description", "participating-org",
                               "activity-status", "activity-date", "sector"}) {
      EXPECT_TRUE(activity.child(needed)) << id << " has no " << needed;
    }
    const std::string parent = activity.child("related-activity").attribute("ref").value();
    EXPECT_TRUE(parent.empty() ? id == "SHEAF-transport" : ids.count(parent) == 1) << id;
    EXPECT_FALSE(activity.child("transaction")) << id;
  }
  const auto actual = document.select_node(
      "//indicator[reference/@code='TR-K-24']/period[period-start/@iso-date='2016-01-01']/actual");
  EXPECT_STREQ(actual.node().attribute("value").value(), "10");
}

// SHEAF_IATI_SCHEMA names iati-activities-schema.xsd of IATI 2.03, which is not ours to give on.
TEST_F(Exchange, IatiIsWhatItsSchemaSays) {
  const char* schema = std::getenv("SHEAF_IATI_SCHEMA");
  if (schema == nullptr) GTEST_SKIP() << "SHEAF_IATI_SCHEMA names no schema";
  for (const std::string plan : kPlans) {
    const std::string file = ExportOf(*from_, plan, "iati", "schema-" + plan + ".xml");
    const Ended checked = RunProgram({"/usr/bin/xmllint", "--noout", "--schema", schema, file});
    EXPECT_EQ(checked.exit_code, 0) << checked.err;
  }
}

TEST_F(Exchange, AFileWithProblemsIsRefusedWhole) {
  const RealServer to;
  to.Done({"member", "import", DataFile("members.csv")});
  const auto before = to.Status().revision();
  const std::string file =
      to.WriteFile("wrong.csv",
                   "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\n"
                   "dataflow,X:Y(1.0),I,VNM,EN-K-02,2022,3\n"
                   "dataflow,X:Y(1.0),I,USA,EN-K-02,2022,four\n");
  const Ended refused = to.Sheaf({"import", "--from", "sdmx-csv", file, "--sector", "energy"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err,
              AllOf(HasSubstr("wrong.csv:3: REF_AREA: found 'USA', expected a member state"),
                    HasSubstr("wrong.csv:3: OBS_VALUE: found 'four', expected a number"),
                    HasSubstr("2 problems"), HasSubstr("nothing was written")));
  const std::string json = to.WriteFile(
      "wrong.json",
      "{\"format\": \"sheaf-plan-records-1\", \"plan\": {\"name\": \"plans/p\", \"sector\": "
      "\"energy\"},\n"
      "\"lines\": [{\"name\": \"plans/p/lines/A\", \"level\": \"nonsense\", \"title\": \"A\"}]}");
  EXPECT_THAT(to.Sheaf({"import", "--from", "json", json}).err,
              HasSubstr("lines[0].level: 'nonsense' is no level"));
  EXPECT_EQ(to.Status().revision(), before);
}

TEST_F(Exchange, ATextIsNoFormulaInCsv) {
  const std::string updates =
      from_->Done({"export", "--plan", "energy", "--to", "csv", "--records", "updates"});
  EXPECT_THAT(updates,
              AllOf(HasSubstr("\"'=HYPERLINK("), HasSubstr(",'-5 lines,"), HasSubstr(",'@one")));
}

}  // namespace
}  // namespace sheaf::e2e
