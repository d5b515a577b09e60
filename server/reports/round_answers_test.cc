// What a round asks of whom, and how far that has come, on a real ledger.
#include "server/reports/round_answers.h"

#include <gmock/gmock.h>

#include "server/reports/round_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RoundAnswersTest : public RoundFixture {
 protected:
  RoundAnswersTest() {
    for (const char* code : {"IDN", "THA", "VNM"}) PutMember(code);
  }

  RoundAnswers AnswersOn(const std::string& effective, const std::string& id = "r") {
    const RoundSources sources{&model_, &manifests_, ledger_.get()};
    auto answers = AnswersTo(sources, Round(id), ledger_->Head(), Day(effective));
    EXPECT_TRUE(answers.ok()) << answers.status();
    return answers.ok() ? *std::move(answers) : RoundAnswers();
  }

  // "A VNM OVERDUE"; the sectoral body is "-".
  std::vector<std::string> ItemsOn(const std::string& effective, const std::string& id = "r") {
    std::vector<std::string> texts;
    for (const AskedItem& item : AnswersOn(effective, id).items) {
      const v1::DueItem& due = item.due;
      texts.push_back(due.line().substr(due.line().rfind('/') + 1) + " " +
                      (due.member_state().empty() ? "-" : due.member_state()) + " " +
                      v1::DueState_Name(due.state()));
    }
    return texts;
  }
};

constexpr char kVietNam[] = "member_states: 'VNM'";

TEST_F(RoundAnswersTest, AsksEveryCountedLineOfWhoTakesPart) {
  PutLine("energy/H", "level: 'area'");
  PutLine("energy/A", "level: 'action' parent_code: 'H'");
  PutLine("energy/B", "level: 'action' parent_code: 'H' member_states: 'THA'");
  OpenRound("r", "member_states: 'VNM' member_states: 'THA' asks_bodies: true");
  EXPECT_THAT(ItemsOn("2024-05-10"),
              ElementsAre("A - DUE", "A THA DUE", "A VNM DUE", "B - DUE", "B THA DUE"));
}

TEST_F(RoundAnswersTest, WithoutMemberStatesTheBodiesAreAsked) {
  PutLine("energy/A");
  OpenRound("r");
  EXPECT_THAT(ItemsOn("2024-05-10"), ElementsAre("A - DUE"));
}

TEST_F(RoundAnswersTest, OnlyTheMemberStatesAreAskedWhereBodiesAreNot) {
  PutLine("energy/A");
  OpenRound("r", kVietNam);
  EXPECT_THAT(ItemsOn("2024-05-10"), ElementsAre("A VNM DUE"));
}

TEST_F(RoundAnswersTest, AnswersInTimeLateAndNotAtAll) {
  for (const char* line : {"energy/A", "energy/B", "energy/C"}) PutLine(line);
  OpenRound("r", kVietNam);
  On("2024-06-30");
  Say("energy/A", "u1", "VNM");
  On("2024-07-01");
  Say("energy/B", "u2", "VNM");
  EXPECT_THAT(ItemsOn("2024-06-30"),
              ElementsAre("A VNM ANSWERED", "B VNM ANSWERED_LATE", "C VNM DUE"))
      << "the deadline is the last day";
  EXPECT_THAT(ItemsOn("2024-07-01"),
              ElementsAre("A VNM ANSWERED", "B VNM ANSWERED_LATE", "C VNM OVERDUE"));
}

TEST_F(RoundAnswersTest, WhatOthersSaidIsNoAnswer) {
  PutLine("energy/A");
  OpenRound("r", "member_states: 'VNM' member_states: 'THA' asks_bodies: true");
  On("2024-05-20");
  Say("energy/A", "u1", "THA");
  Say("energy/A", "u2", "IDN");
  EXPECT_THAT(ItemsOn("2024-05-21"), ElementsAre("A - DUE", "A THA ANSWERED", "A VNM DUE"));
}

TEST_F(RoundAnswersTest, AnEarlierUpdateIsNoAnswerAndOneOfAnotherPeriodNeither) {
  PutLine("energy/A");
  PutLine("energy/B");
  PutLine("energy/C");
  On("2024-04-30");
  Say("energy/A", "u1", "VNM");
  OpenRound("r", kVietNam);
  On("2024-05-20");
  Say("energy/B", "u2", "VNM", v1::SUBMITTED, "2023");
  Say("energy/C", "u3", "VNM", v1::SUBMITTED, "2024");
  EXPECT_THAT(ItemsOn("2024-05-21"), ElementsAre("A VNM DUE", "B VNM DUE", "C VNM ANSWERED"));
}

TEST_F(RoundAnswersTest, ADraftIsNoAnswerAndWhatWasSentBackSaysWhy) {
  PutLine("energy/A");
  PutLine("energy/B");
  OpenRound("r", kVietNam);
  On("2024-05-20");
  Say("energy/A", "u1", "VNM", v1::DRAFT);
  Say("energy/B", "u2", "VNM");
  On("2024-05-22");
  Review("energy/B", "u2", v1::RETURNED, "of which year?");
  const RoundAnswers answers = AnswersOn("2024-07-22");
  ASSERT_EQ(answers.items.size(), 2u);
  EXPECT_EQ(answers.items[0].due.state(), v1::OVERDUE);
  EXPECT_EQ(answers.items[0].due.update(), "");
  EXPECT_EQ(answers.items[1].due.state(), v1::SENT_BACK);
  EXPECT_EQ(answers.items[1].due.returned_reason(), "of which year?");
  EXPECT_EQ(answers.items[1].due.update(), "plans/energy/lines/B/updates/u2");
  Say("energy/B", "u3", "VNM");
  EXPECT_THAT(ItemsOn("2024-07-22"), Contains("B VNM ANSWERED")) << "another answer will do";
}

TEST_F(RoundAnswersTest, ReviewAfterTheDeadlineMakesNothingLate) {
  PutLine("energy/A");
  OpenRound("r", kVietNam);
  On("2024-06-20");
  Say("energy/A", "u1", "VNM");
  On("2024-07-20");
  Review("energy/A", "u1", v1::VERIFIED);
  EXPECT_THAT(ItemsOn("2024-07-21"), ElementsAre("A VNM ANSWERED"));
}

TEST_F(RoundAnswersTest, ReviewOfWhatWasHandedInBeforeTheOpeningMakesItNoAnswer) {
  PutLine("energy/A");
  PutLine("energy/B");
  PutLine("energy/C");
  On("2024-04-20");
  Say("energy/A", "u1", "VNM");
  Say("energy/B", "u2", "VNM");
  Say("energy/C", "u3", "VNM", v1::DRAFT);
  OpenRound("r", kVietNam);
  On("2024-05-20");
  Review("energy/A", "u1", v1::VERIFIED);
  Say("energy/B", "u2", "VNM");
  Review("energy/B", "u2", v1::VERIFIED);
  Review("energy/C", "u3", v1::SUBMITTED);
  On("2024-07-20");
  Review("energy/B", "u2", v1::PUBLISHED);
  Review("energy/C", "u3", v1::VERIFIED);
  EXPECT_THAT(ItemsOn("2024-07-21"),
              ElementsAre("A VNM OVERDUE", "B VNM ANSWERED", "C VNM ANSWERED"));
}

TEST_F(RoundAnswersTest, TheFirstOfSeveralAnswersDecides) {
  PutLine("energy/A");
  OpenRound("r", kVietNam);
  On("2024-06-20");
  Say("energy/A", "z", "VNM");
  On("2024-07-20");
  Say("energy/A", "a", "VNM");
  EXPECT_THAT(ItemsOn("2024-07-21"), ElementsAre("A VNM ANSWERED"));
  EXPECT_EQ(AnswersOn("2024-07-21").items.front().due.update(), "plans/energy/lines/A/updates/z");
}

TEST_F(RoundAnswersTest, AStateIsAskedFromTheDayItJoined) {
  PutMember("TLS", "2025-10-26");
  PutLine("energy/A");
  PutLine("energy/B", "level: 'action' member_states: 'IDN'");
  OpenRound("r", "member_states: 'TLS' open_date: '2025-10-01' deadline: '2025-12-01'");
  EXPECT_THAT(ItemsOn("2025-10-25"), IsEmpty());
  EXPECT_THAT(ItemsOn("2025-10-26"), ElementsAre("A TLS DUE"));
}

TEST_F(RoundAnswersTest, ASharedInitiativeIsAskedWhereItIsCounted) {
  PutPlan("trade", "energy");
  PutLine("energy/A", "level: 'action' shared_initiative: 'acts'");
  PutLine("trade/B", "level: 'action' shared_initiative: 'acts'");
  OpenRound("r", kVietNam);
  EXPECT_THAT(ItemsOn("2024-05-10"), ElementsAre("A VNM DUE"));
}

TEST_F(RoundAnswersTest, SaysWhoIsInChargeAndWhenItIsDue) {
  PutLine("energy/H", "level: 'area' lead_body: 'SOME'");
  PutLine("energy/A", "level: 'action' parent_code: 'H'");
  OpenRound("r", kVietNam);
  const v1::DueItem due = AnswersOn("2024-05-10").items.front().due;
  EXPECT_EQ(due.lead_body(), "SOME");
  EXPECT_EQ(due.deadline(), "2024-06-30");
  EXPECT_EQ(due.title(), "Title of energy/A");
}

TEST_F(RoundAnswersTest, AClosedRoundStaysAsItWas) {
  PutLine("energy/A");
  PutLine("energy/B");
  OpenRound("r", kVietNam);
  On("2024-06-20");
  Say("energy/A", "u1", "VNM");
  On("2024-07-10");
  CloseRound("r");
  const std::vector<std::string> closed = {"A VNM ANSWERED", "B VNM OVERDUE"};
  EXPECT_THAT(ItemsOn("2024-07-10"), ElementsAre(closed[0], closed[1]));
  On("2024-07-11");
  Say("energy/B", "u2", "VNM");
  Write({"plans/energy/lines/A/updates/u1", ledger::WriteMode::kWithdraw, "", "a mistake", {}});
  PutLine("energy/C");
  PutLine("energy/B", "level: 'area'");
  EXPECT_THAT(ItemsOn("2024-08-01"), ElementsAre(closed[0], closed[1])) << "whatever came later";
  EXPECT_THAT(ItemsOn("2024-05-05"), ElementsAre(closed[0], closed[1])) << "on whatever day";
}

TEST_F(RoundAnswersTest, AnEarlierRevisionKnowsLess) {
  PutLine("energy/A");
  OpenRound("r", kVietNam);
  const ledger::Revision before = ledger_->Head();
  On("2024-06-20");
  Say("energy/A", "u1", "VNM");
  const RoundSources sources{&model_, &manifests_, ledger_.get()};
  const auto then = AnswersTo(sources, Round("r"), before, Day("2024-07-10"));
  ASSERT_TRUE(then.ok());
  EXPECT_EQ(then->items.front().due.state(), v1::OVERDUE);
}

TEST_F(RoundAnswersTest, RoundsAreFoundByTheirSectors) {
  OpenRound("r1");
  OpenRound("r2", "sectors: 'transport'");
  const auto of = [&](const std::string& sector) {
    std::vector<std::string> names;
    const auto rounds = RoundsOf(*ledger_, sector, ledger_->Head());
    EXPECT_TRUE(rounds.ok()) << rounds.status();
    for (const v1::ReportingRound& round : *rounds) names.push_back(round.name());
    return names;
  };
  EXPECT_THAT(of("transport"), ElementsAre("rounds/r2"));
  EXPECT_THAT(of(""), ElementsAre("rounds/r1", "rounds/r2"));
}

}  // namespace
}  // namespace sheaf::reports
