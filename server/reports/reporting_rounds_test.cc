// The report of a sector's reporting rounds: what it counts adds up, and closed rounds stay.
#include <gmock/gmock.h>

#include <random>

#include "server/reports/counting_check.h"
#include "server/reports/reporter.h"
#include "server/reports/round_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string TextOf(const v1::Cell& cell) {
  if (cell.has_share()) {
    return std::to_string(cell.share().numerator()) + "/" +
           std::to_string(cell.share().denominator());
  }
  if (cell.value_case() == v1::Cell::kCount) return std::to_string(cell.count());
  return cell.has_date() ? cell.date() : cell.text();
}

class ReportingRoundsTest : public RoundFixture {
 protected:
  ReportingRoundsTest() {
    for (const char* code : {"THA", "VNM"}) PutMember(code);
  }

  v1::Document Report(const std::string& effective) {
    Reporter reporter({&model_, &manifests_, nullptr, "1.0.0", ledger_.get()});
    v1::Clocks clocks;
    clocks.set_revision(ledger_->Head());
    clocks.set_effective_date(effective);
    const auto document = reporter.Report({"energy", "reporting-rounds", clocks});
    EXPECT_TRUE(document.ok()) << document.status();
    return document.ok() ? **document : v1::Document();
  }

  static const v1::Section& SectionOf(const v1::Document& document, std::string_view id) {
    for (const v1::Section& section : document.sections()) {
      if (section.id() == id) return section;
    }
    ADD_FAILURE() << "no section " << id;
    return v1::Section::default_instance();
  }
  // Rows of a table as "cell|cell".
  static std::vector<std::string> Rows(const v1::Section& section, std::string_view title) {
    std::vector<std::string> rows;
    for (const v1::Block& block : section.blocks()) {
      if (block.table().title() != title) continue;
      for (const v1::Row& row : block.table().rows()) {
        std::string& text = rows.emplace_back();
        for (const v1::Cell& cell : row.cells()) text += (text.empty() ? "" : "|") + TextOf(cell);
      }
    }
    return rows;
  }
  static std::string Paragraphs(const v1::Section& section) {
    std::string text;
    for (const v1::Block& block : section.blocks()) text += block.paragraph().text() + "\n";
    return text;
  }

  // A round of two states and the bodies about two lines: one answer in time, one late, one sent
  // back, three not there.
  void PlayRound() {
    PutLine("energy/H", "level: 'area' lead_body: 'SOME'");
    PutLine("energy/A", "level: 'action' parent_code: 'H'");
    PutLine("energy/B", "level: 'action' parent_code: 'H' lead_body: 'HAPUA'");
    OpenRound("r", "member_states: 'VNM' member_states: 'THA' asks_bodies: true");
    On("2024-06-01");
    Say("energy/A", "u1", "VNM");
    Say("energy/B", "u2", "VNM");
    Review("energy/B", "u2", v1::RETURNED, "of which year?");
    On("2024-07-02");
    Say("energy/A", "u3", "");
  }
};

TEST_F(ReportingRoundsTest, WhereNobodyWasAskedItSaysSo) {
  EXPECT_THAT(Paragraphs(SectionOf(Report("2024-05-10"), "summary")),
              HasSubstr("No reporting round has asked this sector"));
}

TEST_F(ReportingRoundsTest, CountsWhoAnsweredAndWhoInTime) {
  PlayRound();
  const v1::Document document = Report("2024-07-10");
  const v1::Section& round = SectionOf(document, "round-1");
  EXPECT_THAT(Rows(round, "By who is asked"),
              ElementsAre("Sectoral body|2|1/2|0/2|1|0|0|1", "State THA|2|0/2|0/2|0|0|0|2",
                          "State VNM|2|1/2|1/2|0|1|0|0", "All|6|2/6|1/6|1|1|0|3"));
  EXPECT_THAT(
      Rows(round, "By the body in charge of the lines"),
      ElementsAre("HAPUA|3|0/3|0/3|0|1|0|2", "SOME|3|2/3|1/3|1|0|0|1", "All|6|2/6|1/6|1|1|0|3"));
  EXPECT_THAT(Rows(round, "Overdue"),
              ElementsAre("Sectoral body (1)||", "B|Title of energy/B|HAPUA", "State THA (2)||",
                          "A|Title of energy/A|SOME", "B|Title of energy/B|HAPUA"));
  EXPECT_THAT(Rows(round, "Sent back"),
              ElementsAre("State VNM (1)|||", "B|Title of energy/B|of which year?|HAPUA"));
  EXPECT_THAT(BrokenCountingRules(document), IsEmpty());
  EXPECT_EQ(document.counts(), v1::SUBMITTED);
}

TEST_F(ReportingRoundsTest, PutsOpenRoundsBeforeClosedOnesAndTheFirstDueFirst) {
  PlayRound();
  CloseRound("r");
  OpenRound("late", "title: 'Later' deadline: '2024-12-31'");
  OpenRound("soon", "title: 'Sooner' deadline: '2024-09-30'");
  const v1::Document document = Report("2024-07-10");
  const auto rows = Rows(SectionOf(document, "summary"), "Rounds");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_THAT(rows[0], HasSubstr("Sooner|2024|Open|2024-09-30|2|"));
  EXPECT_THAT(rows[1], HasSubstr("Later|2024|Open|2024-12-31|2|"));
  EXPECT_THAT(rows[2], HasSubstr("Round|2024|Closed 2024-07-02|2024-06-30|6|2/6|1/6|"));
}

TEST_F(ReportingRoundsTest, AClosedRoundStaysAsItWas) {
  PlayRound();
  CloseRound("r");
  const v1::Document then = Report("2024-07-10");
  On("2024-08-01");
  PutMember("TLS", "2024-07-05");
  PutMember("VNM", "2020-01-01");
  Say("energy/B", "u4", "THA");
  PutLine("energy/C");
  const v1::Document now = Report("2024-08-02");
  EXPECT_EQ(SectionOf(now, "round-1").SerializeAsString(),
            SectionOf(then, "round-1").SerializeAsString());
  EXPECT_THAT(
      Paragraphs(SectionOf(now, "round-1")),
      AllOf(HasSubstr("Closed on 2024-07-02: the figures"), HasSubstr("whatever came later")));
}

TEST_F(ReportingRoundsTest, OfOtherSectorsItSaysNothing) {
  PlayRound();
  OpenRound("t", "title: 'Of others' sectors: 'transport'");
  auto round = Round("t");
  round.mutable_sectors()->DeleteSubrange(0, 1);
  Put("rounds/t", round);
  EXPECT_THAT(Report("2024-07-10").DebugString(), Not(HasSubstr("Of others")));
}

TEST_F(ReportingRoundsTest, ListsSomeOfEachWhoIsAskedAndCountsAll) {
  for (int i = 0; i < 40; ++i) PutLine("energy/L" + std::to_string(i));
  OpenRound("r", "member_states: 'VNM' member_states: 'THA'");
  const v1::Section round = SectionOf(Report("2024-07-10"), "round-1");
  const auto rows = Rows(round, "Overdue");
  ASSERT_EQ(rows.size(), 32u);
  EXPECT_EQ(rows[0], "State THA (15 of 40)||");
  EXPECT_EQ(rows[16], "State VNM (15 of 40)||");
  EXPECT_THAT(Paragraphs(round), HasSubstr("all are counted"));
}

TEST_F(ReportingRoundsTest, WhateverIsAnsweredTheCountsAddUp) {
  std::mt19937 random(7);
  const auto below = [&](int most) { return static_cast<int>(random() % most); };
  const std::vector<std::string> speakers = {"", "THA", "VNM", "IDN"};
  const std::vector<v1::ReviewState> states = {v1::DRAFT, v1::SUBMITTED, v1::RETURNED, v1::VERIFIED,
                                               v1::PUBLISHED};
  for (int i = 0; i < 20; ++i) {
    PutLine("energy/L" + std::to_string(i), std::string("level: 'action' lead_body: '") +
                                                "ABC"[below(3)] + "'" +
                                                (below(4) == 0 ? " member_states: 'THA'" : ""));
  }
  OpenRound("r", "member_states: 'VNM' member_states: 'THA' asks_bodies: true");
  OpenRound("s");
  for (int i = 0; i < 200; ++i) {
    On("2024-0" + std::to_string(4 + below(4)) + "-15");
    Say("energy/L" + std::to_string(below(20)), "u" + std::to_string(below(60)), speakers[below(4)],
        states[below(5)], below(5) == 0 ? "2023" : "");
    if (i == 100) CloseRound("s");
    if (i % 20 != 0) continue;
    const v1::Document document = Report("2024-07-01");
    EXPECT_THAT(BrokenCountingRules(document), IsEmpty());
    for (const char* title : {"By who is asked", "By the body in charge of the lines"}) {
      for (const char* id : {"round-1", "round-2"}) {
        for (const v1::Block& block : SectionOf(document, id).blocks()) {
          if (block.table().title() != title) continue;
          for (const v1::Row& row : block.table().rows()) {
            const auto& cells = row.cells();
            EXPECT_EQ(cells[1].count(), cells[2].share().numerator() + cells[5].count() +
                                            cells[6].count() + cells[7].count())
                << "asked is answered, sent back, due and overdue";
            EXPECT_EQ(cells[2].share().numerator(), cells[3].share().numerator() + cells[4].count())
                << "answered is in time and late";
          }
        }
      }
    }
  }
}

TEST_F(ReportingRoundsTest, AMemberStatesOwnReportHasWhatIsDueAndWhyAnAnswerWasSentBack) {
  PutLine("energy/A");
  PutLine("energy/B");
  On("2024-05-01");
  OpenRound("r", "member_states: 'VNM' member_states: 'THA'");
  On("2024-05-02");
  Say("energy/A", "u", "VNM");
  Review("energy/A", "u", v1::RETURNED, "Name the treaty.");
  Reporter reporter({&model_, &manifests_, nullptr, "1.0.0", ledger_.get()});
  Asked asked{.format = "member-state", .clocks = {}, .member_state = "VNM"};
  asked.clocks.set_revision(ledger_->Head());
  asked.clocks.set_effective_date("2024-05-20");
  const auto rows_of_due = [&] {
    const auto document = reporter.Report(asked);
    EXPECT_TRUE(document.ok()) << document.status();
    return Rows(SectionOf(**document, "due"), "Answers that are due");
  };
  EXPECT_THAT(rows_of_due(),
              ElementsAre("Title of energy/A|Sent back|2024-06-30|Name the treaty.|Round",
                          "Title of energy/B|Due|2024-06-30||Round"));
  asked.counts = model::Level::kPublished;
  EXPECT_THAT(rows_of_due(), IsEmpty()) << "it is told to those who may read what is submitted";
}

}  // namespace
}  // namespace sheaf::reports
