// The report formats of ICT and of food, agriculture and forestry on the real records, where they
// rest on what the core sends: attributes of lines, child plans, member states.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// One server with everything imported, for tests that only add.
class SectorFormats : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new RealServer;
    server_->ImportEverything();
  }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }

  static std::string Report(const std::string& sector, const std::string& format,
                            const std::vector<std::string>& more = {}) {
    std::vector<std::string> command = {"report", "--sector", sector, "--format", format};
    command.insert(command.end(), more.begin(), more.end());
    return server_->Done(command);
  }

  // The first row of a Markdown table that has `part` in it.
  static std::string RowWith(const std::string& markdown, const std::string& part) {
    std::istringstream lines(markdown);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("| ") && line.find(part) != std::string::npos) return line;
    }
    return "no row with " + part;
  }

  // The ICT plan with a column `proponent`, which one line fills.
  static std::string PlanWithProponent() {
    std::ifstream plan(DataFile("plans/ict.csv"));
    std::string with;
    for (std::string line; std::getline(plan, line);) {
      const bool is_head = line.starts_with("line_code");
      with += line + (is_head ? ",proponent" : line.starts_with("IC-SM2-004") ? ",Lao PDR" : ",");
      with += "\n";
    }
    return server_->WriteFile("ict-with-proponent.csv", with);
  }

  static RealServer* server_;
};

RealServer* SectorFormats::server_ = nullptr;

TEST_F(SectorFormats, AProponentIsShownFromTheRevisionThatStatesIt) {
  const std::string before = std::to_string(server_->Status().revision());
  server_->Done({"plan", "import", PlanWithProponent(), "--plan", "ict", "--sector", "ict"});
  EXPECT_THAT(RowWith(Report("ict", "initiative-portfolio"), "IC-SM2-004"), HasSubstr("Lao PDR"));
  EXPECT_THAT(RowWith(Report("ict", "initiative-portfolio", {"--as-of", before}), "IC-SM2-004"),
              HasSubstr("not stated"));
}

TEST_F(SectorFormats, TheVanishedAndTheCancelledAreToldApart) {
  const std::string report = Report("ict", "departures", {"--effective", "2024-12-31"});
  EXPECT_THAT(report, HasSubstr("Locker alliance for parcel delivery (IC-SM1-007)"));
  EXPECT_THAT(RowWith(report, "IC-SM1-007"), HasSubstr("Cancelled 2022"));
  EXPECT_THAT(RowWith(report, "IC-SM2-004"),
              AllOf(HasSubstr("No longer reported 2022"), HasSubstr("Rescheduled 2022-01-25")));
}

TEST_F(SectorFormats, ElevenOf108ProjectsAreCompleted) {
  const std::string report = Report("ict", "initiative-portfolio", {"--effective", "2024-12-31"});
  EXPECT_THAT(RowWith(report, "| 2024 "), HasSubstr("11 of 108"));
  EXPECT_THAT(RowWith(report, "| 2023 "), AllOf(HasSubstr("86"), HasSubstr("not reported")));
}

TEST_F(SectorFormats, AChildPlanRollsUpSoThatTheTotalIsTheCoresOwn) {
  const std::string plan = server_->WriteFile("fleg.csv",
                                              "line_code,parent_code,level,title\n"
                                              "FL-1,,strategic_thrust,Forest law enforcement\n"
                                              "FL-1-1,FL-1,action,Timber tracking\n");
  server_->Done({"plan", "import", plan, "--plan", "faf-fleg", "--sector", "faf", "--parent-line",
                 "plans/faf/lines/FA-ST7-007"});
  const std::string report = Report("faf", "sub-strategies");
  EXPECT_THAT(RowWith(report, "FA-ST7-007"), HasSubstr(" 2 |"))
      << "the handbook and the new action";
  EXPECT_THAT(report, HasSubstr("plans/faf-fleg"));
  const std::string core = server_->Done({"report", "--format", "headline"});
  const std::string total = RowWith(core, "Food, agriculture and forestry");
  const std::string counted = total.substr(total.find_first_of("0123456789"), 2);
  EXPECT_THAT(RowWith(report, "All thrusts"), HasSubstr(" " + counted + " |"));
}

TEST_F(SectorFormats, AChildPlanOfNoLineIsRefused) {
  const std::string plan = server_->WriteFile(
      "adrift.csv", "line_code,parent_code,level,title\nX-1,,strategic_thrust,Adrift\n");
  const Ended refused = server_->Sheaf({"plan", "import", plan, "--plan", "adrift", "--sector",
                                        "faf", "--parent-line", "plans/faf/lines/FA-NONE"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("plans/faf/lines/FA-NONE"));
}

TEST_F(SectorFormats, NationalUptakeIsOfTheMembersOnTheDate) {
  const std::string file =
      server_->WriteFile("uptake.csv",
                         "line_code,member_state,reported_status,effective_date\n"
                         "FA-ST2-008,MYS,applied_nationally,2021\n"
                         "FA-ST2-008,BRN,applied_nationally,2022\n");
  server_->Done({"push", file, "--plan", "faf"});
  EXPECT_THAT(
      RowWith(Report("faf", "national-uptake", {"--effective", "2024-12-31"}), "FA-ST2-008"),
      HasSubstr("2 of 10"));
  EXPECT_THAT(
      RowWith(Report("faf", "national-uptake", {"--effective", "2025-12-31"}), "FA-ST2-008"),
      HasSubstr("2 of 11"));
}

TEST_F(SectorFormats, KpisOfHalalFoodStandOnTheirLevelsAndAProxyBesideWhatItStandsFor) {
  const std::string report = Report("faf", "results");
  EXPECT_THAT(RowWith(report, "| Output "),
              AllOf(HasSubstr("FA-K-254"), HasSubstr("not reported")));
  EXPECT_THAT(RowWith(report, "| Outcome "), AllOf(HasSubstr("FA-K-255"), HasSubstr("products")));
  EXPECT_THAT(RowWith(report, "| Impact "), AllOf(HasSubstr("FA-K-256"), HasSubstr("volume")));
  EXPECT_THAT(RowWith(report, "(FA-K-01)"),
              AllOf(HasSubstr("(FA-K-02)"), HasSubstr("establishments")));
  EXPECT_THAT(report, HasSubstr("FA-K-02 stands in for it"));
}

}  // namespace
}  // namespace sheaf::e2e
