#include <signal.h>

#include <algorithm>
#include <future>
#include <string>
#include <vector>

#include "server/sectors/host/plugin_host_fixture.h"

namespace sheaf::sectors {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST_F(PluginHostTest, GivesWhatThePluginComputed) {
  Install("evaluates", "energy");
  StartHost();
  const absl::StatusOr<Evaluation> evaluation = Evaluate("energy", "highlights");
  ASSERT_TRUE(evaluation.ok()) << evaluation.status();
  ASSERT_THAT(evaluation->kpi_values, SizeIs(1));
  EXPECT_EQ(evaluation->kpi_values[0].kpi(), "K-1");
  EXPECT_EQ(evaluation->kpi_values[0].value(), 1);
  EXPECT_THAT(TextsOf(*evaluation, "fixture-v1"), ElementsAre("All is well."));
  ASSERT_THAT(evaluation->sections, SizeIs(1));
  EXPECT_EQ(evaluation->sections[0].blocks(0).paragraph().text(), "Power grid");
  EXPECT_EQ(evaluation->plugin_version, "1.2.3");
  EXPECT_EQ(evaluation->plugin_digest, host_->DigestOf("energy"));
}

TEST_F(PluginHostTest, SeveralEvaluationsRunAtOnce) {
  Install("evaluates", "energy");
  StartHost();
  std::vector<std::future<bool>> running;
  for (int i = 0; i < 8; ++i) {
    running.push_back(
        std::async(std::launch::async, [this] { return Evaluate("energy", "highlights").ok(); }));
  }
  for (std::future<bool>& evaluation : running) EXPECT_TRUE(evaluation.get());
}

TEST_F(PluginHostTest, ACrashCostsItsOwnPartAndThePluginComesBack) {
  Install("evaluates", "energy");
  Install("evaluates", "transport");
  StartHost();
  for (int start = 2; start <= 5; ++start) {
    EXPECT_EQ(FailureOf("energy", "crash"),
              "The energy plugin ended while it computed this part; it is being started again.");
    WaitUntilRunning("energy", start);
    EXPECT_TRUE(Evaluate("energy", "highlights").ok());
  }
  EXPECT_THAT(log_->LinesWith("plugin energy ended with exit status 3"), SizeIs(4));
  EXPECT_EQ(SectorOf("transport").plugin_starts(), 1);
}

TEST_F(PluginHostTest, KilledInTheMiddleOfAnEvaluationItSaysSo) {
  Install("evaluates", "energy");
  StartHost();
  auto evaluation = std::async(std::launch::async, [this] { return FailureOf("energy", "hang"); });
  ASSERT_TRUE(log_->WaitFor("plugin energy printed: hanging"));
  kill(SectorOf("energy").plugin_pid(), SIGKILL);
  EXPECT_EQ(evaluation.get(),
            "The energy plugin ended while it computed this part; it is being started again.");
  WaitUntilRunning("energy", 2);
  EXPECT_TRUE(Evaluate("energy", "highlights").ok());
}

TEST_F(PluginHostTest, AnEvaluationThatHangsIsEndedWithItsPlugin) {
  options_.evaluate_deadline = 300ms;
  Install("evaluates", "energy");
  StartHost();
  EXPECT_EQ(FailureOf("energy", "hang"),
            "The energy plugin did not finish this part within 300 ms; it is being started again.");
  WaitUntilRunning("energy", 2);
  EXPECT_THAT(log_->LinesWith("plugin energy did not finish an evaluation within 300 ms and was "
                              "ended; starting again in 10 ms (2nd start)"),
              SizeIs(1));
}

TEST_F(PluginHostTest, APluginThatNeverReadsDoesNotHoldUsUp) {
  options_.evaluate_deadline = 500ms;
  Install("speaks", "deaf");
  StartHost();
  const absl::StatusOr<Evaluation> evaluation = EvaluateLong("deaf", 64);
  EXPECT_THAT(std::string(evaluation.status().message()),
              HasSubstr("did not finish this part within 500 ms"));
}

TEST_F(PluginHostTest, AnAnswerBeforeTheQuestionIsReadIsTaken) {
  Install("speaks", "hasty");
  StartHost();
  const absl::StatusOr<Evaluation> evaluation = EvaluateLong("hasty", 16);
  ASSERT_TRUE(evaluation.ok()) << evaluation.status();
  EXPECT_THAT(evaluation->findings, SizeIs(8));
}

TEST_F(PluginHostTest, AnAnswerWithoutReadingTheQuestionIsTaken) {
  Install("speaks", "blunt");
  StartHost();
  const absl::StatusOr<Evaluation> evaluation = EvaluateLong("blunt", 64);
  ASSERT_TRUE(evaluation.ok()) << evaluation.status();
  EXPECT_THAT(evaluation->findings, SizeIs(8));
}

TEST_F(PluginHostTest, AnEndWhileTheQuestionIsWrittenIsSaid) {
  Install("speaks", "abrupt");
  StartHost();
  EXPECT_THAT(std::string(EvaluateLong("abrupt", 64).status().message()),
              HasSubstr("ended while it computed this part"));
  WaitUntilRunning("abrupt", 2);
}

struct AnswerCase {
  const char* format;
  const char* said;
};

class PluginHostAnswer : public PluginHostTest, public ::testing::WithParamInterface<AnswerCase> {};

TEST_P(PluginHostAnswer, IsRefusedButThePluginRunsOn) {
  Install("evaluates", "energy");
  StartHost();
  EXPECT_EQ(FailureOf("energy", GetParam().format), GetParam().said);
  EXPECT_EQ(Evaluate("energy", GetParam().format).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(Evaluate("energy", "highlights").ok());
  EXPECT_EQ(SectorOf("energy").plugin_starts(), 1);
}

INSTANTIATE_TEST_SUITE_P(
    OfPlugins, PluginHostAnswer,
    ::testing::Values(
        AnswerCase{"fail", "The energy plugin could not compute this part: No line is a treaty."},
        AnswerCase{"throw", "The energy plugin could not compute this part: Thrown."},
        AnswerCase{"finding-of-another",
                   "The energy plugin computed this part, but what it computed was refused: a "
                   "finding of rule 'lie-v1' is about sector 'transport', which is not its own."},
        AnswerCase{"section-of-another",
                   "The energy plugin computed this part, but what it computed was refused: "
                   "section 'lie' is about sector 'transport', which is not its own."},
        AnswerCase{"value-it-may-not",
                   "The energy plugin computed this part, but what it computed was refused: the "
                   "value of KPI 'K-2', which its manifest does not declare COMPUTABLE."},
        AnswerCase{"ragged-table",
                   "The energy plugin computed this part, but what it computed was refused: "
                   "section 'ragged': table 'Ragged' has a row of 0 cells under 1 columns."}),
    [](const auto& info) {
      std::string name = info.param.format;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

TEST_F(PluginHostTest, AnAnswerOverTheLimitIsRefusedWithTheLimit) {
  options_.document_max_bytes = 16 << 20;
  Install("evaluates", "energy");
  StartHost();
  const std::string said =
      "The energy plugin gave an answer longer than the limit of 16 MiB (document_max_bytes); it "
      "is being started again.";
  EXPECT_EQ(FailureOf("energy", "long-answer"), said);
  WaitUntilRunning("energy", 2);
  EXPECT_EQ(FailureOf("energy", "long-message"), said);
}

}  // namespace
}  // namespace sheaf::sectors
