#include "server/base/resource_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sheaf {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(CheckId, AcceptsLettersDigitsDotUnderscoreAndDash) {
  for (const char* id : {"a", "EN-APG-001", "2024.Q1", "apt_2023-2027", "0"}) {
    EXPECT_TRUE(CheckId(id, "line code").ok()) << id;
  }
  EXPECT_TRUE(CheckId(std::string(100, 'x'), "line code").ok());
}

TEST(CheckId, RefusesWhatWouldNotBeOnePartOfAName) {
  for (const std::string& id :
       {std::string(), std::string("a/b"), std::string("a b"), std::string("-a"), std::string(".a"),
        std::string("é"), std::string("a\0b", 3), std::string(101, 'x')}) {
    EXPECT_EQ(CheckId(id, "line code").code(), absl::StatusCode::kInvalidArgument) << id;
  }
}

TEST(CheckId, NamesTheIdAndQuotesItSafely) {
  EXPECT_THAT(std::string(CheckId("a b", "line code").message()), HasSubstr("line code 'a b'"));
  EXPECT_THAT(std::string(CheckId("a\nb", "line code").message()), HasSubstr("'a?b'"));
  EXPECT_LT(CheckId(std::string(5000, 'x'), "line code").message().size(), 300u);
}

TEST(MatchName, GivesTheIdsInOrder) {
  EXPECT_THAT(MatchName("plans/energy", kPlanPattern).value(), ElementsAre("energy"));
  EXPECT_THAT(MatchName("plans/energy/lines/EN-1/updates/u7", kUpdatePattern).value(),
              ElementsAre("energy", "EN-1", "u7"));
}

TEST(MatchName, RefusesAnotherShape) {
  for (const char* name : {"", "plans", "plans/", "plans/energy/", "plans/energy/lines/x",
                           "/plans/energy", "sectors/energy", "plans/-x", "plans/*"}) {
    EXPECT_EQ(MatchName(name, kPlanPattern).status().code(), absl::StatusCode::kInvalidArgument)
        << name;
    EXPECT_FALSE(NameFits(name, kPlanPattern)) << name;
  }
}

TEST(NameFits, TellsKindsApart) {
  EXPECT_TRUE(NameFits("plans/energy/lines/x", kLinePattern));
  EXPECT_FALSE(NameFits("plans/energy/lines/x", kUpdatePattern));
  EXPECT_TRUE(NameFits("sectors/energy/kpis/EI/targets/t1", kTargetPattern));
  EXPECT_FALSE(NameFits("sectors/energy/kpis/EI/targets/t1", kBaselinePattern));
}

TEST(FormatName, IsTheInverseOfMatchName) {
  const std::string name = FormatName(kUpdatePattern, {"energy", "EN-1", "u7"});
  EXPECT_EQ(name, "plans/energy/lines/EN-1/updates/u7");
  EXPECT_THAT(MatchName(name, kUpdatePattern).value(), ElementsAre("energy", "EN-1", "u7"));
}

TEST(ParentName, IsTheRecordAbove) {
  EXPECT_EQ(ParentName("plans/energy/lines/X/updates/Y"), "plans/energy/lines/X");
  EXPECT_EQ(ParentName("plans/energy/lines/X"), "plans/energy");
  EXPECT_EQ(ParentName("plans/energy"), "");
  EXPECT_EQ(ParentName(""), "");
}

TEST(IdOf, IsTheLastPart) {
  EXPECT_EQ(IdOf("plans/energy/lines/X"), "X");
  EXPECT_EQ(IdOf("plans/energy"), "energy");
}

}  // namespace
}  // namespace sheaf
