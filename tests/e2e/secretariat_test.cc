// What the secretariat asks for by name: two dates side by side, findings, coverage, duplicates and
// what is decided about them; and titles in another language.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Secretariat : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = std::make_unique<RealServer>();
    server_->ImportEverything();
  }
  static void TearDownTestSuite() { server_.reset(); }

  static std::unique_ptr<RealServer> server_;
};

std::unique_ptr<RealServer> Secretariat::server_;

TEST_F(Secretariat, ComparesTwoDates) {
  const std::string report = server_->Done({"compare", "2022-12-31", "2024-12-31"});
  EXPECT_THAT(report, AllOf(HasSubstr("2022-12-31"), HasSubstr("2024-12-31"), HasSubstr("Moved on"),
                            HasSubstr("What moved: ")));
  EXPECT_THAT(server_->Done({"compare", "2022-12-31", "2024-12-31", "--sector", "energy"}),
              AllOf(HasSubstr("EN-K-01"), Not(HasSubstr("TR-"))));
}

TEST_F(Secretariat, ComparesTwoRevisionsOfOneDate) {
  const std::string report =
      server_->Done({"compare", "2024-12-31@2", "2024-12-31", "--sector", "energy"});
  EXPECT_THAT(report, HasSubstr("as known at revision 2 against"));
}

TEST_F(Secretariat, RefusesWhatIsNoDate) {
  EXPECT_EQ(server_->Sheaf({"compare", "", "2024-12-31"}).exit_code, 2);
  EXPECT_EQ(server_->Sheaf({"compare", "2024-12-31@yesterday", "2024-12-31"}).exit_code, 2);
  EXPECT_EQ(server_->Sheaf({"compare", "2024", "2024-12-31"}).exit_code, 1);
}

TEST_F(Secretariat, ReadsFindingsAndCoverageOfAllSectorsAndOfOne) {
  EXPECT_THAT(server_->Done({"findings"}), HasSubstr("editions-v1"));
  EXPECT_THAT(server_->Done({"findings", "--sector", "faf"}), Not(HasSubstr("EN-K-01")));
  EXPECT_THAT(server_->Done({"coverage"}), AllOf(HasSubstr("EN-K-01"), HasSubstr("TR-K-")));
  EXPECT_THAT(server_->Done({"overview"}), HasSubstr("Sectors side by side"));
}

TEST_F(Secretariat, DecidesAboutLinesThatLookTheSame) {
  server_->WriteFile("digital.csv",
                     "line_code,parent_code,level,title\nD1,,measure,Maglev freight corridor "
                     "feasibility\n");
  server_->WriteFile("rail.csv",
                     "line_code,parent_code,level,title\nR1,,measure,Feasibility of the maglev "
                     "freight corridor\n");
  for (const std::string plan : {"digital", "rail"}) {
    server_->Done({"plan", "import", server_->folder() + "/" + plan + ".csv", "--plan", plan});
  }
  const std::string pair = "digital D1";
  EXPECT_THAT(server_->Done({"duplicates", "report"}),
              AllOf(HasSubstr(pair), HasSubstr("rail R1")));
  EXPECT_THAT(server_->Done({"duplicates", "confirm", "digital/D1", "rail/R1", "--reason",
                             "one study, two plans"}),
              HasSubstr("the same initiative"));
  EXPECT_THAT(server_->Done({"duplicates", "report"}),
              AllOf(HasSubstr("still counted twice"), HasSubstr("one study, two plans")));
  server_->Done({"duplicates", "dismiss", "rail R1", "digital D1", "--reason", "another corridor"});
  EXPECT_THAT(server_->Done({"duplicates", "report"}), Not(HasSubstr("still counted twice")));
  EXPECT_THAT(server_->Done({"duplicates", "list", "-o", "csv"}), HasSubstr("another corridor"));
  EXPECT_EQ(server_->Sheaf({"duplicates", "confirm", "digital/D1", "digital/D1", "--reason", "x"})
                .exit_code,
            1);
}

TEST_F(Secretariat, ReadsTitlesInItsLanguageInListsAndReports) {
  const std::string file = server_->WriteFile(
      "grid.csv", "line_code,parent_code,level,title,title_vi\nG1,,measure,Power grid,Lưới điện\n");
  server_->Done({"plan", "import", file, "--plan", "grid"});
  for (const std::string language : {"vi", "vi-VN"}) {
    EXPECT_THAT(server_->Done({"list", "lines", "--plan", "grid", "--language", language}),
                AllOf(HasSubstr("Lưới điện"), Not(HasSubstr("Power grid"))));
    EXPECT_THAT(server_->Done({"duplicates", "report", "--language", language}),
                Not(HasSubstr("Power grid")));
  }
  server_->WriteFile("said.csv",
                     "line_code,reported_status,effective_date\nG1,completed,2024-05\n");
  server_->Done({"push", server_->folder() + "/said.csv", "--plan", "grid"});
  const std::vector<std::string> compare = {"compare", "2023-12-31", "2024-12-31"};
  EXPECT_THAT(server_->Done(compare), HasSubstr("| Power grid |"));
  EXPECT_THAT(server_->Done({"compare", "2023-12-31", "2024-12-31", "--language", "vi"}),
              HasSubstr("| Lưới điện |"));
}

}  // namespace
}  // namespace sheaf::e2e
