#include "server/conformance/conformance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "server/base/temporary_folder.h"

namespace sheaf::conformance {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;

class ConformanceTest : public ::testing::Test {
 protected:
  // The results of the fixture `program` under the name `sector`, a line each: "failed determinism:
  // ...".
  std::vector<std::string> Check(const std::string& program, const std::string& sector) {
    const std::string path = folder_.path() + "/" + sector;
    std::filesystem::copy_file(std::filesystem::path(FIXTURE_PLUGINS) / program, path);
    std::vector<std::string> results;
    const auto passed = CheckPlugin(path, "0.1.0", [&](const Result& result) {
      const char* const outcomes[] = {"passed", "advice", "failed"};
      results.push_back(std::string(outcomes[static_cast<int>(result.outcome)]) + " " +
                        result.trial + ": " + result.text);
    });
    EXPECT_TRUE(passed.ok()) << passed.status();
    passed_ = passed.ok() && *passed;
    return results;
  }

  TemporaryFolder folder_;
  bool passed_ = false;
};

TEST_F(ConformanceTest, APluginThatKeepsTheContractPassesEveryTrial) {
  const auto results = Check("careless", "steady");
  EXPECT_TRUE(passed_);
  for (const char* trial : {"handshake", "no records", "missing values", "usual records",
                            "determinism", "counting rules", "cancellation", "large input"}) {
    EXPECT_THAT(results, Contains(HasSubstr(std::string("passed ") + trial)));
  }
  EXPECT_THAT(results, Contains(HasSubstr("advice manifest: KPI K-1 has no unit")));
}

TEST_F(ConformanceTest, AClockInAReportIsFound) {
  EXPECT_THAT(Check("careless", "clocked"),
              Contains(AllOf(HasSubstr("failed determinism: format 'highlights'"),
                             HasSubstr("look for a clock"))));
  EXPECT_FALSE(passed_);
}

TEST_F(ConformanceTest, AMemoryOfEarlierQuestionsIsFound) {
  EXPECT_THAT(Check("careless", "remembering"), Contains(HasSubstr("failed determinism")));
  EXPECT_FALSE(passed_);
}

TEST_F(ConformanceTest, ATotalThatIsNotItsRowsIsFound) {
  EXPECT_THAT(Check("careless", "miscounting"),
              Contains(AllOf(HasSubstr("failed counting rules: format 'highlights': "),
                             HasSubstr("table 'Lines': a total of "))));
  EXPECT_FALSE(passed_);
}

TEST_F(ConformanceTest, AStumbleOverMissingValuesIsFoundWhereItHappens) {
  const auto results = Check("careless", "fragile");
  EXPECT_THAT(results, Contains(AllOf(HasSubstr("failed missing values: format 'highlights'"),
                                      HasSubstr("a figure has no value"))));
  EXPECT_THAT(results, Contains(HasSubstr("passed no records")));
  EXPECT_FALSE(passed_);
}

TEST_F(ConformanceTest, AnEndByAQuestionThatIsBrokenOffIsFound) {
  EXPECT_THAT(Check("careless", "brittle"),
              Contains(HasSubstr("failed cancellation: it ended when a question was broken off")));
  EXPECT_FALSE(passed_);
}

TEST_F(ConformanceTest, AFormatWithoutAWordIsFound) {
  EXPECT_THAT(Check("careless", "wordless"), Contains(HasSubstr("gave no section")));
  EXPECT_FALSE(passed_);
}

TEST_F(ConformanceTest, WhatDoesNotStartIsToldAsTheServerTellsIt) {
  const auto newer = Check("speaks", "newer");
  EXPECT_FALSE(passed_);
  ASSERT_EQ(newer.size(), 1u);
  EXPECT_THAT(newer[0], AllOf(HasSubstr("failed handshake: newer"), HasSubstr("protocol")));
  EXPECT_THAT(Check("speaks", "broken"),
              Contains(HasSubstr("failed handshake: broken ended with exit status 7")));
}

TEST_F(ConformanceTest, AProgramThatIsNotThereIsNoPlugin) {
  std::vector<std::string> texts;
  const auto passed = CheckPlugin(folder_.path() + "/nobody", "0.1.0",
                                  [&](const Result& result) { texts.push_back(result.text); });
  ASSERT_TRUE(passed.ok());
  EXPECT_FALSE(*passed);
  EXPECT_THAT(texts, Contains(HasSubstr("nobody")));
}

}  // namespace
}  // namespace sheaf::conformance
