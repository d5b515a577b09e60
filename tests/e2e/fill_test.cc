// What is due as a file: written, filled in, handed in, and what is missing then.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Fill : public testing::Test {
 protected:
  Fill() {
    server_.Done({"member", "import", DataFile("members.csv")});
    server_.Done({"plan", "import", DataFile("plans/transport.csv"), "--plan", "transport",
                  "--sector", "transport"});
    server_.Done({"round", "open", "r", "--title", "Round", "--period", "2026", "--sector",
                  "transport", "--member-state", "VNM", "--deadline", "2199-12-31"});
  }

  std::string Path(const std::string& name) const { return server_.folder() + "/" + name; }
  std::string Form() const {
    server_.Done({"fill", Path("due.csv"), "--plan", "transport", "--member-state", "VNM"});
    return (std::ostringstream() << std::ifstream(Path("due.csv")).rdbuf()).str();
  }
  // The form with an answer in its first row that has none.
  static std::string Answered(std::string form, const std::string& date) {
    const std::string blank = ",VNM,,,2026,";
    const size_t at = form.find(blank);
    EXPECT_NE(at, std::string::npos) << form;
    if (at != std::string::npos) {
      form.replace(at, blank.size(), ",VNM,on_going," + date + ",2026,");
    }
    return form;
  }

  RealServer server_;
};

TEST_F(Fill, AFormIsFilledInAndHandedInAndWhatIsMissingIsTold) {
  const std::string file =
      server_.WriteFile("answers.csv", Answered(Answered(Form(), "2026-03"), "2026-04"));
  const std::vector<std::string> submit = {"submit", file, "--plan", "transport"};
  const std::string first = server_.Done(submit);
  EXPECT_THAT(first,
              AllOf(HasSubstr("2 new updates handed in, 0 drafts submitted"),
                    HasSubstr("rounds/r Round: about 2026"), HasSubstr("2 answers handed in"),
                    HasSubstr("still missing: "), HasSubstr("sheaf due lists all")));
  EXPECT_THAT(server_.Done(submit),
              AllOf(HasSubstr("0 new updates handed in, 0 drafts submitted, 2 handed in before"),
                    HasSubstr("2 answers handed in")))
      << "again changes nothing";
}

TEST_F(Fill, DraftsAndWhatWasSentBackAreHandedIn) {
  const std::string file = server_.WriteFile("answers.csv", Answered(Form(), "2026-03"));
  server_.Done({"push", file, "--plan", "transport", "--draft"});
  EXPECT_THAT(server_.Done({"due", "r", "--state", "answered"}), HasSubstr("nothing"));
  EXPECT_THAT(server_.Done({"submit", file, "--plan", "transport"}),
              AllOf(HasSubstr("0 new updates handed in, 1 draft submitted, 0 handed in before"),
                    HasSubstr("1 answer handed in")));
  const std::string answered = server_.Done({"due", "r", "--state", "answered", "-o", "csv"});
  const size_t name = answered.find("plans/transport/lines/");
  ASSERT_NE(name, std::string::npos) << answered;
  const std::string update = answered.substr(name, answered.find_first_of(",\n", name) - name);
  server_.Done({"review", "return", update, "--reason", "the year is wrong"});
  EXPECT_THAT(server_.Done({"due", "r", "--state", "sent_back"}),
              AllOf(HasSubstr("1 sent back"), HasSubstr("the year is wrong")));
  EXPECT_THAT(server_.Done({"submit", file, "--plan", "transport"}),
              AllOf(HasSubstr("1 draft submitted"), HasSubstr("1 answer handed in")));
}

TEST_F(Fill, AWrongFileIsHandedInNotAtAll) {
  std::string form = Answered(Answered(Form(), "2026-03"), "2026-13");
  const Ended refused =
      server_.Sheaf({"submit", server_.WriteFile("answers.csv", form), "--plan", "transport"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("effective_date"), HasSubstr("nothing was written")));
  EXPECT_THAT(server_.Done({"due", "r", "--state", "answered"}), HasSubstr("nothing"));
}

TEST_F(Fill, AWorkbookIsWrittenAndSaysWhatToDoNext) {
  const std::string said = server_.Done({"fill", Path("due.xlsx"), "--plan", "transport"});
  EXPECT_THAT(said, AllOf(HasSubstr("rounds/r Round"), HasSubstr("sheaf submit")));
  EXPECT_GT(std::filesystem::file_size(Path("due.xlsx")), 1000u);
  const Ended unwritable =
      server_.Sheaf({"fill", Path("no/such/folder.xlsx"), "--plan", "transport"});
  EXPECT_EQ(unwritable.exit_code, 1);
  EXPECT_THAT(unwritable.err, HasSubstr("could not be written"));
  EXPECT_EQ(server_.Sheaf({"fill", Path("due.ods")}).exit_code, 2);
}

TEST_F(Fill, AFileIsOfOnePlanAndNothingIsWrittenWhereNothingIsDue) {
  server_.Done(
      {"plan", "import", DataFile("plans/energy.csv"), "--plan", "energy", "--sector", "energy"});
  server_.Done({"round", "open", "e", "--title", "Both", "--period", "2026", "--sector",
                "energy,transport", "--bodies", "--deadline", "2199-12-31"});
  const Ended which = server_.Sheaf({"fill", Path("due.csv")});
  EXPECT_EQ(which.exit_code, 2);
  EXPECT_THAT(which.err, AllOf(HasSubstr("2 plans"), HasSubstr("energy transport")));
  EXPECT_THAT(server_.Done({"fill", Path("none.csv"), "--plan", "ict"}),
              HasSubstr("Nothing is due"));
  EXPECT_FALSE(std::filesystem::exists(Path("none.csv")));
}

}  // namespace
}  // namespace sheaf::e2e
