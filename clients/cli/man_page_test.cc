#include "clients/cli/man_page.h"

#include <map>
#include <sstream>

#include "clients/cli/program.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::StartsWith;

std::map<std::string, std::string> Pages() {
  std::ostringstream out, err;
  Session session(out, err, 0);
  CLI::App app;
  BuildProgram(app, session);
  const auto pages = ManPages(app, {.version = "1.2", .date = "2026-11-22"});
  return {pages.begin(), pages.end()};
}

TEST(ManPageTest, ThereIsOneForTheProgramAndEachCommand) {
  const auto pages = Pages();
  for (const char* name : {"sheaf.1", "sheaf-push.1", "sheaf-plan.1", "sheaf-plan-import.1"}) {
    EXPECT_THAT(pages, Contains(Key(name)));
  }
  EXPECT_THAT(pages, Not(Contains(Key("sheaf-write-shipped.1")))) << "hidden";
}

TEST(ManPageTest, EachHasTheSectionsThatPeopleLookFor) {
  for (const auto& [name, page] : Pages()) {
    EXPECT_THAT(page, StartsWith(".TH SHEAF")) << name;
    for (const char* section : {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS",
                                "ENVIRONMENT", "FILES", "EXAMPLES"}) {
      EXPECT_THAT(page, HasSubstr(std::string("\n.SH ") + section + "\n")) << name;
    }
  }
}

TEST(ManPageTest, NamesWhatACommandDoesInALineForWhatis) {
  EXPECT_THAT(Pages().at("sheaf-push.1"),
              HasSubstr(".SH NAME\nsheaf\\-push \\- push updates from a file"));
}

TEST(RoffTest, LeavesNothingToBeTakenForARequestOrAnEscape) {
  EXPECT_EQ(Roff("a\\b -o 'x' ~/y"), "a\\eb \\-o \\(aqx\\(aq \\(ti/y");
  EXPECT_EQ(Roff(".hidden\n.too"), "\\&.hidden\n\\&.too");
  EXPECT_EQ(Roff(""), "");
}

}  // namespace
}  // namespace sheaf::cli
