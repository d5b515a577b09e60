#include "server/watchers/filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/base/status.h"

namespace sheaf::watchers {
namespace {

using ::testing::HasSubstr;

TEST(Filter, OfNothingFitsEverything) {
  const Filter filter = Filter::Make({}, {}).value();
  EXPECT_TRUE(filter.fits_all());
  EXPECT_TRUE(filter.Fits("memberStates/IDN", ""));
}

TEST(Filter, TakesAResourceAndWhatIsUnderItByWholeParts) {
  const Filter filter = Filter::Make({"plans/energy", "sectors/ict/kpis"}, {}).value();
  EXPECT_TRUE(filter.Fits("plans/energy", "energy"));
  EXPECT_TRUE(filter.Fits("plans/energy/lines/L/updates/u", ""));
  EXPECT_TRUE(filter.Fits("sectors/ict/kpis/K/targets/t", "ict"));
  EXPECT_FALSE(filter.Fits("plans/energy-x", "energy"));
  EXPECT_FALSE(filter.Fits("plans/energ", "energy"));
  EXPECT_FALSE(filter.Fits("sectors/ict/manifests/m", "ict"));
}

TEST(Filter, TakesTheRecordsOfSectors) {
  const Filter filter = Filter::Make({}, {"energy", "ict"}).value();
  EXPECT_TRUE(filter.Fits("plans/apaec/lines/L", "energy"));
  EXPECT_TRUE(filter.Fits("sectors/ict/kpis/K/targets/t", "ict"));
  EXPECT_FALSE(filter.Fits("plans/faf", "faf"));
  EXPECT_FALSE(filter.Fits("memberStates/IDN", ""));
}

TEST(Filter, OfBothTakesWhatFitsBoth) {
  const Filter filter = Filter::Make({"plans"}, {"energy"}).value();
  EXPECT_TRUE(filter.Fits("plans/apaec", "energy"));
  EXPECT_FALSE(filter.Fits("plans/faf", "faf"));
  EXPECT_FALSE(filter.Fits("sectors/energy/manifests/m", "energy"));
}

TEST(Filter, RefusesWhatIsNoName) {
  for (const char* wrong :
       {"", "plan/energy", "/plans/energy", "plans/energy/", "plans//lines", "energy", "plans/ä"}) {
    const auto filter = Filter::Make({wrong}, {});
    EXPECT_EQ(filter.status().code(), absl::StatusCode::kInvalidArgument) << wrong;
    EXPECT_EQ(ReasonOf(filter.status()), "INVALID_WATCH");
    EXPECT_EQ(ProblemsOf(filter.status()).front().field, "resources");
    EXPECT_THAT(std::string(filter.status().message()), HasSubstr("such as plans/energy"));
  }
  EXPECT_EQ(ProblemsOf(Filter::Make({}, {"sectors/energy"}).status()).front().field, "sectors");
  EXPECT_FALSE(Filter::Make(std::vector<std::string>(1001, "plans"), {}).ok());
}

}  // namespace
}  // namespace sheaf::watchers
