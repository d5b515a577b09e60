// What must hold of every rendering of a report that has every kind of block and cell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "server/reports/render/document_text.h"
#include "server/reports/render/plain_text.h"
#include "server/reports/render/render.h"

namespace sheaf::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

v1::Document Sample() {
  std::ifstream file(SHEAF_SAMPLE_DOCUMENT);
  EXPECT_TRUE(file) << SHEAF_SAMPLE_DOCUMENT;
  std::stringstream text;
  text << file.rdbuf();
  return DocumentOf(text.str());
}

// Of the forms that are text; xlsx_test reads the workbook.
class EveryRendering : public testing::TestWithParam<v1::Rendering> {};

TEST_P(EveryRendering, GivesTheSameBytesForTheSameDocument) {
  EXPECT_EQ(Render(Sample(), GetParam())->content, Render(Sample(), GetParam())->content);
}

TEST_P(EveryRendering, IsCleanUtf8AndEndsItsLastLine) {
  std::string content = Render(Sample(), GetParam())->content;
  EXPECT_TRUE(content.ends_with('\n'));
  std::erase(content, '\r');
  EXPECT_EQ(CleanText(content), content);
}

TEST_P(EveryRendering, KeepsEveryReasonAndNote) {
  const std::string content = Render(Sample(), GetParam())->content;
  EXPECT_THAT(content, HasSubstr("it is being restarted"));
  EXPECT_THAT(content, HasSubstr("headline-v1"));
  EXPECT_THAT(content, HasSubstr("2024-11-21"));
}

INSTANTIATE_TEST_SUITE_P(, EveryRendering,
                         testing::Values(v1::MARKDOWN, v1::HTML, v1::CSV, v1::JSON),
                         [](const auto& info) { return v1::Rendering_Name(info.param); });

TEST(SamplePage, ClosesEveryElementItOpens) {
  const std::string html = Render(Sample(), v1::HTML)->content;
  const std::regex tag("<(/?)([a-z][a-z0-9]*)((?:[^>\"]|\"[^\"]*\")*?)(/?)>");
  std::vector<std::string> open;
  const size_t style = html.find("<style>");
  const std::string body =
      html.substr(0, style) + html.substr(html.find("</style>") + sizeof("</style>") - 1);
  for (std::sregex_iterator it(body.begin(), body.end(), tag), end; it != end; ++it) {
    const std::string name = (*it)[2];
    if (name == "meta" || (*it)[4].length() > 0) continue;
    if ((*it)[1].length() == 0) {
      open.push_back(name);
    } else {
      ASSERT_FALSE(open.empty()) << (*it)[0];
      ASSERT_EQ(open.back(), name) << "at " << it->position();
      open.pop_back();
    }
  }
  EXPECT_TRUE(open.empty());
}

TEST(SamplePage, NeedsNothingFromElsewhereAndRunsNothing) {
  const std::string html = Render(Sample(), v1::HTML)->content;
  for (const char* forbidden : {"<script", "http://", "https://", "src=", "@import", "<link"}) {
    EXPECT_THAT(html, Not(HasSubstr(forbidden)));
  }
}

TEST(SamplePage, UsesEveryIdOnce) {
  const std::string html = Render(Sample(), v1::HTML)->content;
  const std::regex id(" id=\"([^\"]+)\"");
  std::set<std::string> seen;
  for (std::sregex_iterator it(html.begin(), html.end(), id), end; it != end; ++it) {
    EXPECT_TRUE(seen.insert((*it)[1]).second) << (*it)[1];
  }
  EXPECT_GT(seen.size(), 10u);
}

}  // namespace
}  // namespace sheaf::reports
