// The main job on the real records: everything imported, reported, and the same again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// One server with everything imported, for the tests that only read or add.
class MainJob : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new RealServer;
    server_->ImportEverything();
  }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }

  // The row of the Markdown table that has `key` in its first cell.
  static std::string RowOf(const std::string& markdown, const std::string& key) {
    const size_t start = markdown.find("\n| " + key);
    return start == std::string::npos
               ? ""
               : markdown.substr(start + 1, markdown.find('\n', start + 1) - start - 1);
  }

  // In CSV, what stands behind `place`: value, unit, period, numerator and denominator.
  static std::string FigureOf(const std::string& csv, const std::string& place) {
    const size_t at = csv.find(place);
    if (at == std::string::npos) return "missing: " + place;
    size_t end = at + place.size();
    for (int fields = 0; fields < 5; ++fields) end = csv.find(',', end) + 1;
    return csv.substr(at + place.size(), end - at - place.size());
  }

  // The first line that has `part` in it.
  static std::string LineWith(const std::string& text, const std::string& part) {
    const size_t at = text.find(part);
    if (at == std::string::npos) return "";
    const size_t start = text.rfind('\n', at) + 1;
    return text.substr(start, text.find('\n', at) - start);
  }

  static RealServer* server_;
};

RealServer* MainJob::server_ = nullptr;

TEST_F(MainJob, SaysWhatEnergyIntensityCameTo) {
  const std::string report = server_->Done({"report"});
  EXPECT_THAT(
      RowOf(report, "EN-K-01"),
      AllOf(HasSubstr("27"), HasSubstr("2022"), HasSubstr("32"), HasSubstr("raised from 30"),
            HasSubstr("29.2"), HasSubstr("Short by 2.8 points"), HasSubstr("verdict-v1")));
  EXPECT_THAT(
      LineWith(report, "by another edition"),
      AllOf(HasSubstr("25.5"), HasSubstr("2023"), HasSubstr("press report of 17 October 2025")));
  EXPECT_THAT(report, HasSubstr("lower than the year before: the editions disagree"));
}

TEST_F(MainJob, SaysThatRenewableSupplyIsShortAndFalling) {
  EXPECT_THAT(RowOf(server_->Done({"report"}), "EN-K-02"),
              AllOf(HasSubstr("15.6"), HasSubstr("2022"), HasSubstr("17.5"), HasSubstr("23"),
                    HasSubstr("Short by 5.5 points and falling"), HasSubstr("verdict-v1")));
}

TEST_F(MainJob, SaysThatRenewableCapacityIsExpectedToBeMet) {
  EXPECT_THAT(RowOf(server_->Done({"report"}), "EN-K-03"),
              AllOf(HasSubstr("33.4"), HasSubstr("2021"), HasSubstr("37.9"), HasSubstr("35"),
                    HasSubstr("Expected to be met"), HasSubstr("verdict-v1")));
}

TEST_F(MainJob, KeepsBothVersionsOfTheTargetInTheHistory) {
  const std::string history =
      server_->Done({"history", "sectors/energy/kpis/EN-K-01", "--children", "-o", "json"});
  EXPECT_THAT(history, AllOf(HasSubstr("\"value\": 30"), HasSubstr("\"value\": 32")));
}

TEST_F(MainJob, ImportingEverythingAgainMakesNoRevision) {
  const auto before = server_->Status();
  server_->ImportEverything();
  const auto after = server_->Status();
  EXPECT_EQ(after.revision(), before.revision());
  EXPECT_EQ(after.updates(), before.updates());
}

TEST_F(MainJob, HoldsTwoUpdatesThatDifferOnlyInValue) {
  const std::string updates =
      server_->Done({"list", "updates", "--plan", "energy", "--line", "EN-PH1", "-o", "csv"});
  EXPECT_THAT(updates, AllOf(HasSubstr("98.8"), HasSubstr("4.94")));
}

TEST_F(MainJob, CountsPlansOfNoSectorByTheCanonicalStates) {
  const std::string report = server_->Done({"report"});
  EXPECT_THAT(report,
              AllOf(HasSubstr("apt-2023-2027"), HasSubstr("iai-wp3"), HasSubstr("ascc-mtr")));
  const std::string file = server_->WriteFile(
      "iai.csv",
      "line_code,reported_status,effective_date\nIAI-FA-1,substantially_completed,2019\n");
  server_->Done({"push", file, "--plan", "iai-wp3"});
  const std::string sector_word = server_->WriteFile(
      "wrong.csv",
      "line_code,reported_status,effective_date\nIAI-FA-1,pending_ratification,2019\n");
  const Ended refused = server_->Sheaf({"push", sector_word, "--plan", "iai-wp3"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr(":2: reported_status"),
                                 HasSubstr("pending_ratification"), HasSubstr("completed")));
}

TEST_F(MainJob, AnEarlierReportIsTheSameByteForByteAfterMorePushes) {
  for (const std::string form : {"markdown", "html", "csv", "json"}) {
    const std::string revision = std::to_string(server_->Status().revision());
    const std::vector<std::string> command = {"report", "--as", form, "--as-of", revision};
    const std::string before = server_->Done(command);
    const std::string file = server_->WriteFile("more.csv",
                                                "line_code,reported_status,effective_date,note\n"
                                                "EN-APG-001,completed,2024-05," +
                                                    form + "\n");
    server_->Done({"push", file, "--plan", "energy"});
    EXPECT_EQ(server_->Done(command), before) << form;
    EXPECT_NE(server_->Done({"report", "--as", form}), before) << form;
  }
}

TEST_F(MainJob, EverySectorReportsInItsOwnFormats) {
  const std::pair<std::string, std::string> formats[] = {
      {"transport", "scorecard"},        {"transport", "treaty-matrix"},
      {"transport", "stream-scorecard"}, {"transport", "milestone-completion"},
      {"transport", "network-segments"}, {"transport", "carry-over"},
      {"transport", "kpi-register"},     {"energy", "phase-scorecard"},
      {"energy", "kpi-outlook"},         {"energy", "gap-and-pace"},
      {"energy", "intensity-by-state"},  {"energy", "kpi-register"},
      {"ict", "endorsement-chain"},      {"faf", "standards-register"}};
  for (const auto& [sector, format] : formats) {
    const std::string report = server_->Done({"report", "--sector", sector, "--format", format});
    EXPECT_GT(report.size(), 500u) << sector << " " << format;
    EXPECT_THAT(report, Not(HasSubstr("unavailable"))) << sector << " " << format;
  }
}

// The plugin is sent the core's own counts.
TEST_F(MainJob, TheScorecardCountsWhatTheHeadlineReportCounts) {
  const std::string core = server_->Done({"report", "--format", "headline", "--as", "csv"});
  const std::string card =
      server_->Done({"report", "--sector", "transport", "--format", "scorecard", "--as", "csv"});
  const std::pair<std::string, std::string> columns[] = {
      {"counted_lines", "counted_lines"},
      {"completed_share", "completed"},
      {"excluded", "excluded"},
      {"counted_elsewhere", "counted_elsewhere"}};
  for (const auto& [of_core, of_card] : columns) {
    const std::string counted = FigureOf(core, ",Transport," + of_core + ",");
    EXPECT_THAT(counted, Not(HasSubstr("missing"))) << of_core;
    EXPECT_EQ(FigureOf(card, ",transport," + of_card + ","), counted) << of_core;
  }
}

TEST_F(MainJob, AWithdrawnUpdateStaysInTheHistoryAndIsNoLongerListed) {
  const std::string file = server_->WriteFile(
      "mistake.csv",
      "line_code,reported_status,effective_date,note\nEN-RE-001,signed,2024,a mistake\n");
  server_->Done({"push", file, "--plan", "energy"});
  const std::string json =
      server_->Done({"list", "updates", "--plan", "energy", "--line", "EN-RE-001", "-o", "json"});
  const size_t note = json.find("a mistake");
  ASSERT_NE(note, std::string::npos) << json;
  const size_t name = json.rfind("plans/energy/lines/EN-RE-001/updates/", note);
  ASSERT_NE(name, std::string::npos) << json;
  const std::string resource = json.substr(name, json.find('"', name) - name);
  server_->Done({"withdraw", resource, "--reason", "entered for the wrong line"});
  EXPECT_THAT(
      server_->Done({"list", "updates", "--plan", "energy", "--line", "EN-RE-001", "-o", "json"}),
      Not(HasSubstr("a mistake")));
  EXPECT_THAT(server_->Done({"history", resource}), HasSubstr("entered for the wrong line"));
  const Ended without_reason = server_->Sheaf({"withdraw", resource});
  EXPECT_EQ(without_reason.exit_code, 2);
}

TEST_F(MainJob, TheStatusNamesEverySectorAndItsPlugin) {
  const std::string status = server_->Done({"status"});
  EXPECT_THAT(status, AllOf(HasSubstr("transport"), HasSubstr("energy"), HasSubstr("ict"),
                            HasSubstr("faf"), HasSubstr("running")));
}

TEST(CommandLine, TellsByItsExitCodeThatTheServerCannotBeReached) {
  const Ended ended = RunProgram({SHEAF, "status", "--server", "127.0.0.1:1"});
  EXPECT_EQ(ended.exit_code, 3);
  EXPECT_THAT(ended.err, HasSubstr("127.0.0.1:1"));
}

TEST(CommandLine, TellsByItsExitCodeThatItIsUsedWrongly) {
  EXPECT_EQ(RunProgram({SHEAF, "push"}).exit_code, 2);
  EXPECT_EQ(RunProgram({SHEAF, "pusch"}).exit_code, 2);
  EXPECT_EQ(RunProgram({SHEAF, "--help"}).exit_code, 0);
}

TEST(Server, ASecondOneOnTheSameFolderIsRefusedAndTheFirstGoesOn) {
  RealServer server(Plugins::kWithout);
  const Ended second =
      RunProgram({SHEAFD, "--data_dir", server.folder() + "/data", "--listen", "127.0.0.1:0"});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.err, HasSubstr(server.folder()));
  EXPECT_EQ(server.Sheaf({"status"}).exit_code, 0);
}

TEST(Server, ListensOnTheLoopbackOnly) {
  RealServer server(Plugins::kWithout);
  const Ended refused =
      RunProgram({SHEAFD, "--data_dir", server.folder() + "/other", "--listen", "0.0.0.0:0"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("TLS"));
}

TEST(Server, EndsWithZeroWhenAskedTo) {
  RealServer server;
  EXPECT_EQ(server.Stop(), 0) << server.Log();
}

}  // namespace
}  // namespace sheaf::e2e
